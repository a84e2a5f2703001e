/** The hazard of one place: curves of every measure, uniform hazard spectra, and what makes it. */
import {
  type Disaggregation,
  disaggregationAsCsv,
  drawDisaggregation,
  summaryOf,
} from "../../drawing/disaggregation-chart.ts";
import { hazardCurveChart, type Spectrum, spectrumChart } from "../../drawing/hazard-charts.ts";
import { type HazardCurve, hazardCurves, tablesOf, uniformHazardSpectrum } from "../../drawing/result-table.ts";
import { disaggregation, placeHazard, resultTables } from "../api-client.ts";
import { button, choice, element, fileName, say, textOfError, tick } from "../element.ts";
import { choose, parseRoute } from "../route.ts";
import { curveView } from "../views/curve-view.ts";
import { pictureView } from "../views/picture-view.ts";

export type Place =
  | { readonly kind: "site"; readonly site: number; readonly lon: number; readonly lat: number }
  | { readonly kind: "coordinates"; readonly lon: number; readonly lat: number };

export interface SitePanelOptions {
  readonly id: number;
  readonly place: Place;
  /** Of the map beside it: `PGA-0.1`. */
  readonly layer: string | undefined;
  readonly hasMaps: boolean;
}

export function placeText(lon: number, lat: number): string {
  return `${Math.abs(lon).toFixed(3)}° ${lon < 0 ? "W" : "E"}, ${Math.abs(lat).toFixed(3)}° ${lat < 0 ? "S" : "N"}`;
}

interface Hazard {
  readonly curves: readonly HazardCurve[];
  readonly spectra: readonly Spectrum[];
}

/** PGA has no period: it is drawn at 0.01 s. */
const PGA_PERIOD = 0.01;

async function hazardOf({ id, place, hasMaps }: SitePanelOptions): Promise<Hazard> {
  if (place.kind === "coordinates") {
    const { curves, spectra = [] } = await placeHazard(id, place.lon, place.lat);
    return {
      curves: curves.map(({ imt, levels, poes }) => ({
        imt,
        levels,
        poes: Object.entries(poes).map(([name, y]) => ({ name, y })),
      })),
      spectra: spectra.map(({ poe, periods, values }) => ({
        poe: String(poe),
        periods: periods.map((period) => Math.max(PGA_PERIOD, period)),
        values: Object.entries(values).map(([name, y]) => ({ name, y })),
      })),
    };
  }
  const of = `kind=stats&site_id=${place.site}`;
  const [curves, maps] = await Promise.all([
    resultTables(id, `hcurves?${of}`).then((answer) => hazardCurves(tablesOf(answer))),
    hasMaps ? resultTables(id, `hmaps?${of}`).then(tablesOf) : [],
  ]);
  const poes = [...new Set((maps[0]?.columns ?? []).flatMap(({ name }) => /-([0-9.e-]+)$/.exec(name)?.[1] ?? []))];
  const spectra = poes.map((poe) => {
    const drawn = maps.map((table) => ({
      name: String(table.attributes["kind"] ?? "mean"),
      ...uniformHazardSpectrum(table, 0, poe),
    }));
    return { poe, periods: drawn[0]?.periods ?? [], values: drawn.map(({ name, motions }) => ({ name, y: motions })) };
  });
  return { curves, spectra };
}

/** Out of reach of every source: empty charts would look like a fault. */
function isFree({ curves }: Hazard): boolean {
  return curves.every(({ poes }) => poes.every(({ y }) => y.every((poe) => !(poe > 0))));
}

/** @returns what ends it: answers that come later are not shown */
export function sitePanel(parent: HTMLElement, options: SitePanelOptions): () => void {
  let ended = false;
  const { id, place } = options;
  const where = placeText(place.lon, place.lat);
  const name = place.kind === "site" ? `site-${place.site}` : `${place.lon}_${place.lat}`;
  const status = element(
    "p",
    { role: "status", class: "quiet-text" },
    place.kind === "site" ? "Loading…" : "Computing the hazard of this place…",
  );
  const tools = element("p", { class: "choices" });
  const charts = element("div", { class: "charts" });
  const contributions = element("div");
  parent.replaceChildren(
    element(
      "h3",
      { id: "site-title", tabindex: "-1" },
      place.kind === "site" ? `Site ${place.site} at ${where}` : `Hazard at ${where}`,
    ),
    status,
    tools,
    charts,
    contributions,
  );

  let hazard: Hazard | undefined;
  let realizations: readonly HazardCurve[] | undefined;
  const chosen = () => parseRoute(location.hash).query;

  function draw(): void {
    if (hazard === undefined) return;
    const isLog = chosen().get("axes") !== "linear";
    charts.replaceChildren();
    for (const spectrum of hazard.spectra)
      if (spectrum.periods.length > 1)
        curveView(charts, spectrumChart(spectrum, isLog), fileName("uhs", id, name, spectrum.poe));
    for (const curve of hazard.curves) {
      const single = realizations?.find(({ imt }) => imt === curve.imt)?.poes ?? [];
      curveView(charts, hazardCurveChart(curve, single, isLog), fileName("hazard-curve", id, name, curve.imt));
    }
  }

  function showTools(): void {
    tools.replaceChildren(
      choice(
        "Axes",
        [
          { value: "log", label: "logarithmic" },
          { value: "linear", label: "linear" },
        ],
        chosen().get("axes") ?? "log",
        (value) => {
          choose({ axes: value === "log" ? undefined : value });
          draw();
        },
      ),
    );
    if (place.kind === "site")
      tools.append(
        tick("Realizations", chosen().get("rlzs") === "1", (checked) => {
          choose({ rlzs: checked ? "1" : undefined });
          void showRealizations(checked);
        }),
      );
  }

  async function showRealizations(wanted: boolean): Promise<void> {
    if (place.kind !== "site") return;
    try {
      realizations = wanted
        ? hazardCurves(tablesOf(await resultTables(id, `hcurves?kind=rlzs&site_id=${place.site}`)))
        : undefined;
    } catch (error) {
      say(status, textOfError(error), true);
    }
    if (!ended) draw();
  }

  async function load(): Promise<void> {
    try {
      hazard = await hazardOf(options);
      if (ended) return;
      if (isFree(hazard)) {
        status.textContent = "No earthquake of this model shakes this place: all probabilities of exceedance are 0.";
        return;
      }
      status.textContent = "";
      showTools();
      draw();
      if (chosen().get("rlzs") === "1") void showRealizations(true);
      disaggregationPanel(contributions, options, hazard, () => ended);
    } catch (error) {
      if (!ended) say(status, textOfError(error), true);
    }
  }
  void load();
  return () => {
    ended = true;
  };
}

