/**
 * Disaggregations by realization and of their mean. Tables: one a kind and site, a row a measure, level and bin, a column a
 * realization; those without any contribution are left out.
 */
import { axesOfKind } from "../../hazard/disaggregation/marginals.ts";
import { pythonFloat } from "../../inputs/python-float.ts";
import type { Output } from "../output.ts";
import { type Results, readSites } from "../results.ts";
import { provenanceComment, pythonString, timeComment } from "../tables/comment.ts";
import { FIVE_DIGITS, type OutputTable, type TableColumn, TEXT, tableInMemory } from "../tables/table.ts";
import {
  binValues,
  readDisaggregation,
  readKind,
  type SiteBins,
  type StoredDisaggregation,
  shownPoes,
  siteWeights,
} from "./stored-disaggregation.ts";

type Name = "disagg-rlzs" | "disagg-stats";

const SIZE = { reads: [] as string[], readToDescribe: ["sitecol", "disagg-bins"] };

export const disaggregationsByRealization: Output = {
  key: "disagg-rlzs",
  title: "Disaggregation Outputs Per Realization",
  formats: ["csv"],
  further: ["json", "parquet"],
  table: (results) => disaggregationTables(results, "disagg-rlzs", false),
  size: { ...SIZE, reads: ["disagg-rlzs"] },
};

export const disaggregationStatistics: Output = {
  key: "disagg-stats",
  title: "Statistical Disaggregation Outputs",
  formats: ["csv"],
  further: ["json", "parquet"],
  table: (results) => disaggregationTables(results, "disagg-stats", false),
  size: { ...SIZE, reads: ["disagg-stats"] },
};

/** Fractions of the total rate instead of probabilities; not listed, as in the reference. */
export const traditionalDisaggregations: Output = {
  key: "disagg-rlzs-traditional",
  title: "Disaggregation Outputs Per Realization, Fractions of the Rate",
  formats: ["csv"],
  further: ["json", "parquet"],
  offered: () => false,
  table: (results) => disaggregationTables(results, "disagg-rlzs", true),
  size: { ...SIZE, reads: ["disagg-rlzs"] },
};

async function disaggregationTables(results: Results, name: Name, traditional: boolean): Promise<OutputTable[]> {
  const stored = await readDisaggregation(results);
  const sites = await readSites(results);
  const tables: OutputTable[] = [];
  for (let site = 0; site < stored.sites; site++) {
    const bins = stored.binsOf(site);
    const comment = [
      ...provenanceComment(results),
      ...timeComment(results),
      ...binsComment(bins),
      ["lon", pythonFloat(sites.lon[site]!)] as const,
      ["lat", pythonFloat(sites.lat[site]!)] as const,
      ...realizationsComment(stored, name, site),
    ];
    const poes = await shownPoes(results, stored, site, 0);
    for (const kind of stored.kinds) {
      const values = await readKind(results, name, kind, site);
      if (values.every((value) => value === 0)) continue;
      const shown = traditional ? await asFractions(results, stored, site, values) : values;
      tables.push({
        ...kindTable(results, stored, name, kind, site, bins, shown, poes),
        name: `${kind}${name === "disagg-stats" ? "-mean" : ""}${traditional ? "-traditional" : ""}-${site}`,
        comment,
      });
    }
  }
  return tables;
}

function binsComment(bins: SiteBins): (readonly [string, string])[] {
  return [
    ["mag_bin_edges", allFloats(bins.mag)],
    ["dist_bin_edges", allFloats(bins.dist)],
    ["lon_bin_edges", allFloats(bins.lon)],
    ["lat_bin_edges", allFloats(bins.lat)],
    ["eps_bin_edges", allFloats(bins.eps)],
    ["tectonic_region_types", `[${bins.tectonicRegionTypes.map(pythonString).join(", ")}]`],
  ];
}

function realizationsComment(stored: StoredDisaggregation, name: Name, site: number): (readonly [string, string])[] {
  if (name === "disagg-stats" && stored.poes.length > 0) return [];
  return [
    ["weights", allFloats(siteWeights(stored, site))],
    ["rlz_ids", `[${stored.realizations[site]!.join(", ")}]`],
  ];
}

/** Fractions ln(1 - p) / ln(1 - total); values are bins x measures x levels x realizations. */
async function asFractions(
  results: Results,
  stored: StoredDisaggregation,
  site: number,
  values: Float64Array,
): Promise<Float64Array> {
  const size = results.measures.length * stored.levelCount * stored.realizations[site]!.length;
  const totals = (await results.reader.readArray("poe4", { start: site, stop: site + 1 })) as Float64Array;
  return values.map((value, i) => Math.log1p(-value) / Math.log1p(-totals[i % size]!));
}

