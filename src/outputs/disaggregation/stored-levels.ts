/** Whether a calculation has stored the disaggregation that is asked for. */
import type { Results } from "../results.ts";
import { type CalculationPlace, openResults } from "../write-to-cache.ts";
import { readDisaggregation } from "./stored-disaggregation.ts";

/** Relative difference of numbers that mean the same. */
const SAME = 1e-6;

/**
 * Number of the level that was disaggregated for a probability, or at a level; the first one when none is asked for. Undefined:
 * it was not.
 */
export async function storedLevel(
  place: CalculationPlace,
  asked: { readonly poe: number } | { readonly iml: number } | undefined,
  measure: string | undefined,
): Promise<number | undefined> {
  const results = openResults(place);
  try {
    if (results.reader.describe("disagg-matrix/first") === undefined) return undefined;
    return await levelIn(results, asked, measure);
  } finally {
    results.reader.close();
  }
}

async function levelIn(
  results: Results,
  asked: { readonly poe: number } | { readonly iml: number } | undefined,
  measure: string | undefined,
): Promise<number | undefined> {
  const { poes, levels, levelCount } = await readDisaggregation(results);
  if (asked === undefined) return 0;
  const same = (a: number, b: number): boolean => Math.abs(a - b) <= SAME * Math.abs(b);
  if ("poe" in asked) {
    const found = poes.findIndex((poe) => same(poe, asked.poe));
    return found < 0 ? undefined : found;
  }
  // Given levels are the same at all sites.
  if (poes.length > 0) return undefined;
  const m = measure === undefined ? 0 : results.measures.indexOf(measure);
  return m >= 0 && same(levels[m * levelCount]!, asked.iml) ? 0 : undefined;
}

/** Name of the first measure of a calculation. */
export async function firstMeasure(place: CalculationPlace): Promise<string> {
  const results = openResults(place);
  try {
    return results.measures[0] ?? "";
  } finally {
    results.reader.close();
  }
}
