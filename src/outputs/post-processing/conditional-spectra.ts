/** Conditional spectra, of the statistics and of the realizations. Tables: one a site, a row a probability, statistic and period. */
import { pythonFloat } from "../../inputs/python-float.ts";
import { indices, integerList, numberArray, textList } from "../arrays/named-array.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { notFound } from "../output-error.ts";
import { type Results, readNumbers, readSites } from "../results.ts";
import { provenanceComment, siteComment } from "../tables/comment.ts";
import { FIVE_DIGITS, type OutputTable, TEXT, tableInMemory } from "../tables/table.ts";

export const conditionalSpectra: Output = {
  key: "cs-stats",
  title: "Mean Conditional Spectra",
  formats: ["csv"],
  further: ["json", "parquet"],
  table: conditionalSpectrumTables,
  extract: (results) => extractConditionalSpectra(results, "cs-stats"),
  size: { readToDescribe: ["sitecol"] },
};

export const conditionalSpectraByRealization: Output = {
  key: "cs-rlzs",
  extract: (results) => extractConditionalSpectra(results, "cs-rlzs"),
};

/** What `cs-stats` and `cs-rlzs` hold: sites x poes x kinds x periods x (spectrum, deviation). */
interface ConditionalSpectra {
  readonly shape: readonly number[];
  readonly poes: readonly number[];
  readonly periods: readonly number[];
  /** Names of the statistics, of `cs-stats`. */
  readonly stats: readonly string[];
}

/** @throws OutputError when the calculation made no conditional spectra */
function describeConditionalSpectra(results: Results, name: "cs-stats" | "cs-rlzs"): ConditionalSpectra {
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

async function conditionalSpectrumTables(results: Results): Promise<OutputTable[]> {
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

/** Conditional spectra (sites x poes x kinds x periods x 2) with their axes, in alphabetical order as the reference has them. */
async function extractConditionalSpectra(results: Results, name: "cs-stats" | "cs-rlzs"): Promise<NamedArray[]> {
  const { shape, poes, periods, stats } = describeConditionalSpectra(results, name);
  const kind = name === "cs-rlzs" ? "rlz" : "stat";
  const values = Float64Array.from(await readNumbers(results, name));
  const members: NamedArray[] = [
    numberArray("array", values, "<f8", shape),
    textList("extra", ["mea", "std"]),
    numberArray("period", Float64Array.from(periods), "<f8", [periods.length]),
    numberArray("poe", Float64Array.from(poes), "<f8", [poes.length]),
    textList("shape_descr", ["site_id", "poe", kind, "period"]),
    integerList("site_id", indices(shape[0])),
  ];
  members.push(kind === "rlz" ? integerList("rlz", indices(shape[2])) : textList("stat", stats));
  return members.sort((a, b) => (a.name < b.name ? -1 : 1));
}
