/**
 * Draws from a multivariate normal distribution of mean zero truncated at symmetric bounds: Botev (2016), The normal
 * law under linear restrictions, Journal of the Royal Statistical Society B 79, 125-148.
 *
 * Symmetric bounds need no tilting (the minimax solution is zero), which leaves a sequential importance sampler with
 * acceptance.
 */
import { logInterval } from "../normal-interval.ts";
import { intervalNormals } from "./interval-normals.ts";
import type { MersenneTwister } from "./mersenne-twister.ts";

/** Stands for pivots that rounding made negative. */
const TINY = 1e-14;
/** Rounds of proposals after which draws are taken as they are. */
const MOST_ROUNDS = 10_000;

/**
 * @param covariance n x n row by row
 * @param bounds n values above 0: components lie between minus and plus their bound
 * @returns n x count, row by row
 */
export function truncatedMultivariateNormal(
  generator: MersenneTwister,
  covariance: Float64Array,
  bounds: Float64Array,
  count: number,
): Float64Array {
  const n = bounds.length;
  const { factor, order } = pivotedFactor(covariance, bounds);
  // Limits and factor in units of the conditional standard deviations.
  const limits = Float64Array.from(order, (variable, k) => bounds[variable]! / factor[k * n + k]!);
  let enough = 0;
  for (const limit of limits) enough += logInterval(-limit, limit);

  const accepted = Array.from({ length: n }, () => [] as number[]);
  const proposal = Array.from({ length: n }, () => new Float64Array(count));
  const lower = new Float64Array(count);
  const upper = new Float64Array(count);
  const logWeight = new Float64Array(count);
  for (let round = 1; accepted[0]!.length < count; round++) {
    logWeight.fill(0);
    for (let k = 0; k < n; k++) {
      const scale = factor[k * n + k]!;
      for (let e = 0; e < count; e++) {
        let shift = 0;
        for (let j = 0; j < k; j++) shift += (factor[k * n + j]! / scale) * proposal[j]![e]!;
        lower[e] = -limits[k]! - shift;
        upper[e] = limits[k]! - shift;
        logWeight[e]! += logInterval(lower[e]!, upper[e]!);
      }
      intervalNormals(generator, lower, upper, proposal[k]!);
    }
    for (let e = 0; e < count; e++) {
      const takes = -Math.log(generator.double()) > enough - logWeight[e]!;
      if (takes || round > MOST_ROUNDS) for (let k = 0; k < n; k++) accepted[k]!.push(proposal[k]![e]!);
    }
  }
  const out = new Float64Array(n * count);
  for (let k = 0; k < n; k++)
    for (let e = 0; e < count; e++) {
      let sum = 0;
      for (let j = 0; j <= k; j++) sum += factor[k * n + j]! * accepted[j]![e]!;
      out[order[k]! * count + e] = sum;
    }
  return out;
}

/**
 * Cholesky factor with pivoting: next comes the variable that is least likely to be within its bounds. `order` tells
 * the variable of each row.
 */
function pivotedFactor(covariance: Float64Array, bounds: Float64Array): { factor: Float64Array; order: Int32Array } {
  const n = bounds.length;
  const factor = new Float64Array(n * n);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  const covarianceOf = (row: number, column: number) => covariance[order[row]! * n + order[column]!]!;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    let least = Number.POSITIVE_INFINITY;
    for (let i = k; i < n; i++) {
      let variance = covarianceOf(i, i);
      for (let j = 0; j < k; j++) variance -= factor[i * n + j]! ** 2;
      const limit = bounds[order[i]!]! / Math.sqrt(variance < 0 ? TINY : variance);
      const chance = logInterval(-limit, limit);
      if (chance < least) {
        least = chance;
        pivot = i;
      }
    }
    swapRows(factor, order, n, k, pivot);
    let variance = covarianceOf(k, k);
    for (let j = 0; j < k; j++) variance -= factor[k * n + j]! ** 2;
    const deviation = Math.sqrt(variance < 0 ? TINY : variance);
    factor[k * n + k] = deviation;
    for (let i = k + 1; i < n; i++) {
      let sum = covarianceOf(i, k);
      for (let j = 0; j < k; j++) sum -= factor[i * n + j]! * factor[k * n + j]!;
      factor[i * n + k] = sum / deviation;
    }
  }
  return { factor, order };
}

function swapRows(factor: Float64Array, order: Int32Array, n: number, a: number, b: number): void {
  if (a === b) return;
  const row = factor.slice(a * n, a * n + n);
  factor.copyWithin(a * n, b * n, b * n + n);
  factor.set(row, b * n);
  const variable = order[a]!;
  order[a] = order[b]!;
  order[b] = variable;
}
