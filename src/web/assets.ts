/**
 * The files of the pages, as the server sends them. They come along as text into the single executable; scripts lose
 * their types when they are first asked for. Nothing is loaded before a browser asks for it.
 *
 * Names are those of `src/`, so that imports of scripts find each other. Addresses have a tag of all contents in front of the
 * name: what is asked for with it never changes, and a browser need not ask again.
 */

import { posix } from "node:path";

interface TextModule {
  readonly default: string;
}

type Load = () => Promise<unknown>;

/** One line a script; a test compares them with the files there are. */
const SCRIPTS: { readonly [name: string]: Load } = {
  "web/api-client.ts": () => import("./api-client.ts", { with: { type: "text" } }),
  "web/calculation-detail.ts": () => import("./calculation-detail.ts", { with: { type: "text" } }),
  "web/calculation-list.ts": () => import("./calculation-list.ts", { with: { type: "text" } }),
  "web/detail/charts-tab.ts": () => import("./detail/charts-tab.ts", { with: { type: "text" } }),
  "web/detail/downloads-tab.ts": () => import("./detail/downloads-tab.ts", { with: { type: "text" } }),
  "web/detail/map-layers.ts": () => import("./detail/map-layers.ts", { with: { type: "text" } }),
  "web/detail/map-tab.ts": () => import("./detail/map-tab.ts", { with: { type: "text" } }),
  "web/detail/model-tab.ts": () => import("./detail/model-tab.ts", { with: { type: "text" } }),
  "web/detail/outlines.ts": () => import("./detail/outlines.ts", { with: { type: "text" } }),
  "web/detail/shown-calculation.ts": () => import("./detail/shown-calculation.ts", { with: { type: "text" } }),
  "web/detail/site-panel.ts": () => import("./detail/site-panel.ts", { with: { type: "text" } }),
  "web/detail/tables-tab.ts": () => import("./detail/tables-tab.ts", { with: { type: "text" } }),
  "web/element.ts": () => import("./element.ts", { with: { type: "text" } }),
  "web/events-worker.ts": () => import("./events-worker.ts", { with: { type: "text" } }),
  "web/example.ts": () => import("./example.ts", { with: { type: "text" } }),
  "web/live-events.ts": () => import("./live-events.ts", { with: { type: "text" } }),
  "web/log-feed.ts": () => import("./log-feed.ts", { with: { type: "text" } }),
  "web/login.ts": () => import("./login.ts", { with: { type: "text" } }),
  "web/main.ts": () => import("./main.ts", { with: { type: "text" } }),
  "web/nrml/source-outlines.ts": () => import("./nrml/source-outlines.ts", { with: { type: "text" } }),
  "web/pages/compare-page.ts": () => import("./pages/compare-page.ts", { with: { type: "text" } }),
  "web/pages/examples-page.ts": () => import("./pages/examples-page.ts", { with: { type: "text" } }),
  "web/pages/models-page.ts": () => import("./pages/models-page.ts", { with: { type: "text" } }),
  "web/pages/pairs.ts": () => import("./pages/pairs.ts", { with: { type: "text" } }),
  "web/pages/scenario.ts": () => import("./pages/scenario.ts", { with: { type: "text" } }),
  "web/route.ts": () => import("./route.ts", { with: { type: "text" } }),
  "web/save-file.ts": () => import("./save-file.ts", { with: { type: "text" } }),
  "web/submission.ts": () => import("./submission.ts", { with: { type: "text" } }),
  "web/views/curve-view.ts": () => import("./views/curve-view.ts", { with: { type: "text" } }),
  "web/views/map-view.ts": () => import("./views/map-view.ts", { with: { type: "text" } }),
  "web/views/picture-view.ts": () => import("./views/picture-view.ts", { with: { type: "text" } }),
  "web/views/table-view.ts": () => import("./views/table-view.ts", { with: { type: "text" } }),
  "web/zip.ts": () => import("./zip.ts", { with: { type: "text" } }),
};

/** Scripts that the server runs, too. */
const DRAWING = [
  "drawing/axis.ts",
  "drawing/bar-chart.ts",
  "drawing/colour-scale.ts",
  "drawing/curve-chart.ts",
  "drawing/disaggregation-chart.ts",
  "drawing/hazard-charts.ts",
  "drawing/map-picture.ts",
  "drawing/number-text.ts",
  "drawing/projection.ts",
  "drawing/result-table.ts",
  "drawing/risk-charts.ts",
  "drawing/svg.ts",
  "drawing/theme.ts",
] as const;

