/**
 * Pictures of results, by name and query: `hmap_0_0`, `avg_gmf-PGA`, `assets` as the reference calls them, and more of our own.
 * They are drawn by the code that pages draw with.
 */
import { drawBars } from "../../drawing/bar-chart.ts";
import { colourScale, type ScaleKind } from "../../drawing/colour-scale.ts";
import { drawCurves } from "../../drawing/curve-chart.ts";
import { type Disaggregation, drawDisaggregation } from "../../drawing/disaggregation-chart.ts";
import { hazardCurveChart, spectrumChart } from "../../drawing/hazard-charts.ts";
import { baseMap } from "../../drawing/load-land.ts";
import { drawMap, halfSide, mapSize } from "../../drawing/map-picture.ts";
import { viewOf } from "../../drawing/projection.ts";
import { hazardCurves, numbers, placeColumns, type ResultTable } from "../../drawing/result-table.ts";
import { RISK_CHARTS } from "../../drawing/risk-charts.ts";
import type { Picture } from "../../drawing/svg.ts";
import { parseAxes, viewDisaggregation } from "../disaggregation/disaggregation-view.ts";
import { viewAsJson } from "../disaggregation/view-formats.ts";
import { applyFilters, filteredKinds, parseFilters } from "../filters.ts";
import { badRequest, notFound } from "../output-error.ts";
import { findOutput } from "../output-list.ts";
import { requireStored } from "../required-results.ts";
import type { Results } from "../results.ts";
import { storedTable } from "../tables/stored-table.ts";
import { readTable } from "./read-table.ts";

type Query = URLSearchParams;

/** The tables of an output, of the kinds, measures and sites that the query chooses. @throws OutputError */
async function tablesOf(results: Results, key: string, query: Query): Promise<ResultTable[]> {
  const output = findOutput(key);
  if (output?.table === undefined) throw notFound(`there is no output ${key}`);
  requireStored(results, output);
  const filters = parseFilters(query);
  const made = await output.table(results, filteredKinds(results, filters));
  const tables = await applyFilters(results, made, filters);
  if (tables.length === 0) throw notFound(`${key} has nothing to draw`);
  return Promise.all(tables.map(readTable));
}

/** @param index of the column, or its name */
async function mapOf(
  results: Results,
  table: ResultTable,
  column: string,
  title: string,
  kind: ScaleKind = "logarithmic",
) {
  const [lonName, latName] = placeColumns(table.columns) ?? ["lon", "lat"];
  const [lon, lat] = [numbers(table, lonName), numbers(table, latName)];
  const values = numbers(table, column);
  const size = mapSize({});
  const unit = table.columns.find(({ name }) => name === column)?.unit ?? "";
  return drawMap({
    title: `${results.description}: ${title}`.slice(0, 100),
    unit: unit === "1" ? "" : unit,
    view: viewOf(lon, lat, size),
    lon,
    lat,
    values,
    scale: colourScale(values, kind),
    base: await baseMap(),
    outlines: [],
    half: halfSide(size, lon.length),
  });
}

async function hazardMap(results: Results, query: Query, measure: number, poe: number): Promise<Picture> {
  const { measures, poes } = results;
  if (measure >= measures.length || poe >= poes.length)
    throw notFound(
      `there is no picture hmap_${measure}_${poe}: the calculation has ${measures.length} measures and ${poes.length} probabilities`,
    );
  const chosen = new URLSearchParams(query);
  if (!chosen.has("kind")) chosen.set("kind", results.stats[0] ?? "rlz-0");
  const [table] = await tablesOf(results, "hmaps", chosen);
  const column = table!.columns.find(({ name }) => {
    const parts = /^(.*)-([0-9.e-]+)$/.exec(name);
    return parts !== null && parts[1] === measures[measure] && Number(parts[2]) === Number(poes[poe]!.toPrecision(6));
  })?.name;
  if (column === undefined) throw notFound(`the hazard maps have no ${measures[measure]} of ${poes[poe]}`);
  const years = results.investigationTime ?? 0;
  return mapOf(
    results,
    table!,
    column,
    `${measures[measure]}, ${poes[poe]! * 100} % in ${years} years, ${chosen.get("kind")}`,
  );
}

/** Number of a name or value in a list, 0 where the query does not say. @throws OutputError */
function chosen(query: Query, name: string, values: readonly (string | number)[]): number {
  const text = query.get(name);
  if (text === null) return 0;
  const found = values.findIndex((value) => String(value) === text || Number(value) === Number(text));
  if (found < 0) throw badRequest(`unknown ${name} ${text}; allowed: ${values.join(", ")}`);
  return found;
}

async function curvesOfSite(results: Results, query: Query): Promise<Picture> {
  const asked = new URLSearchParams(query);
  if (!asked.has("site_id")) asked.set("site_id", "0");
  if (!asked.has("kind")) asked.set("kind", results.stats.length > 0 ? "stats" : "rlzs");
  const tables = await tablesOf(results, "hcurves", asked);
  // Statistics of the query, the kind of each in the comment of its table.
  const [curve] = hazardCurves(tables);
  if (curve === undefined) throw notFound("the calculation has no hazard curves");
  return drawCurves(hazardCurveChart(curve, [], true), SIZE);
}

