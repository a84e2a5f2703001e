/** Extracts of what post-processing functions stored. */
import type { NamedArray } from "../contract.ts";
import { type Results, readNumbers } from "../results.ts";
import { describeConditionalSpectra } from "../tables/conditional-spectra.ts";
import { integerList, numberArray, textList } from "./named-array.ts";

/** Conditional spectra (sites x poes x kinds x periods x 2) with their axes, in alphabetical order as the reference has them. */
export async function extractConditionalSpectra(results: Results, name: "cs-stats" | "cs-rlzs"): Promise<NamedArray[]> {
  const { shape, poes, periods, stats } = describeConditionalSpectra(results, name);
  const kind = name === "cs-rlzs" ? "rlz" : "stat";
  const upTo = (count = 0) => Array.from({ length: count }, (_, i) => i);
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
