/** Fields from distributions that were conditioned on recordings (docs/method/events.md 4.9). */
import { InputError } from "../../input-error.ts";
import { choleskyInPlace } from "../../numerics/linear-algebra/cholesky.ts";
import { triangularProduct } from "../../numerics/linear-algebra/triangular-product.ts";
import { integerBelow } from "../../numerics/random/integers.ts";
import { MersenneTwister } from "../../numerics/random/mersenne-twister.ts";
import { standardNormal } from "../../numerics/random/normal.ts";
import { Pcg64 } from "../../numerics/random/pcg64.ts";
import { truncatedMultivariateNormal } from "../../numerics/random/truncated-multivariate-normal.ts";
import type { ConditionedCovariances, ConditionedMotion } from "./conditioning.ts";
import { runLength } from "./rupture-fields.ts";
import { residualIndex } from "./within-draws.ts";

export interface ConditionedSampling {
  /** Of the rupture. Every model and measure begins with it anew. */
  readonly seed: number;
  /** Added to the diagonal of the covariance, so that it can be decomposed. */
  readonly cutoff: number;
  /** Standard deviations to truncate the within- and between-event parts at; undefined: they are not truncated. */
  readonly truncation?: { readonly within: number; readonly between: number } | undefined;
}

/** Hands out ln motions of the next events: at site s in event e they stand at `e * sites + s`. */
export type ConditionedDraws = (count: number, out: Float32Array) => void;

const LARGEST_SEED = 2 ** 31 - 1;

/**
 * @param events of all runs together
 * @throws InputError where the covariance cannot be decomposed
 */
export function conditionedDraws(
  motion: ConditionedMotion,
  events: number,
  sampling: ConditionedSampling,
): ConditionedDraws {
  const generator = new Pcg64(sampling.seed);
  const { mean, covariances } = motion;
  if (covariances === undefined) throw new Error("draws need covariances");
  return sampling.truncation === undefined
    ? normalDraws(mean, covariances, generator, sampling.cutoff, events)
    : truncatedDraws(mean, covariances, generator, sampling.cutoff, sampling.truncation, events);
}

function normalDraws(
  mean: Float32Array,
  { within, between }: ConditionedCovariances,
  generator: Pcg64,
  cutoff: number,
  events: number,
): ConditionedDraws {
  const sites = mean.length;
  const factor = new Float64Array(between);
  for (let cell = 0; cell < factor.length; cell++) factor[cell]! += within[cell]!;
  for (let s = 0; s < sites; s++) factor[s * sites + s]! += Math.fround(cutoff);
  const failed = choleskyInPlace(factor, sites);
  if (failed >= 0)
    throw new InputError(`the covariance of the conditioned motion cannot be decomposed at site ${failed}`, {
      parameter: "correlation_cutoff",
      allowed: `a value above ${cutoff}`,
    });
  const product = triangularProduct(factor, sites, runLength(sites, events));
  return (count, out) => {
    for (let e = 0; e < count; e++)
      for (let s = 0; s < sites; s++) product.vectors[residualIndex(e, s, sites)] = standardNormal(generator);
    product.multiply(count);
    for (let e = 0; e < count; e++)
      for (let s = 0; s < sites; s++) out[e * sites + s] = mean[s]! + product.products[e * product.stride + s]!;
  };
}

/** The two parts are truncated apart, each with a generator of its own. */
function truncatedDraws(
  mean: Float32Array,
  covariances: ConditionedCovariances,
  generator: Pcg64,
  cutoff: number,
  { within, between }: { readonly within: number; readonly between: number },
  events: number,
): ConditionedDraws {
  const sites = mean.length;
  const part = (covariance: Float32Array | Float64Array, level: number): Float64Array => {
    const raised = new Float64Array(covariance);
    for (let s = 0; s < sites; s++) raised[s * sites + s]! += Math.fround(cutoff);
    const bounds = Float64Array.from({ length: sites }, (_, s) => level * Math.sqrt(raised[s * sites + s]!));
    const twister = new MersenneTwister(integerBelow(generator, LARGEST_SEED));
    return truncatedMultivariateNormal(twister, raised, bounds, events);
  };
  const inside = part(covariances.within, within);
  const common = part(covariances.between, between);
  let first = 0;
  return (count, out) => {
    for (let e = 0; e < count; e++)
      for (let s = 0; s < sites; s++) {
        const cell = s * events + first + e;
        out[e * sites + s] = mean[s]! + inside[cell]! + common[cell]!;
      }
    first += count;
  };
}
