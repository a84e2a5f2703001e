/**
 * Division of a probability of exceedance among bins of epsilon, the number of standard deviations of a motion from its
 * mean (docs/method/disaggregation.md 4).
 */
import { normalCdf } from "../../numerics/normal.ts";
import { type SurvivalTable, survival } from "../curves/survival-table.ts";
import { edgesBelow } from "./find-bin.ts";

export interface EpsilonBands {
  readonly edges: Float64Array;
  /** Probability of each bin under the truncated normal distribution. */
  readonly bands: Float64Array;
  /** Probability of bin i and those above it; one more than there are bins. */
  readonly fromBand: Float64Array;
  /** Puts all of the exceedance into the bin of the smallest epsilon that exceeds (epsilon star). */
  readonly star: boolean;
}

/** @param truncation of the ground-motion distribution, in standard deviations */
export function makeEpsilonBands(edges: Float64Array, truncation: number, star: boolean): EpsilonBands {
  const mass = 2 * normalCdf(truncation) - 1;
  const share = (epsilon: number): number =>
    (normalCdf(Math.max(-truncation, Math.min(epsilon, truncation))) - normalCdf(-truncation)) / mass;
  const count = edges.length - 1;
  const bands = Float64Array.from({ length: count }, (_, i) => share(edges[i + 1]!) - share(edges[i]!));
  const fromBand = new Float64Array(count + 1);
  for (let i = count - 1; i >= 0; i--) fromBand[i] = fromBand[i + 1]! + bands[i]!;
  return { edges, bands, fromBand, star };
}

/**
 * Fills `out` with the parts of the probability of exceeding epsilon `z`, one a bin; their sum is that probability as far as
 * the bins reach.
 */
export function splitByEpsilon(
  { edges, bands, fromBand, star }: EpsilonBands,
  survivalTable: SurvivalTable,
  z: number,
  out: Float64Array,
): void {
  const count = bands.length;
  const below = edgesBelow(edges, z);
  out.fill(0);
  if (star) {
    if (z >= edges[0]! && z < edges[count]!) out[below === 0 ? count - 1 : below - 1] = survival(survivalTable, z);
    return;
  }
  for (let bin = below; bin < count; bin++) out[bin] = bands[bin]!;
  if (below >= 1 && below <= count) out[below - 1] = survival(survivalTable, z) - fromBand[below]!;
}

/**
 * Adds `factor` times the parts of the probability of exceeding epsilon `z` to `out[at..]`, one a bin: `splitByEpsilon` for sums.
 */
export function addByEpsilon(
  { edges, bands, fromBand, star }: EpsilonBands,
  survivalTable: SurvivalTable,
  z: number,
  factor: number,
  out: Float64Array,
  at: number,
): void {
  const count = bands.length;
  const below = edgesBelow(edges, z);
  if (star) {
    if (z >= edges[0]! && z < edges[count]!)
      out[at + (below === 0 ? count - 1 : below - 1)]! += factor * survival(survivalTable, z);
    return;
  }
  for (let bin = below; bin < count; bin++) out[at + bin]! += factor * bands[bin]!;
  if (below >= 1 && below <= count) out[at + below - 1]! += factor * (survival(survivalTable, z) - fromBand[below]!);
}