async function spectrumOfSite(results: Results, query: Query): Promise<Picture> {
  const asked = new URLSearchParams(query);
  asked.delete("poe");
  if (!asked.has("site_id")) asked.set("site_id", "0");
  if (!asked.has("kind")) asked.set("kind", results.stats.length > 0 ? "stats" : "rlzs");
  const tables = await tablesOf(results, "hmaps", asked);
  const poe = results.poes[chosen(query, "poe", results.poes)];
  const points = (table: ResultTable) =>
    table.columns
      .flatMap(({ name }, i) => {
        const parts = /^(PGA|SA\(([0-9.]+)\))-(.*)$/.exec(name);
        if (parts === null || Number(parts[3]) !== Number(poe?.toPrecision(6))) return [];
        return [
          { period: parts[2] === undefined ? 0.01 : Number(parts[2]), value: Number(table.rows[0]?.[i] ?? Number.NaN) },
        ];
      })
      .sort((a, b) => a.period - b.period);
  const periods = points(tables[0]!).map(({ period }) => period);
  if (periods.length < 2) throw notFound("the hazard maps have fewer than two periods: there is no spectrum");
  const values = tables.map((table) => ({
    name: String(table.attributes["kind"] ?? table.name),
    y: points(table).map(({ value }) => value),
  }));
  return drawCurves(spectrumChart({ poe: String(poe), periods, values }, true), SIZE);
}

const SIZE = { width: 760, height: 480 } as const;

async function disaggregationOfSite(results: Results, query: Query): Promise<Picture> {
  const view = await viewDisaggregation(results, {
    site: Number(query.get("site_id") ?? 0),
    measure: query.get("imt") ?? undefined,
    level: chosen(query, "poe", results.poes),
    kind: query.get("kind") ?? undefined,
    by: parseAxes(query.get("by") ?? "mag,dist"),
    widths: {},
  });
  return drawDisaggregation(viewAsJson(view) as Disaggregation, SIZE);
}

async function assets(results: Results): Promise<Picture> {
  if (results.reader.describe("assetcol") === undefined) throw notFound("the calculation has no assets");
  const table = await readTable(storedTable(results, "assetcol", "assets"));
  const column =
    ["value-number", "number", "value-structural"].find((name) => table.columns.some((each) => each.name === name)) ??
    table.columns.find(({ name }) => name.startsWith("value"))?.name;
  if (column === undefined) throw notFound("the assets have no values");
  return mapOf(results, table, column, `assets, ${column.replace("value-", "")}`);
}

/** Charts of risk, one picture each. */
async function riskChart(results: Results, key: string, query: Query): Promise<Picture> {
  const asked = new URLSearchParams(query);
  const [tag, asset, number] = ["tag", "asset", "chart"].map((name) => asked.get(name));
  for (const name of ["tag", "asset", "chart"]) asked.delete(name);
  const charts = (await tablesOf(results, key, asked)).flatMap((table) =>
    RISK_CHARTS[key]!(table, tag ?? asset ?? undefined),
  );
  if (charts.length === 0 && asset != null) throw notFound(`${key} has no asset ${asset}`);
  const drawn = charts[Number(number ?? 0)];
  if (drawn === undefined) throw notFound(`${key} has ${charts.length} charts: choose one with chart=0, 1 ...`);
  return drawn.kind === "curves" ? drawCurves(drawn.chart, SIZE) : drawBars(drawn.chart, SIZE);
}

/** Names of pictures, for messages. */
export const PICTURES =
  "hmap_M_P, hmaps?imt=&poe=&kind=, avg_gmf-IMT, assets, hcurves?site_id=&imt=, uhs?site_id=&poe=, disagg?site_id=&poe=&by=, aggcurves-stats, loss_curves-stats?asset=, aggrisk, damages-stats ...";

/**
 * @param name with or without `.png` or `.svg`
 * @throws OutputError "not-found" for a picture there is not
 */
export async function drawPicture(results: Results, name: string, query: Query): Promise<Picture> {
  const plain = name.replace(/\.(png|svg)$/, "");
  const hmap = /^hmap_(\d+)_(\d+)$/.exec(plain);
  if (hmap !== null) return hazardMap(results, query, Number(hmap[1]), Number(hmap[2]));
  if (plain === "hmaps") {
    const kind = query.get("kind");
    return hazardMap(
      results,
      new URLSearchParams(kind === null ? {} : { kind }),
      chosen(query, "imt", results.measures),
      chosen(query, "poe", results.poes),
    );
  }
  const field = /^avg_gmf(?:-(.+))?$/.exec(plain);
  if (field !== null) {
    const [table] = await tablesOf(results, "avg_gmf", new URLSearchParams());
    const imt = field[1] ?? query.get("imt") ?? results.measures[0] ?? "";
    if (!table!.columns.some((column) => column.name === imt))
      throw notFound(`there is no picture ${name}: the average fields have no ${imt}`);
    return mapOf(results, table!, imt, `average ground motion field, ${imt}`);
  }
  if (plain === "assets") return assets(results);
  if (plain === "hcurves") return curvesOfSite(results, query);
  if (plain === "uhs") return spectrumOfSite(results, query);
  if (plain === "disagg") return disaggregationOfSite(results, query);
  if (Object.hasOwn(RISK_CHARTS, plain)) return riskChart(results, plain, query);
  throw notFound(`there is no picture ${name}; there may be ${PICTURES}`);
}
