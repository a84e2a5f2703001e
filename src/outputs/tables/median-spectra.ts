/** Median spectra of a site and a probability: of every group of sources, and of all together. */
import { pythonFloat } from "../../inputs/python-float.ts";
import { notFound } from "../output-error.ts";
import { type Results, readNumbers, readSites } from "../results.ts";
import { provenanceComment, siteComment } from "./comment.ts";
import { FIVE_DIGITS, INTEGER, type OutputTable, TEXT, tableInMemory } from "./table.ts";

/** In the order they are stored. */
const KINDS = ["mea", "sig", "wei"];

export interface MedianSpectra {
  readonly groups: number;
  readonly sites: number;
  readonly periods: readonly number[];
  readonly poes: readonly number[];
  /** groups x sites x kinds x periods x poes. */
  readonly values: ArrayLike<number>;
}

/** @throws OutputError when the calculation made no median spectra */
export async function readMedianSpectra(results: Results): Promise<MedianSpectra> {
  const entry = results.reader.describe("median_spectra");
  if (entry?.kind !== "array")
    throw notFound("the calculation has no median spectra: run it with postproc_func = median_spectrum.main");
  const { periods, poes } = entry.attributes;
  return {
    groups: entry.shape[0]!,
    sites: entry.shape[1]!,
    periods: Array.isArray(periods) ? periods.map(Number) : [],
    poes: Array.isArray(poes) ? poes.map(Number) : [],
    values: await readNumbers(results, "median_spectra"),
  };
}

/** One number. */
export function medianAt(
  spectra: MedianSpectra,
  group: number,
  site: number,
  kind: number,
  period: number,
  poe: number,
): number {
  const { sites, periods, poes, values } = spectra;
  return values[(((group * sites + site) * KINDS.length + kind) * periods.length + period) * poes.length + poe]!;
}

export async function medianSpectrumTables(results: Results): Promise<OutputTable[]> {
  const spectra = await readMedianSpectra(results);
  const sites = await readSites(results);
  const tables: OutputTable[] = [];
  for (let site = 0; site < spectra.sites; site++)
    for (const [p, poe] of spectra.poes.entries()) {
      const comment = [...provenanceComment(results), ...siteComment(sites, site), ["poe", pythonFloat(poe)] as const];
      if (spectra.groups > 1) tables.push(byGroup(spectra, site, p, { name: `median_spectra-${site}-${p}`, comment }));
      tables.push(ofAll(spectra, site, p, { name: `median_spectrum-${site}-${p}`, comment }));
    }
  return tables;
}

type Head = Pick<OutputTable, "name" | "comment">;

const PERIOD = { name: "period", format: FIVE_DIGITS, unit: "s", meaning: "period, 0 for PGA" } as const;

/** A row a group, period and kind; zeros are left out. */
function byGroup(spectra: MedianSpectra, site: number, poe: number, head: Head): OutputTable {
  const rows: { group: number; kind: string; period: number; value: number }[] = [];
  for (let group = 0; group < spectra.groups; group++)
    for (const [m, period] of spectra.periods.entries())
      for (const [k, kind] of KINDS.entries()) {
        const value = medianAt(spectra, group, site, k, m, poe);
        if (value !== 0) rows.push({ group, kind, period, value });
      }
  return tableInMemory(
    {
      ...head,
      columns: [
        { name: "grp_id", format: INTEGER, meaning: "group of sources" },
        { name: "kind", format: TEXT, meaning: "mea: weighted ln motion, sig: weighted deviation, wei: weight" },
        PERIOD,
        { name: "value", format: FIVE_DIGITS },
      ],
    },
    [
      Int32Array.from(rows, (row) => row.group),
      rows.map((row) => row.kind),
      Float64Array.from(rows, (row) => row.period),
      Float64Array.from(rows, (row) => row.value),
    ],
  );
}

function ofAll(spectra: MedianSpectra, site: number, poe: number, head: Head): OutputTable {
  const total = (kind: number): Float64Array =>
    Float64Array.from(spectra.periods, (_, m) => {
      let sum = 0;
      for (let group = 0; group < spectra.groups; group++) sum += medianAt(spectra, group, site, kind, m, poe);
      return sum;
    });
  const mean = total(0);
  return tableInMemory(
    {
      ...head,
      columns: [
        PERIOD,
        { name: "spec", format: FIVE_DIGITS, unit: "g", meaning: "exponential of mea" },
        { name: "mea", format: FIVE_DIGITS, meaning: "weighted mean of ln motion" },
        { name: "sig", format: FIVE_DIGITS, meaning: "weighted mean of the deviation of ln motion" },
        { name: "wei", format: FIVE_DIGITS, meaning: "sum of the weights, about 1" },
      ],
    },
    [Float64Array.from(spectra.periods), mean.map(Math.exp), mean, total(1), total(2)],
  );
}

/** What every rupture adds: a table a group and measure. */
export async function medianSpectrumDisaggregationTables(results: Results): Promise<OutputTable[]> {
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
