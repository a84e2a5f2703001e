/**
 * The files of the pages, as the server sends them. They come along as text into the single executable; scripts lose
 * their types when they are first asked for. Nothing is loaded before a browser asks for it.
 */

import type { GeometryCollection, Topology } from "topojson-specification";

interface TextModule {
  readonly default: string;
}

interface Asset {
  readonly type: string;
  readonly load: () => Promise<unknown>;
}

const SCRIPT = "text/javascript; charset=utf-8";

/** Outlines of the continents as rings of longitude and latitude, hundredths of a degree being enough. */
async function loadLand(): Promise<TextModule> {
  const [{ feature }, { default: topology }] = await Promise.all([
    import("topojson-client"),
    import("world-atlas/land-50m.json"),
  ]);
  const atlas = topology as unknown as Topology<{ land: GeometryCollection }>;
  const rings = feature(atlas, atlas.objects.land).features.flatMap(({ geometry }) =>
    geometry.type === "MultiPolygon"
      ? geometry.coordinates.flat()
      : geometry.type === "Polygon"
        ? geometry.coordinates
        : [],
  );
  const rounded = rings.map((ring) =>
    ring.flatMap(([lon, lat]) => [Math.round(lon! * 100) / 100, Math.round(lat! * 100) / 100]),
  );
  return { default: JSON.stringify(rounded) };
}

const ASSETS: { readonly [name: string]: Asset } = {
  "index.html": { type: "text/html; charset=utf-8", load: () => import("./index.html", { with: { type: "text" } }) },
  "login.html": { type: "text/html; charset=utf-8", load: () => import("./login.html", { with: { type: "text" } }) },
  "license.html": {
    type: "text/html; charset=utf-8",
    load: () => import("./license.html", { with: { type: "text" } }),
  },
  "page.css": { type: "text/css; charset=utf-8", load: () => import("./page.css", { with: { type: "text" } }) },
  "icon.svg": { type: "image/svg+xml", load: () => import("./icon.svg", { with: { type: "text" } }) },
  "main.ts": { type: SCRIPT, load: () => import("./main.ts", { with: { type: "text" } }) },
  "login.ts": { type: SCRIPT, load: () => import("./login.ts", { with: { type: "text" } }) },
  "calculation-detail.ts": { type: SCRIPT, load: () => import("./calculation-detail.ts", { with: { type: "text" } }) },
  "calculation-list.ts": { type: SCRIPT, load: () => import("./calculation-list.ts", { with: { type: "text" } }) },
  "element.ts": { type: SCRIPT, load: () => import("./element.ts", { with: { type: "text" } }) },
  "api-client.ts": { type: SCRIPT, load: () => import("./api-client.ts", { with: { type: "text" } }) },
  "live-events.ts": { type: SCRIPT, load: () => import("./live-events.ts", { with: { type: "text" } }) },
  "events-worker.ts": { type: SCRIPT, load: () => import("./events-worker.ts", { with: { type: "text" } }) },
  "log-feed.ts": { type: SCRIPT, load: () => import("./log-feed.ts", { with: { type: "text" } }) },
  "land.json": { type: "application/json", load: loadLand },
  "uplot.css": {
    type: "text/css; charset=utf-8",
    load: () => import("uplot/dist/uPlot.min.css", { with: { type: "text" } }),
  },
  "charts/uplot.js": { type: SCRIPT, load: () => import("uplot/dist/uPlot.esm.js", { with: { type: "text" } }) },
  "charts/curve-chart.ts": { type: SCRIPT, load: () => import("./charts/curve-chart.ts", { with: { type: "text" } }) },
  "charts/disaggregation-chart.ts": {
    type: SCRIPT,
    load: () => import("./charts/disaggregation-chart.ts", { with: { type: "text" } }),
  },
  "charts/number-text.ts": { type: SCRIPT, load: () => import("./charts/number-text.ts", { with: { type: "text" } }) },
  "map/colour-scale.ts": { type: SCRIPT, load: () => import("./map/colour-scale.ts", { with: { type: "text" } }) },
  "map/map-view.ts": { type: SCRIPT, load: () => import("./map/map-view.ts", { with: { type: "text" } }) },
  "map/projection.ts": { type: SCRIPT, load: () => import("./map/projection.ts", { with: { type: "text" } }) },
  "pages/result-map.ts": { type: SCRIPT, load: () => import("./pages/result-map.ts", { with: { type: "text" } }) },
  "pages/result-tables.ts": {
    type: SCRIPT,
    load: () => import("./pages/result-tables.ts", { with: { type: "text" } }),
  },
  "submission.ts": { type: SCRIPT, load: () => import("./submission.ts", { with: { type: "text" } }) },
};

export interface LoadedAsset {
  readonly type: string;
  readonly text: string;
}

const loaded = new Map<string, Promise<LoadedAsset>>();

async function load(name: string, { type, load: read }: Asset): Promise<LoadedAsset> {
  const { default: text } = (await read()) as TextModule;
  return { type, text: name.endsWith(".ts") ? new Bun.Transpiler({ loader: "ts" }).transformSync(text) : text };
}

/** A file of the pages by name; undefined when there is none. */
export function pageAsset(name: string): Promise<LoadedAsset> | undefined {
  const asset = Object.hasOwn(ASSETS, name) ? ASSETS[name] : undefined;
  if (asset === undefined) return undefined;
  const known = loaded.get(name) ?? load(name, asset);
  loaded.set(name, known);
  return known;
}
