/**
 * Hazard curves on soil by convolution of the curve on rock with an amplification function (Bazzurro and Cornell 2004;
 * docs/method/classical.md 4.3).
 */

import { interpolate } from "../../numerics/interpolate.ts";
import { normalCdf } from "../../numerics/normal.ts";
import { type AmplificationFunction, amplificationAt, soilExceedance } from "./amplification.ts";

/** Probabilities at or below this count as none. */
const NO_PROBABILITY = 1e-100;

/** What a curve is folded with: internal levels on rock, and exceedances on soil given each interval between them. */
export interface Convolution {
  /** Base-10 logarithms of the curve's own levels. */
  readonly logRock: Float64Array;
  /** Internal levels on rock, g, and their logarithms. */
  readonly internal: Float64Array;
  readonly logInternal: Float64Array;
  /** Intervals x soil levels: probability that soil exceeds a level given the middle of an interval on rock. */
  readonly exceedance: Float64Array;
  readonly soilLevels: Float64Array;
}

/**
 * Internal levels grow from the lowest by a constant ratio: 0.9 of the smallest ratio of soil levels, between 1.05 and 1.1.
 * @param rockLevels, soilLevels g, ascending
 */
export function planConvolution(
  soil: AmplificationFunction,
  measure: string,
  rockLevels: Float64Array,
  soilLevels: Float64Array,
): Convolution {
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = 1; i < soilLevels.length; i++) smallest = Math.min(smallest, soilLevels[i]! / soilLevels[i - 1]!);
  const ratio = Math.min(Math.max(0.9 * smallest, 1.05), 1.1);
  const highest = rockLevels[rockLevels.length - 1]!;
  const internal = [rockLevels[0]!];
  while (internal[internal.length - 1]! < highest) internal.push(internal[internal.length - 1]! * ratio);
  const levels = Float64Array.from(internal);
  const exceedance = new Float64Array((levels.length - 1) * soilLevels.length);
  for (let i = 0; i + 1 < levels.length; i++) {
    const middle = (levels[i + 1]! - levels[i]!) / 2 + levels[i]!;
    const factor = amplificationAt(soil, measure, middle);
    for (let s = 0; s < soilLevels.length; s++)
      exceedance[i * soilLevels.length + s] = soilExceedance(soilLevels[s]!, middle, factor, normalCdf);
  }
  return {
    logRock: rockLevels.map(Math.log10),
    internal: levels,
    logInternal: levels.map(Math.log10),
    exceedance,
    soilLevels,
  };
}

/**
 * The curve on soil, at the soil levels, of the curve `poes` on rock. What lies above the last and below the first internal
 * level is lost, as in the reference.
 */
export function convolve(plan: Convolution, poes: Float64Array, out: Float64Array): void {
  const { logRock, logInternal, exceedance, soilLevels } = plan;
  out.fill(0);
  // Levels that are never reached are left out; curves do not increase, so they are the last ones.
  let reached = poes.length;
  while (reached > 0 && !(poes[reached - 1]! > NO_PROBABILITY)) reached--;
  if (reached === 0) return;
  const xs = logRock.subarray(0, reached);
  const ys = poes.subarray(0, reached).map(Math.log10);
  const highest = xs[reached - 1]!;
  let before = 10 ** interpolate(logInternal[0]!, xs, ys);
  for (let i = 0; i + 1 < logInternal.length && logInternal[i + 1]! <= highest; i++) {
    const after = 10 ** interpolate(logInternal[i + 1]!, xs, ys);
    const mass = before - after;
    for (let s = 0; s < soilLevels.length; s++) out[s]! += mass * exceedance[i * soilLevels.length + s]!;
    before = after;
  }
}
