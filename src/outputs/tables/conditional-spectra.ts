/** Mean conditional spectra: one table a site, a row a probability, statistic and period. */
import { pythonFloat } from "../../inputs/python-float.ts";
import { notFound } from "../output-error.ts";
import { type Results, readNumbers, readSites } from "../results.ts";
import { provenanceComment, siteComment } from "./comment.ts";
import { FIVE_DIGITS, type OutputTable, TEXT, tableInMemory } from "./table.ts";

/** What `cs-stats` and `cs-rlzs` hold: sites x poes x kinds x periods x (spectrum, deviation). */
export interface ConditionalSpectra {
  readonly shape: readonly number[];
  readonly poes: readonly number[];
  readonly periods: readonly number[];
  /** Names of the statistics, of `cs-stats`. */
  readonly stats: readonly string[];
}

/** @throws OutputError when the calculation made no conditional spectra */
export function describeConditionalSpectra(results: Results, name: "cs-stats" | "cs-rlzs"): ConditionalSpectra {
  const entry = results.reader.describe(name);
  if (entry?.kind !== "array")
    throw notFound("the calculation has no conditional spectra: run it with postproc_func = conditional_spectrum.main");
  const list = (key: string): readonly unknown[] => {
    const value = entry.attributes[key];
    return Array.isArray(value) ? value : [];
  };
  return {
    shape: entry.shape,
    poes: list("poes").map(Number),
    periods: list("periods").map(Number),
    stats: list("stats").map(String),
  };
}

export async function conditionalSpectrumTables(results: Results): Promise<OutputTable[]> {
  const { poes, periods, stats } = describeConditionalSpectra(results, "cs-stats");
  const sites = await readSites(results);
  const tables: OutputTable[] = [];
  for (let site = 0; site < sites.count; site++) {
    const values = await readNumbers(results, "cs-stats", { start: site, stop: site + 1 });
    const rows = poes.flatMap((poe, p) =>
      stats.flatMap((stat, s) =>
        periods.map((period, m) => {
          const at = ((p * stats.length + s) * periods.length + m) * 2;
          return { poe, stat, period, spectrum: values[at]!, deviation: values[at + 1]! };
        }),
      ),
    );
    tables.push(
      tableInMemory(
        {
          name: `conditional-spectrum-${site}`,
          comment: [...provenanceComment(results), ...siteComment(sites, site)],
          columns: [
            {
              name: "poe",
              format: FIVE_DIGITS,
              meaning: `probability in ${pythonFloat(results.investigationTime ?? Number.NaN)} years of exceeding the conditioning level`,
            },
            { name: "stat", format: TEXT, meaning: "statistic over the realizations" },
            { name: "period", format: FIVE_DIGITS, unit: "s", meaning: "period, 0 for PGA" },
            { name: "mea", format: FIVE_DIGITS, unit: "g", meaning: "exponential of the conditional mean" },
            { name: "std", format: FIVE_DIGITS, meaning: "conditional standard deviation of the logarithm" },
          ],
        },
        [
          Float64Array.from(rows, (row) => row.poe),
          rows.map((row) => row.stat),
          Float64Array.from(rows, (row) => row.period),
          Float64Array.from(rows, (row) => row.spectrum),
          Float64Array.from(rows, (row) => row.deviation),
        ],
      ),
    );
  }
  return tables;
}