const loadDrawing =
  (name: string): Load =>
  async () => ({ default: (await import("./drawing-scripts.ts")).DRAWING_SCRIPTS[name] });

const PAGES: { readonly [name: string]: Load } = {
  "web/index.html": () => import("./index.html", { with: { type: "text" } }),
  "web/login.html": () => import("./login.html", { with: { type: "text" } }),
  "web/license.html": () => import("./license.html", { with: { type: "text" } }),
};

const STYLES: { readonly [name: string]: Load } = {
  "web/page.css": () => import("./page.css", { with: { type: "text" } }),
};

/** The job of the empty page. */
const EXAMPLE: { readonly [name: string]: Load } = {
  "example/job.ini": () => import("../../examples/hazard-map/job.ini", { with: { type: "text" } }),
  "example/source-model-logic-tree.xml": () =>
    import("../../examples/hazard-map/source-model-logic-tree.xml", { with: { type: "text" } }),
  "example/source-model.xml": () => import("../../examples/hazard-map/source-model.xml", { with: { type: "text" } }),
  "example/ground-motion-logic-tree.xml": () =>
    import("../../examples/hazard-map/ground-motion-logic-tree.xml", { with: { type: "text" } }),
};

interface Asset {
  readonly type: string;
  readonly load: Load;
}

const of = (type: string, names: { readonly [name: string]: Load }): [string, Asset][] =>
  Object.entries(names).map(([name, load]) => [name, { type, load }]);

/** Outlines of the continents and borders as JSON. */
const loadBaseMap: Load = async () => {
  const { baseMap } = await import("../drawing/load-land.ts");
  return { default: JSON.stringify(await baseMap()) };
};

const ASSETS: ReadonlyMap<string, Asset> = new Map([
  ...of("text/javascript; charset=utf-8", SCRIPTS),
  ...of("text/javascript; charset=utf-8", Object.fromEntries(DRAWING.map((name) => [name, loadDrawing(name)]))),
  ...of("text/html; charset=utf-8", PAGES),
  ...of("text/css; charset=utf-8", STYLES),
  ...of("image/svg+xml", { "web/icon.svg": () => import("./icon.svg", { with: { type: "text" } }) }),
  ...of("text/plain; charset=utf-8", EXAMPLE),
  ...of("application/json", { "base-map.json": loadBaseMap }),
]);

export interface LoadedAsset {
  readonly type: string;
  readonly text: string;
}

const loaded = new Map<string, Promise<LoadedAsset>>();

async function load(name: string, { type, load: read }: Asset): Promise<LoadedAsset> {
  const { default: text } = (await read()) as TextModule;
  return {
    type,
    text: name.endsWith(".ts")
      ? new Bun.Transpiler({ loader: "ts", minifyWhitespace: true }).transformSync(text)
      : text,
  };
}

/** A file of the pages by name; undefined when there is none. */
export function pageAsset(name: string): Promise<LoadedAsset> | undefined {
  const asset = ASSETS.get(name);
  if (asset === undefined) return undefined;
  const known = loaded.get(name) ?? load(name, asset);
  loaded.set(name, known);
  return known;
}

/** Names of the scripts, for the test that none is forgotten. */
export const SCRIPT_NAMES: readonly string[] = [...Object.keys(SCRIPTS), ...DRAWING];

/**
 * Scripts that a script needs before it runs, itself first, each before what it imports: a browser told all of them at once need not
 * find them one behind the other. What is imported later (`import()`) is not among them.
 */
export async function scriptsOf(entry: string): Promise<readonly string[]> {
  const names = new Set([entry]);
  for (const name of names) {
    const { text } = await pageAsset(name)!;
    for (const { path, kind } of new Bun.Transpiler({ loader: "js" }).scanImports(text))
      if (kind === "import-statement") names.add(posix.join(posix.dirname(name), path));
  }
  return [...names];
}

let tag: Promise<string> | undefined;

/** Stands for the contents of all scripts and styles. */
export function assetsTag(): Promise<string> {
  tag ??= Promise.all([...SCRIPT_NAMES, ...Object.keys(STYLES)].map((name) => pageAsset(name)!)).then((all) =>
    Bun.hash(all.map(({ text }) => text).join("\n")).toString(36),
  );
  return tag;
}
