/** Mean rates of exceedance by source: one table a site, rows sorted by source, measure, level and rate, zeros left out. */
import { pythonFloat } from "../../inputs/python-float.ts";
import { notFound } from "../output-error.ts";
import { type Results, readNumbers, readSites } from "../results.ts";
import { provenanceComment } from "./comment.ts";
import { FIVE_DIGITS, type OutputTable, TEXT, tableInMemory } from "./table.ts";

const byCodePoint = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Names of the sources along the last dimension. */
export function sourceIds(results: Results): readonly string[] {
  const entry = results.reader.describe("mean_rates_by_src");
  const ids = entry?.attributes["src_ids"];
  if (entry?.kind !== "array" || !Array.isArray(ids)) {
    throw notFound("the calculation stored no rates by source: run it with disagg_by_src = true");
  }
  return ids.map(String);
}

/** m/s; undefined when the sites have no vs30. */
export async function readVs30({ reader }: Results): Promise<Float64Array | undefined> {
  const sitecol = reader.describe("sitecol");
  const hasVs30 = sitecol?.kind === "table" && sitecol.columns.some(({ name }) => name === "vs30");
  return hasVs30 ? ((await reader.readColumn("sitecol", "vs30")) as Float64Array) : undefined;
}

export async function ratesBySourceTables(results: Results): Promise<OutputTable[]> {
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
