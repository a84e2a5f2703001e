/** The map of a calculation: hazard maps or average fields, and the curves of the site that is clicked. */
import { landRings, placeHazard, resultTables, siteDisaggregation } from "../api-client.ts";
import { curveChart } from "../charts/curve-chart.ts";
import { disaggregationChart } from "../charts/disaggregation-chart.ts";
import { text } from "../charts/number-text.ts";
import { button, byId, element, say } from "../element.ts";
import { COLOUR_STEPS, colour } from "../map/colour-scale.ts";
import { type MapView, mapView } from "../map/map-view.ts";
import {
  type HazardCurve,
  hazardCurves,
  type MapLayer,
  mapLayers,
  numbers,
  type ResultTable,
  tablesOf,
  uniformHazardSpectrum,
} from "./result-tables.ts";

export interface ResultMap {
  /** @param keys of the outputs the calculation has */
  readonly show: (id: number, keys: ReadonlySet<string>) => Promise<void>;
  readonly hide: () => void;
}

interface Shown {
  readonly id: number;
  readonly table: ResultTable;
  readonly layers: readonly MapLayer[];
  readonly hasCurves: boolean;
}

export function resultMap(): ResultMap {
  const section = byId("map-section");
  const choice = byId<HTMLSelectElement>("map-layer");
  const statistic = byId<HTMLSelectElement>("map-statistic");
  const reading = byId("map-reading");
  const charts = byId("site-charts");
  let view: MapView | undefined;
  let shown: Shown | undefined;
  let current: number | undefined;
  let drawn: { readonly destroy: () => void }[] = [];

  function clearCharts(): void {
    for (const chart of drawn) chart.destroy();
    drawn = [];
    charts.replaceChildren();
    byId("site-title").textContent = "";
  }

  const valueAt = (site: number): string => {
    const { table, layers } = shown!;
    const layer = layers[choice.selectedIndex] ?? layers[0]!;
    const column = table.columns.findIndex(({ name }) => name === layer.column);
    const value = Number(table.rows[site]?.[column]);
    return Number.isNaN(value) ? "no value" : `${text(value)} ${table.columns[column]?.unit ?? ""}`.trim();
  };

  const placeOf = (lon: number, lat: number): string =>
    `${Math.abs(lon).toFixed(3)}° ${lon < 0 ? "W" : "E"}, ${Math.abs(lat).toFixed(3)}° ${lat < 0 ? "S" : "N"}`;

  function paint(keepView: boolean): void {
    if (shown === undefined || view === undefined) return;
    const { table, layers } = shown;
    const layer = layers[choice.selectedIndex] ?? layers[0]!;
    const values = numbers(table, layer.column);
    const scale = view.show({ lon: numbers(table, "lon"), lat: numbers(table, "lat"), values }, keepView);
    const unit = table.columns.find(({ name }) => name === layer.column)?.unit ?? "";
    const stops = Array.from({ length: 9 }, (_, i) => colour(Math.round((i / 8) * (COLOUR_STEPS - 1))));
    byId("legend-bar").style.background = `linear-gradient(to right, ${stops.join(", ")})`;
    byId("legend-least").textContent = scale.greatest > 0 ? text(scale.least) : "";
    byId("legend-greatest").textContent = scale.greatest > 0 ? `${text(scale.greatest)} ${unit}` : "no values";
  }

  async function choose(site: number, lon: number, lat: number): Promise<void> {
    if (shown === undefined) return;
    const { id, table, hasCurves } = shown;
    clearCharts();
    byId("site-title").classList.remove("bad");
    byId("site-title").textContent = `Site ${site} at ${placeOf(lon, lat)}: ${valueAt(site)}`;
    const layer = shown.layers[choice.selectedIndex];
    const asked = /^(.*)-([0-9.e-]+)$/.exec(layer?.column ?? "");
    if (asked !== null && hasCurves) charts.append(disaggregationPart(id, site, asked[1]!, asked[2]!));
    const poe = /-([0-9.e-]+)$/.exec(layer?.column ?? "")?.[1];
    if (poe !== undefined) {
      const { periods, motions } = uniformHazardSpectrum(table, site, poe);
      if (periods.length > 1) {
        const place = charts.appendChild(element("div", { class: "chart" }));
        drawn.push(
          curveChart(place, {
            title: `Uniform hazard spectrum, probability ${poe}`,
            x: { label: "period (s); PGA at 0.01", values: periods },
            y: { label: "ground motion (g)", log: false },
            curves: [{ name: statistic.value, y: motions }],
          }),
        );
      }
    }
    if (!hasCurves) return;
    const tables = tablesOf(await resultTables(id, `hcurves?kind=stats&site_id=${site}`));
    if (shown?.id === id) drawCurves(hazardCurves(tables));
  }

  function drawCurves(curves: readonly HazardCurve[]): void {
    for (const { imt, levels, poes } of curves) {
      const place = charts.appendChild(element("div", { class: "chart" }));
      drawn.push(
        curveChart(place, {
          title: `Hazard curve, ${imt}`,
          x: { label: imt, values: levels },
          y: { label: "probability of exceedance", log: true },
          curves: poes,
        }),
      );
    }
  }

  /** A button that asks what makes the hazard: people do so after a map. */
  function disaggregationPart(id: number, site: number, imt: string, poe: string): HTMLElement {
    const part = element("div", { class: "chart" });
    const ask = button("What makes the hazard here?", "quiet", () => {
      ask.disabled = true;
      ask.textContent = "Computing…";
      siteDisaggregation(id, site, imt, poe).then(
        (found) => {
          part.replaceChildren(element("h4", {}, `Magnitudes and distances, ${imt}, probability ${poe}`));
          disaggregationChart(part, found);
        },
        (error: unknown) =>
          part.replaceChildren(element("p", {}, error instanceof Error ? error.message : String(error))),
      );
    });
    part.append(ask);
    return part;
  }

  /** Hazard of coordinates that the calculation does not have. */
  async function askPlace(): Promise<void> {
    if (shown === undefined) return;
    const { id } = shown;
    const [lon, lat] = ["place-lon", "place-lat"].map((name) => byId<HTMLInputElement>(name).valueAsNumber) as [
      number,
      number,
    ];
    if (Number.isNaN(lon) || Number.isNaN(lat)) {
      say(byId("site-title"), "Longitude and latitude are numbers of degrees.", true);
      return;
    }
    clearCharts();
    say(byId("site-title"), `Computing the hazard at ${placeOf(lon, lat)}…`);
    try {
      const { curves } = await placeHazard(id, lon, lat);
      if (shown?.id !== id) return;
      say(byId("site-title"), `Hazard at ${placeOf(lon, lat)}`);
      drawCurves(
        curves.map(({ imt, levels, poes }) => ({
          imt,
          levels,
          poes: Object.entries(poes).map(([name, y]) => ({ name, y })),
        })),
      );
    } catch (error) {
      say(byId("site-title"), error instanceof Error ? error.message : String(error), true);
    }
  }

  async function load(id: number, kind: string, hasMaps: boolean, hasCurves: boolean): Promise<void> {
    const answer = await resultTables(id, hasMaps ? `hmaps?kind=${encodeURIComponent(kind)}` : "avg_gmf");
    const [table] = tablesOf(answer);
    if (table === undefined || id !== current) return;
    const layers = mapLayers(table, Number(table.attributes["investigation_time"] ?? 0));
    if (layers.length === 0) return;
    const before = choice.selectedIndex;
    const keepView = shown?.id === id;
    shown = { id, table, layers, hasCurves };
    choice.replaceChildren(...layers.map(({ label }) => element("option", {}, label)));
    choice.selectedIndex = keepView ? Math.max(0, before) : 0;
    section.hidden = false;
    byId("place").hidden = !hasCurves;
    view ??= mapView(byId<HTMLCanvasElement>("map"), await landRings(), {
      onHover: (site) => {
        reading.textContent =
          site === undefined || shown === undefined
            ? "Drag to move, scroll to zoom, click a site for its curves."
            : `Site ${site}: ${valueAt(site)}`;
      },
      onChoose: (site, lon, lat) => void choose(site, lon, lat),
    });
    if (!keepView) view.choose(undefined);
    paint(keepView);
  }

  byId("place").addEventListener("submit", (event) => {
    event.preventDefault();
    void askPlace();
  });
  choice.addEventListener("change", () => paint(true));
  statistic.addEventListener("change", () => {
    if (shown !== undefined) void load(shown.id, statistic.value, true, shown.hasCurves);
  });
  byId("map-save").addEventListener("click", () => {
    if (view === undefined || shown === undefined) return;
    element("a", { href: view.picture(), download: `map-${shown.id}.png` }).click();
  });

  return {
    async show(id, keys) {
      if (id === current) return;
      current = id;
      shown = undefined;
      clearCharts();
      section.hidden = true;
      const hasMaps = keys.has("hmaps");
      if (!hasMaps && !keys.has("avg_gmf")) return;
      const names = hasMaps ? await statisticsOf(id) : [];
      if (id !== current) return;
      statistic.hidden = names.length < 2;
      statistic.replaceChildren(...names.map((name) => element("option", { value: name }, name)));
      try {
        await load(id, names[0] ?? "mean", hasMaps, keys.has("hcurves"));
      } catch (error) {
        section.hidden = false;
        say(byId("map-reading"), error instanceof Error ? error.message : String(error), true);
      }
    },
    hide() {
      current = undefined;
      shown = undefined;
      clearCharts();
      section.hidden = true;
    },
  };
}

/** Statistics of the hazard maps: mean, quantiles. */
async function statisticsOf(id: number): Promise<readonly string[]> {
  const tables = tablesOf(await resultTables(id, "hmaps?kind=stats"));
  return tables.map(({ attributes }) => String(attributes["kind"] ?? "mean"));
}
