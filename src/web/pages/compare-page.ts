/** Two calculations side by side: where they differ and how much, on the map, in curves, in parameters. */
import { drawMap, halfSide, mapSize } from "../../drawing/map-picture.ts";
import { numberText } from "../../drawing/number-text.ts";
import { hazardCurves, tablesOf } from "../../drawing/result-table.ts";
import {
  baseMap,
  type Calculation,
  type Comparison,
  calculationOutputs,
  calculationRecord,
  compareCalculations,
  describedOutputs,
  listCalculations,
  resultTables,
} from "../api-client.ts";
import { layersOf, layerValues, loadSet, type MapSet, mapSets } from "../detail/map-layers.ts";
import { showLegend } from "../detail/map-tab.ts";
import { parametersOf } from "../detail/model-tab.ts";
import { placeText } from "../detail/site-panel.ts";
import { button, byId, choice, element, fileName, say, textOfError } from "../element.ts";
import { choose, parseRoute } from "../route.ts";
import { savePng, saveSvg } from "../save-file.ts";
import { curveView } from "../views/curve-view.ts";
import { mapView } from "../views/map-view.ts";
import { compared, type Measure, type Pairs, pairs } from "./pairs.ts";

export interface ComparePage {
  readonly show: () => void;
}

const MEASURES: readonly { readonly value: Measure; readonly label: string }[] = [
  { value: "ratio", label: "ratio B / A" },
  { value: "difference", label: "difference B - A" },
  { value: "a", label: "A alone" },
  { value: "b", label: "B alone" },
];

export function comparePage(): ComparePage {
  const section = byId("compare");
  const chooser = element("p", { class: "choices" });
  const message = element("div", { role: "alert" });
  const results = element("div");
  section.append(chooser, message, results);
  const query = () => parseRoute(location.hash).query;
  let turn = 0;

  async function show(): Promise<void> {
    const mine = ++turn;
    const isOver = () => mine !== turn || section.hidden === true;
    document.title = "Compare · Quakewright";
    let calculations: Calculation[];
    try {
      calculations = (await listCalculations({ limit: "200" })).filter(
        ({ status }) => status === "complete" || status === "shared",
      );
    } catch (error) {
      say(message, textOfError(error), true);
      return;
    }
    if (isOver()) return;
    const options = [
      { value: "", label: "choose…" },
      ...calculations.map(({ id, description }) => ({ value: String(id), label: `${id} · ${description}` })),
    ];
    const pick = (name: "a" | "b", label: string) =>
      choice(label, options, query().get(name) ?? "", (value) => {
        choose({ [name]: value, site: undefined });
        void show();
      });
    chooser.replaceChildren(
      pick("a", "A"),
      pick("b", "B"),
      button("Swap", "quiet small", () => {
        choose({ a: query().get("b") ?? "", b: query().get("a") ?? "" });
        void show();
      }),
    );
    const [a, b] = ["a", "b"].map((name) => Number(query().get(name) ?? 0)) as [number, number];
    results.replaceChildren();
    say(message, "");
    if (!(a > 0 && b > 0)) {
      results.append(
        element(
          "p",
          {},
          calculations.length < 2
            ? "Two complete calculations are needed."
            : "Choose two calculations: maps of difference and ratio, curves on top of each other, and what of their parameters differs.",
        ),
      );
      return;
    }
    document.title = `${a} and ${b} compared · Quakewright`;
    const map = element("div");
    const numbers = element("div", {}, element("p", { role: "status" }, "Comparing all outputs…"));
    const parameters = element("div");
    results.append(
      element("h3", {}, "Maps"),
      map,
      element("h3", {}, "Outputs"),
      numbers,
      element("h3", {}, "Parameters that differ"),
      parameters,
    );
    await Promise.all([
      showMap(map, a, b, isOver).catch((error: unknown) => map.replaceChildren(element("p", {}, textOfError(error)))),
      compareCalculations(a, b).then(
        (found) => {
          if (!isOver()) showNumbers(numbers, found);
        },
        (error: unknown) => numbers.replaceChildren(element("p", {}, textOfError(error))),
      ),
      showParameters(parameters, a, b).catch((error: unknown) =>
        parameters.replaceChildren(element("p", {}, textOfError(error))),
      ),
    ]);
  }

  return { show: () => void show() };
}

function agreement(equal: boolean, differing: number, cells: number): string {
  if (cells === 0) return "no row in common";
  return equal ? "equal" : `${differing} of ${cells} cells differ`;
}

