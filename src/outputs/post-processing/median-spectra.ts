/** Median spectra of a site and a probability: of every group of sources, and of all together. */
import { pythonFloat } from "../../inputs/python-float.ts";
import { indices, integerList, numberArray, textList, withArray } from "../arrays/named-array.ts";
import { oneIndex, type Query } from "../arrays/query.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { notFound } from "../output-error.ts";
import { type Results, readNumbers, readSites } from "../results.ts";
import { provenanceComment, siteComment } from "../tables/comment.ts";
import { FIVE_DIGITS, INTEGER, type OutputTable, TEXT, tableInMemory } from "../tables/table.ts";

export const medianSpectra: Output = {
  key: "median_spectra",
  title: "Median Spectra per Site and PoE",
  formats: ["csv"],
  further: ["json", "parquet"],
  table: medianSpectrumTables,
  extract: extractMedianSpectra,
  size: { readToDescribe: ["sitecol"] },
};

/** In the order they are stored. */
const KINDS = ["mea", "sig", "wei"];

interface MedianSpectra {
  readonly groups: number;
  readonly sites: number;
  readonly periods: readonly number[];
  readonly poes: readonly number[];
  /** groups x sites x kinds x periods x poes. */
  readonly values: ArrayLike<number>;
}

/** @throws OutputError when the calculation made no median spectra */
async function readMedianSpectra(results: Results): Promise<MedianSpectra> {
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
function medianAt(
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

async function medianSpectrumTables(results: Results): Promise<OutputTable[]> {
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

/** Median spectra of all groups for one site and one probability: groups x (mea, sig, wei) x periods. */
async function extractMedianSpectra(results: Results, query: Query): Promise<NamedArray[]> {
  const spectra = await readMedianSpectra(results);
  const { groups, periods } = spectra;
  const site = oneIndex(query, "site_id", spectra.sites);
  const poe = oneIndex(query, "poe_id", spectra.poes.length);
  const values = new Float32Array(groups * KINDS.length * periods.length);
  let at = 0;
  for (let group = 0; group < groups; group++)
    for (let kind = 0; kind < KINDS.length; kind++)
      for (let m = 0; m < periods.length; m++) values[at++] = medianAt(spectra, group, site, kind, m, poe);
  const axes = [
    textList("shape_descr", ["grp_id", "kind", "period"]),
    integerList("grp_id", indices(groups)),
    textList("kind", KINDS),
    numberArray("period", Float64Array.from(periods), "<f8", [periods.length]),
  ];
  return withArray(axes, numberArray("array", values, "<f4", [groups, KINDS.length, periods.length]));
}