const AXES: readonly { readonly value: string; readonly label: string }[] = [
  { value: "mag,dist", label: "magnitude and distance" },
  { value: "mag,dist,eps", label: "magnitude, distance and epsilon" },
  { value: "mag", label: "magnitude" },
  { value: "dist", label: "distance" },
  { value: "eps", label: "epsilon" },
  { value: "trt", label: "tectonic region type" },
  { value: "lon,lat", label: "longitude and latitude" },
];

/** A button first: people ask for it after the curves, and it may take seconds. */
function disaggregationPanel(
  parent: HTMLElement,
  { id, place, layer }: SitePanelOptions,
  hazard: Hazard,
  isOver: () => boolean,
): void {
  const query = () => parseRoute(location.hash).query;
  const asked = /^(.*)-([0-9.e-]+)$/.exec(layer ?? "");
  const imts = hazard.curves.map(({ imt }) => imt);
  const poes = [...new Set([...(asked === null ? [] : [asked[2]!]), ...hazard.spectra.map(({ poe }) => poe)])];
  if (poes.length === 0) poes.push("0.1");
  const status = element("p", { role: "status" });
  const picture = element("div");
  const tools = element("div");
  let latest = 0;
  let shown: Disaggregation | undefined;

  async function show(): Promise<void> {
    const turn = ++latest;
    const by = query().get("by") ?? "mag,dist";
    const widths = (["mag", "dist"] as const).flatMap((axis) => {
      const width = query().get(`${axis}w`);
      return width === null || !by.includes(axis) ? [] : [[`${axis}_bin_width`, width] as const];
    });
    status.textContent = "Computing what makes the hazard…";
    try {
      const found = await disaggregation(id, {
        ...(place.kind === "site"
          ? { site_id: String(place.site) }
          : { lon: String(place.lon), lat: String(place.lat) }),
        imt: query().get("dimt") ?? asked?.[1] ?? imts[0]!,
        poe: query().get("dpoe") ?? poes[0]!,
        by,
        ...Object.fromEntries(widths),
      });
      if (turn !== latest || isOver()) return;
      shown = found;
      status.textContent = summaryOf(found);
      picture.replaceChildren();
      pictureView(picture, {
        name: fileName("disaggregation", id, found.imt, found.poe, by),
        height: 420,
        draw: (options) => drawDisaggregation(shown!, options),
        csv: () => disaggregationAsCsv(shown!),
      });
    } catch (error) {
      if (turn === latest && !isOver()) say(status, textOfError(error), true);
    }
  }

  const set = (values: Readonly<Record<string, string | undefined>>) => {
    choose(values);
    void show();
  };
  function width(axis: "mag" | "dist", label: string, widths: readonly number[]): HTMLElement {
    const known = Number(query().get(`${axis}w`) ?? widths[0]);
    const input = element("input", {
      type: "range",
      min: "0",
      max: String(widths.length - 1),
      step: "1",
      value: String(Math.max(0, widths.indexOf(known))),
    });
    const told = element("output", {}, query().has(`${axis}w`) ? String(known) : "as computed");
    let pause: ReturnType<typeof setTimeout> | undefined;
    input.addEventListener("input", () => {
      const value = widths[input.valueAsNumber]!;
      told.textContent = input.valueAsNumber === 0 ? "as computed" : String(value);
      input.setAttribute("aria-valuetext", told.textContent);
      clearTimeout(pause);
      pause = setTimeout(() => set({ [`${axis}w`]: input.valueAsNumber === 0 ? undefined : String(value) }), 120);
    });
    return element("label", { class: "field" }, `${label} `, input, " ", told);
  }

  function open(): void {
    choose({ disagg: "1" });
    tools.replaceChildren(
      element(
        "p",
        { class: "choices" },
        choice(
          "Measure",
          imts.map((imt) => ({ value: imt, label: imt })),
          query().get("dimt") ?? asked?.[1],
          (dimt) => set({ dimt }),
        ),
        choice(
          "Probability",
          poes.map((poe) => ({ value: poe, label: poe })),
          query().get("dpoe") ?? poes[0],
          (dpoe) => set({ dpoe }),
        ),
        choice("By", AXES, query().get("by") ?? "mag,dist", (by) => set({ by })),
        width("mag", "Magnitude bins", [0, 0.2, 0.4, 0.5, 1]),
        width("dist", "Distance bins (km)", [0, 10, 20, 25, 50]),
      ),
    );
    void show();
  }
  parent.replaceChildren(element("h3", {}, "What makes the hazard"), tools, status, picture);
  if (query().get("disagg") === "1") open();
  else tools.append(button("Disaggregate", "quiet", open));
}
