/**
 * Mean rates of exceedance by source: one table a site, rows sorted by source, measure, level and rate, zeros left out;
 * and the extract of one level, largest rate first.
 */

import { pythonFloat } from "../../inputs/python-float.ts";
import { interpolate } from "../../numerics/interpolate.ts";
import {
  bytesOf,
  floatScalar,
  integerScalar,
  packedTexts,
  recordArray,
  textScalar,
  withArray,
} from "../arrays/named-array.ts";
import { integers, number, type Query, strings } from "../arrays/query.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { badRequest, notFound } from "../output-error.ts";
import { type Results, readNumbers, readSites } from "../results.ts";
import { provenanceComment, readVs30 } from "../tables/comment.ts";
import { FIVE_DIGITS, type OutputTable, TEXT, tableInMemory } from "../tables/table.ts";

const byCodePoint = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Names of the sources along the last dimension. */
function sourceIds(results: Results): readonly string[] {
  const entry = results.reader.describe("mean_rates_by_src");
  const ids = entry?.attributes["src_ids"];
  if (entry?.kind !== "array" || !Array.isArray(ids)) {
    throw notFound("the calculation stored no rates by source: run it with disagg_by_src = true");
  }
  return ids.map(String);
}

export const ratesBySource: Output = {
  key: "mean_rates_by_src",
  title: "Hazard Curves per Source",
  formats: ["csv"],
  further: ["json", "parquet"],
  table: ratesBySourceTables,
  extract: extractRatesBySource,
  size: { readToDescribe: ["sitecol", "mean_rates_by_src"] },
  shape: {
    mean_rates_by_src: ({ measures }, { shape, attributes }) => [
      ["site_id", shape[0]!],
      ["imt", measures],
      ["lvl", shape[2]!],
      ["src_id", Array.isArray(attributes["src_ids"]) ? attributes["src_ids"].map(String) : shape[3]!],
    ],
  },
};

async function ratesBySourceTables(results: Results): Promise<OutputTable[]> {
  const ids = sourceIds(results);
  const { measures, levels } = results;
  const sites = await readSites(results);
  const vs30 = await readVs30(results);
  const width = levels[0]?.length ?? 0;
  const round5 = (degrees: number) => Math.round(degrees * 1e5) / 1e5;
  const tables: OutputTable[] = [];
  for (let site = 0; site < sites.count; site++) {
    const rates = await readNumbers(results, "mean_rates_by_src", { start: site, stop: site + 1 });
    const rows: { source: string; measure: string; level: number; rate: number }[] = [];
    for (const [m, measure] of measures.entries()) {
      for (let l = 0; l < width; l++) {
        for (const [s, source] of ids.entries()) {
          const rate = rates[(m * width + l) * ids.length + s]!;
          if (rate > 0) rows.push({ source, measure, level: levels[m]![l]!, rate });
        }
      }
    }
    rows.sort(
      (a, b) =>
        byCodePoint(a.source, b.source) || byCodePoint(a.measure, b.measure) || a.level - b.level || a.rate - b.rate,
    );
    tables.push(
      tableInMemory(
        {
          name: `mean_rates_by_src-${site}`,
          comment: [
            ...provenanceComment(results),
            ["lon", pythonFloat(round5(sites.lon[site]!))],
            ["lat", pythonFloat(round5(sites.lat[site]!))],
            ...(vs30 === undefined ? [] : ([["vs30", pythonFloat(vs30[site]!)]] as const)),
          ],
          columns: [
            { name: "source_id", format: TEXT, meaning: "source, branches of a logic tree of its own joined" },
            { name: "imt", format: TEXT, meaning: "intensity measure" },
            { name: "iml", format: FIVE_DIGITS, meaning: "level, in the unit of the measure" },
            { name: "afoe", format: FIVE_DIGITS, unit: "1/year", meaning: "annual frequency of exceedance, mean" },
          ],
        },
        [
          rows.map((row) => row.source),
          rows.map((row) => row.measure),
          Float64Array.from(rows, (row) => row.level),
          Float64Array.from(rows, (row) => row.rate),
        ],
      ),
    );
  }
  return tables;
}

/** Rates of exceedance of one level by source, largest first: `array` {src_id S, rate f8}. */
async function extractRatesBySource(results: Results, query: Query): Promise<NamedArray[]> {
  const ids = sourceIds(results);
  const { measures, levels } = results;
  const [measure] = strings(query, "imt") ?? [];
  const level = number(query, "iml");
  const site = integers(query, "site_id")?.[0] ?? 0;
  if (measure === undefined || level === undefined)
    throw badRequest("give imt=, one of the measures, and iml=, a level");
  const m = measures.indexOf(measure);
  if (m < 0) throw badRequest(`unknown imt ${measure}; allowed: ${measures.join(", ")}`);
  const entry = results.reader.describe("mean_rates_by_src");
  const count = entry?.kind === "array" ? entry.shape[0]! : 0;
  if (site < 0 || site >= count)
    throw badRequest(`site_id ${site} is out of range: the calculation has ${count} sites`);
  const rates = await readNumbers(results, "mean_rates_by_src", { start: site, stop: site + 1 });
  const grid = levels[m] ?? [];
  const rows = ids.map((id, s) => ({
    id,
    rate: interpolate(
      level,
      grid,
      grid.map((_, l) => rates[(m * grid.length + l) * ids.length + s]!),
    ),
  }));
  rows.sort((a, b) => b.rate - a.rate);
  const packed = packedTexts(rows.map((row) => row.id));
  const fields = [
    { name: "src_id", dtype: `|S${packed.width}`, bytes: packed.bytes },
    { name: "rate", dtype: "<f8", bytes: bytesOf(Float64Array.from(rows, (row) => row.rate)) },
  ] as const;
  const before = [integerScalar("site_id", site), textScalar("imt", measure), floatScalar("iml", level)];
  return withArray(before, recordArray("array", fields, rows.length));
}
