/** What every rupture adds to a median spectrum: a table a group of sources and measure. */
import type { Output } from "../output.ts";
import { type Results, readSites } from "../results.ts";
import { provenanceComment, siteComment } from "../tables/comment.ts";
import { FIVE_DIGITS, INTEGER, type OutputTable } from "../tables/table.ts";

export const medianSpectrumDisaggregation: Output = {
  key: "median_spectrum_disagg",
  title: "Median Spectrum Disaggregation",
  formats: ["csv"],
  further: ["json", "parquet"],
  table: medianSpectrumDisaggregationTables,
  size: { readToDescribe: ["sitecol", "median_spectrum_disagg"] },
};

async function medianSpectrumDisaggregationTables(results: Results): Promise<OutputTable[]> {
  const { reader, measures } = results;
  const sites = await readSites(results);
  const names = reader
    .names()
    .filter((name) => name.startsWith("median_spectrum_disagg/"))
    .sort((a, b) => groupNumber(a) - groupNumber(b));
  const tables: OutputTable[] = [];
  for (const name of names) {
    const entry = reader.describe(name);
    if (entry?.kind !== "table") continue;
    const data = await Promise.all(entry.columns.map((column) => reader.readColumn(name, column.name)));
    for (const [m, measure] of measures.entries())
      tables.push({
        name: `median_spectrum_disagg-${name.slice(name.indexOf("/") + 1)}-${measure}`,
        comment: [...provenanceComment(results), ...siteComment(sites, 0)],
        columns: entry.columns.map((column) => ({
          name: column.name,
          format: column.name === "rup_id" ? INTEGER : FIVE_DIGITS,
          ...(column.unit === undefined ? {} : { unit: column.unit }),
        })),
        rows: entry.rows,
        bySite: false,
        read: async (start) =>
          entry.columns.map((column, c) => {
            const width = column.shape[0] ?? 1;
            return {
              data: data[c] as Float32Array,
              offset: start * width + (column.shape.length === 0 ? 0 : m),
              stride: width,
            };
          }),
      });
  }
  return tables;
}

function groupNumber(name: string): number {
  return Number(/\d+$/.exec(name)?.[0]);
}
