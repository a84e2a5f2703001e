/**
 * Epistemic uncertainty of the NGA-West2 medians as the US national seismic hazard model 2014 uses it: 0.4 scaled by
 * the square root of the number of earthquakes in bins of magnitude and rupture distance.
 */
import { thenAdjust } from "./make-model.ts";
import type { GroundMotionEvaluator } from "./model.ts";

/** Rows: magnitude below 6, below 7, above; columns: rrup up to 10, below 30, beyond (km). */
const EARTHQUAKES: readonly (readonly [number, number, number])[] = [
  [11, 38, 94],
  [2, 7, 13],
  [2, 2, 4],
];
const SHIFTS = EARTHQUAKES.map((row) => row.map((count) => 0.4 * Math.sqrt(2 / count)) as [number, number, number]);

/**
 * One standard deviation (ln units) of the median. Magnitudes below 5 count as those above 7.
 * @example epistemicDeviation(7, 20) = 0.4
 */
export function epistemicDeviation(mag: number, rrup: number): number {
  const row = mag >= 5 && mag < 6 ? 0 : mag >= 6 && mag < 7 ? 1 : 2;
  const column = rrup <= 10 ? 0 : rrup < 30 ? 1 : 2;
  return SHIFTS[row]![column]!;
}

/** Adds `epsilon` epistemic standard deviations to the mean. */
export function shiftByEpistemic(evaluator: GroundMotionEvaluator, epsilon: number): GroundMotionEvaluator {
  if (epsilon === 0) return evaluator;
  return thenAdjust(evaluator, (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) out.mean[i]! += epsilon * epistemicDeviation(ctx.mag[i]!, ctx.rrup[i]!);
  });
}