function showNumbers(parent: HTMLElement, { tables, onlyInA, onlyInB, equal }: Comparison): void {
  const percent = (relative: number | null | undefined) =>
    relative === null || relative === undefined ? "" : `${numberText(100 * relative)} %`;
  const rows = tables.map(({ output, equal: same, differing, cells, typical, worst }) =>
    element(
      "tr",
      {},
      element("td", {}, output),
      element("td", {}, agreement(same, differing, cells)),
      element("td", {}, percent(typical)),
      element(
        "td",
        {},
        worst === undefined
          ? ""
          : `${percent(worst.relative)} at ${Object.entries(worst.row)
              .map(([name, value]) => `${name} ${value}`)
              .join(", ")}, ${worst.column}: ${worst.a} and ${worst.b}`,
      ),
    ),
  );
  const head = element(
    "tr",
    {},
    ...["Output", "", "Typical difference", "Largest"].map((name) =>
      element("th", { scope: "col" }, name || "Agreement"),
    ),
  );
  const only = (side: string, names: readonly string[]) =>
    names.length === 0 ? [] : [element("p", {}, `Only in ${side}: ${names.join(", ")}`)];
  parent.replaceChildren(
    element("p", {}, equal ? "All outputs agree." : "Relative differences above 0.1 % are counted."),
    element(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "Differences by output" },
      element(
        "table",
        { id: "compare-outputs", "aria-label": "Outputs side by side" },
        element("thead", {}, head),
        element("tbody", {}, ...rows),
      ),
    ),
    ...only("A", onlyInA),
    ...only("B", onlyInB),
  );
}

async function showParameters(parent: HTMLElement, a: number, b: number): Promise<void> {
  const [left, right] = (await Promise.all([calculationRecord(a), calculationRecord(b)])).map(
    (record) => new Map(parametersOf(record)),
  ) as [Map<string, string>, Map<string, string>];
  const names = [...new Set([...left.keys(), ...right.keys()])].filter((name) => left.get(name) !== right.get(name));
  if (names.length === 0) {
    parent.replaceChildren(element("p", {}, "Their parameters are the same."));
    return;
  }
  const short = (text: string | undefined) =>
    text === undefined ? "not given" : text.length > 400 ? `${text.slice(0, 399)}…` : text;
  const rows = names.map((name) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, name),
      element("td", {}, short(left.get(name))),
      element("td", {}, short(right.get(name))),
    ),
  );
  const head = element("tr", {}, ...["Parameter", "A", "B"].map((name) => element("th", { scope: "col" }, name)));
  parent.replaceChildren(
    element(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "Parameters" },
      element(
        "table",
        { id: "compare-parameters", class: "parameters", "aria-label": "Parameters side by side" },
        element("thead", {}, head),
        element("tbody", {}, ...rows),
      ),
    ),
  );
}

async function setsOf(id: number): Promise<readonly MapSet[]> {
  const [outputs, described] = await Promise.all([calculationOutputs(id), describedOutputs(id)]);
  return mapSets(described, outputs, 1).filter(({ byEvent }) => !byEvent);
}