/** Rows by measure (names sorted), then by probability, then by bin. */
function kindTable(
  results: Results,
  stored: StoredDisaggregation,
  name: Name,
  kind: string,
  site: number,
  bins: SiteBins,
  values: Float64Array,
  poes: readonly number[],
): OutputTable {
  const { measures } = results;
  const { levelCount, levels, realizations } = stored;
  const axes = axesOfKind(kind);
  const middles = axes.map((axis) => binValues(bins, axis));
  const columns = name === "disagg-rlzs" ? realizations[site]!.map((r) => `rlz${r}`) : ["mean"];
  const places = middles.reduce((product, { length }) => product * length, 1);
  const order = measures
    .flatMap((measure, m) => Array.from({ length: levelCount }, (_, p) => ({ measure, m, p })))
    .sort((a, b) => compare(a.measure, b.measure) || (poes[a.p] ?? 0) - (poes[b.p] ?? 0));
  const rows = order.length * places;
  const cells = {
    imt: new Array<string>(rows),
    iml: new Float64Array(rows),
    poe: new Float64Array(rows),
    values: columns.map(() => new Float64Array(rows)),
  };
  for (const [o, { m, p }] of order.entries()) {
    cells.imt.fill(order[o]!.measure, o * places, (o + 1) * places);
    cells.iml.fill(levels[(site * measures.length + m) * levelCount + p]!, o * places, (o + 1) * places);
    cells.poe.fill(poes[p] ?? Number.NaN, o * places, (o + 1) * places);
    const stride = measures.length * levelCount * columns.length;
    for (const [z, column] of cells.values.entries()) {
      let from = (m * levelCount + p) * columns.length + z;
      for (let row = o * places; row < (o + 1) * places; row++, from += stride) column[row] = values[from]!;
    }
  }
  const shown: TableColumn[] = [
    { name: "imt", format: TEXT, meaning: "intensity measure" },
    { name: "iml", format: FIVE_DIGITS, meaning: "level that is exceeded" },
    { name: "poe", format: FIVE_DIGITS, meaning: "probability the level was taken from the mean curve at" },
    ...axes.map((axis): TableColumn => AXIS_COLUMNS[axis]),
    ...columns.map((column) => ({ name: column, format: FIVE_DIGITS, meaning: "probability of exceedance" })),
  ];
  return tableInMemory({ name: kind, comment: undefined, columns: shown }, [
    cells.imt,
    cells.iml,
    cells.poe,
    ...axisCells(middles, order.length),
    ...cells.values,
  ]);
}

const AXIS_COLUMNS: { readonly [axis in ReturnType<typeof axesOfKind>[number]]: TableColumn } = {
  TRT: { name: "trt", format: TEXT, meaning: "tectonic region type" },
  Mag: { name: "mag", format: FIVE_DIGITS, meaning: "middle of the magnitude bin" },
  Dist: { name: "dist", format: FIVE_DIGITS, unit: "km", meaning: "middle of the bin of rupture distance" },
  Lon: {
    name: "lon",
    format: FIVE_DIGITS,
    unit: "degrees",
    meaning: "middle of the bin of the nearest point's longitude",
  },
  Lat: {
    name: "lat",
    format: FIVE_DIGITS,
    unit: "degrees",
    meaning: "middle of the bin of the nearest point's latitude",
  },
  Eps: { name: "eps", format: FIVE_DIGITS, meaning: "middle of the epsilon bin" },
};

/** One column an axis, `times` times the product of all bins. */
function axisCells(
  middles: readonly (readonly number[] | readonly string[])[],
  times: number,
): (Float64Array | string[])[] {
  const rows = middles.reduce((product, { length }) => product * length, times);
  let step = rows / times;
  return middles.map((values) => {
    step /= values.length;
    return isNumbers(values) ? numberAxis(values, step, rows) : textAxis(values, step, rows);
  });
}

function isNumbers(values: readonly number[] | readonly string[]): values is readonly number[] {
  return typeof values[0] === "number";
}

/** Each value `step` times, all of them again and again. */
function numberAxis(values: readonly number[], step: number, rows: number): Float64Array {
  const column = new Float64Array(rows);
  const period = values.length * step;
  for (const [bin, value] of values.entries()) column.fill(value, bin * step, (bin + 1) * step);
  for (let row = period; row < rows; row *= 2) column.copyWithin(row, 0, Math.min(row, rows - row));
  return column;
}

/** As `numberAxis`, of texts. */
function textAxis(values: readonly string[], step: number, rows: number): string[] {
  const column = new Array<string>(rows);
  for (let row = 0, bin = 0; row < rows; row += step, bin = bin + 1 === values.length ? 0 : bin + 1)
    column.fill(values[bin]!, row, row + step);
  return column;
}

function allFloats(values: Iterable<number>): string {
  return `[${Array.from(values, pythonFloat).join(", ")}]`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
