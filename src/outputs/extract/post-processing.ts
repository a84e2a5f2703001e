/** Extracts of what post-processing functions stored. */
import type { NamedArray } from "../contract.ts";
import { badRequest } from "../output-error.ts";
import { type Results, readNumbers } from "../results.ts";
import { describeConditionalSpectra } from "../tables/conditional-spectra.ts";
import { medianAt, readMedianSpectra } from "../tables/median-spectra.ts";
import { integerList, numberArray, textList, withArray } from "./named-array.ts";
import { integers, type Query } from "./query.ts";

/** Conditional spectra (sites x poes x kinds x periods x 2) with their axes, in alphabetical order as the reference has them. */
export async function extractConditionalSpectra(results: Results, name: "cs-stats" | "cs-rlzs"): Promise<NamedArray[]> {
  const { shape, poes, periods, stats } = describeConditionalSpectra(results, name);
  const kind = name === "cs-rlzs" ? "rlz" : "stat";
  const values = Float64Array.from(await readNumbers(results, name));
  const members: NamedArray[] = [
    numberArray("array", values, "<f8", shape),
    textList("extra", ["mea", "std"]),
    numberArray("period", Float64Array.from(periods), "<f8", [periods.length]),
    numberArray("poe", Float64Array.from(poes), "<f8", [poes.length]),
    textList("shape_descr", ["site_id", "poe", kind, "period"]),
    integerList("site_id", upTo(shape[0])),
  ];
  members.push(kind === "rlz" ? integerList("rlz", upTo(shape[2])) : textList("stat", stats));
  return members.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Median spectra of all groups for one site and one probability: groups x (mea, sig, wei) x periods. */
export async function extractMedianSpectra(results: Results, query: Query): Promise<NamedArray[]> {
  const spectra = await readMedianSpectra(results);
  const { groups, periods } = spectra;
  const site = oneIndex(query, "site_id", spectra.sites);
  const poe = oneIndex(query, "poe_id", spectra.poes.length);
  const kinds = ["mea", "sig", "wei"];
  const values = new Float32Array(groups * kinds.length * periods.length);
  let at = 0;
  for (let group = 0; group < groups; group++)
    for (let kind = 0; kind < kinds.length; kind++)
      for (let m = 0; m < periods.length; m++) values[at++] = medianAt(spectra, group, site, kind, m, poe);
  const axes = [
    textList("shape_descr", ["grp_id", "kind", "period"]),
    integerList("grp_id", upTo(groups)),
    textList("kind", kinds),
    numberArray("period", Float64Array.from(periods), "<f8", [periods.length]),
  ];
  return withArray(axes, numberArray("array", values, "<f4", [groups, kinds.length, periods.length]));
}

function oneIndex(query: Query, key: string, count: number): number {
  const [index, ...others] = integers(query, key) ?? [];
  if (index === undefined || others.length > 0) throw badRequest(`give one ${key}=, from 0 to ${count - 1}`);
  if (index < 0 || index >= count) throw badRequest(`${key} ${index} is out of range: there are ${count}`);
  return index;
}

function upTo(count = 0): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