async function showMap(parent: HTMLElement, a: number, b: number, isOver: () => boolean): Promise<void> {
  const [setsA, setsB, base] = await Promise.all([setsOf(a), setsOf(b), baseMap()]);
  if (isOver()) return;
  const both = setsA.flatMap((set) => {
    const other = setsB.find(({ key }) => key === set.key);
    return other === undefined ? [] : [{ a: set, b: other }];
  });
  if (both.length === 0) {
    parent.replaceChildren(element("p", {}, "They have no map in common."));
    return;
  }
  const query = () => parseRoute(location.hash).query;
  const tools = element("p", { class: "choices" });
  const canvas = element("canvas", {
    id: "compare-map",
    class: "map",
    tabindex: "0",
    role: "application",
    "aria-label": "Map of the differences: arrow keys move it, plus and minus enlarge it",
  });
  const legend = element("p", { class: "legend" });
  const reading = element("p", { id: "compare-reading", role: "status", "aria-live": "polite" });
  const charts = element("div", { class: "charts" });
  parent.replaceChildren(tools, canvas, legend, reading, charts);
  let now:
    | {
        readonly set: (typeof both)[number];
        readonly found: Pairs;
        readonly values: Float64Array;
        readonly unit: string;
      }
    | undefined;
  const idle = "Click a site to see the curves of both.";
  const told = (place: number) =>
    `${placeText(now!.found.lon[place]!, now!.found.lat[place]!)}: A ${numberText(now!.found.a[place]!)} ${now!.unit}, B ${numberText(now!.found.b[place]!)} ${now!.unit}`;
  const view = mapView(canvas, base, {
    onHover: (place) => {
      reading.textContent = place === undefined || now === undefined ? idle : told(place);
    },
    onChoose: (place) => {
      if (place !== undefined) void showCurves(place);
    },
    onMove: () => {},
  });

  async function show(keepView: boolean): Promise<void> {
    const set = both.find(({ a: each }) => each.key === query().get("set")) ?? both[0]!;
    const kinds = set.a.kinds.filter((kind) => set.b.kinds.includes(kind));
    const kind = kinds.find((each) => each === query().get("kind")) ?? kinds[0];
    const wanted = { kind, event: 0, tag: undefined };
    const [tableA, tableB] = await Promise.all([loadSet(a, set.a, wanted), loadSet(b, set.b, wanted)]);
    if (isOver()) return;
    const columnsB = layersOf(set.b, tableB).map(({ column }) => column);
    const layers = layersOf(set.a, tableA).filter(({ column }) => columnsB.includes(column));
    const layer = layers.find(({ column }) => column === query().get("layer")) ?? layers[0];
    if (layer === undefined) throw new Error("They have no value in common.");
    const measure = MEASURES.find(({ value }) => value === query().get("as"))?.value ?? "ratio";
    const left = layerValues(tableA, layer.column, undefined);
    const found = pairs(left, layerValues(tableB, layer.column, undefined));
    const { values, kind: scaleKind } = compared(found, measure);
    const unit = measure === "ratio" ? "B / A" : left.unit;
    now = { set, found, values, unit: left.unit };
    const set_ = (change: Readonly<Record<string, string | undefined>>, keep: boolean) => {
      choose(change);
      show(keep).catch((error: unknown) => {
        reading.textContent = textOfError(error);
      });
    };
    const scale = view.show({ lon: found.lon, lat: found.lat, values, kind: scaleKind }, keepView ? "kept" : undefined);
    showLegend(legend, scale, unit);
    reading.textContent = found.lon.length === 0 ? "They have no place in common." : idle;
    const title = `${MEASURES.find(({ value }) => value === measure)!.label}, ${layer.label}, A = ${a}, B = ${b}`;
    const picture = () => {
      const size = mapSize({ width: 900, height: 700 });
      const ratio = Math.min(size.width / canvas.clientWidth, size.height / canvas.clientHeight);
      const seen = view.view();
      return drawMap(
        {
          title,
          unit,
          view: { ...seen, scale: seen.scale * ratio },
          lon: found.lon,
          lat: found.lat,
          values,
          scale,
          base,
          outlines: [],
          half: Math.max(1, Math.min(halfSide(size, 1), view.half() * ratio)),
        },
        { width: 900, height: 700 },
      );
    };
    const name = fileName("compare", a, b, layer.column, measure);
    tools.replaceChildren(
      choice(
        "Shown",
        both.map(({ a: each }) => ({ value: each.key, label: each.label })),
        set.a.key,
        (key) => set_({ set: key, layer: undefined, kind: undefined }, false),
      ),
      choice(
        "Value",
        layers.map(({ column, label }) => ({ value: column, label })),
        layer.column,
        (column) => set_({ layer: column }, true),
      ),
      choice("As", MEASURES, measure, (as) => set_({ as }, true)),
      ...(kinds.length > 1
        ? [
            choice(
              "Statistic",
              kinds.map((each) => ({ value: each, label: each })),
              kind,
              (each) => set_({ kind: each }, true),
            ),
          ]
        : []),
      button("PNG", "quiet small", () => void savePng(picture(), name)),
      button("SVG", "quiet small", () => saveSvg(picture(), name)),
    );
    const site = query().get("site");
    if (site !== null && Number(site) < found.lon.length) await showCurves(Number(site));
  }

  async function showCurves(place: number): Promise<void> {
    if (now === undefined) return;
    const { set, found } = now;
    choose({ site: String(place) });
    view.mark(found.lon[place], found.lat[place]);
    reading.textContent = told(place);
    if (!set.a.bySite || !set.b.bySite) return;
    try {
      const [left, right] = await Promise.all(
        [
          [a, found.rowsA[place]!],
          [b, found.rowsB[place]!],
        ].map(async ([id, site]) =>
          hazardCurves(tablesOf(await resultTables(id!, `hcurves?kind=stats&site_id=${site}`))),
        ),
      );
      if (isOver()) return;
      charts.replaceChildren();
      for (const { imt, levels, poes } of left!) {
        const other = right!.find((curve) => curve.imt === imt);
        if (other === undefined) continue;
        const mean = (curves: typeof poes) => curves.find(({ name }) => name === "mean") ?? curves[0]!;
        curveView(
          charts,
          {
            title: `Hazard curves, ${imt}`,
            x: { label: imt, values: levels, log: true },
            y: { label: "probability of exceedance", log: true },
            curves: [
              { name: `A: ${mean(poes).name}`, x: levels, y: mean(poes).y },
              { name: `B: ${mean(other.poes).name}`, x: other.levels, y: mean(other.poes).y, stroke: "dashed" },
            ],
          },
          fileName("compare-curves", a, b, imt, place),
        );
      }
    } catch (error) {
      reading.textContent = textOfError(error);
    }
  }
  await show(false);
}
