/**
 * Sums over contexts of a function of the probability of exceedance, for ruptures that are not Poissonian: explicit
 * probabilities of occurrence, mutually exclusive ruptures, clusters. The slow sister of `addExceedances`.
 */
import type { RateSums } from "./rate-accumulator.ts";
import { type SurvivalTable, survival } from "./survival-table.ts";

/** What a context adds for probability of exceedance `p`; `row` is its place in the block. */
export type Contribution = (p: number, row: number) => number;

/**
 * Adds `weight` times the probabilities of exceedance of `count` contexts to `out`, contexts x levels: the parts of a
 * mixture one after the other.
 */
export function addProbabilities(
  table: SurvivalTable,
  count: number,
  mean: Float64Array,
  sigma: Float64Array,
  lnLevels: Float64Array,
  weight: number,
  out: Float64Array,
): void {
  const levels = lnLevels.length;
  for (let row = 0; row < count; row++)
    for (let level = 0; level < levels; level++)
      out[row * levels + level]! += weight * survival(table, (lnLevels[level]! - mean[row]!) / sigma[row]!);
}

/**
 * Adds the contributions of `count` contexts to the sums of their sites.
 * @param probabilities contexts x levels
 */
export function addTransformed(
  count: number,
  probabilities: Float64Array,
  site: Int32Array,
  contribution: Contribution,
  sums: RateSums,
  measure: number,
): void {
  const { partial, measures, levels } = sums;
  for (let row = 0; row < count; row++) {
    const base = (site[row]! * measures + measure) * levels;
    for (let level = 0; level < levels; level++)
      partial[base + level]! += contribution(probabilities[row * levels + level]!, row);
  }
}
