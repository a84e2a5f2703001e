/** Between-event residuals of the events of a rupture, one for each intensity measure (docs/method/events.md 4.5). */
import { symmetricEigen, withEigenvalues } from "../../numerics/linear-algebra/symmetric-eigen.ts";
import type { BitGenerator } from "../../numerics/random/bit-generator.ts";
import { integerBelow } from "../../numerics/random/integers.ts";
import { MersenneTwister } from "../../numerics/random/mersenne-twister.ts";
import { truncatedMultivariateNormal } from "../../numerics/random/truncated-multivariate-normal.ts";
import { truncatedQuantile } from "../../numerics/truncated-normal.ts";
import type { IntensityMeasure } from "../intensity-measure.ts";
import { type CrossCorrelation, crossCorrelationMatrix } from "./cross-correlation.ts";

/** At or below this level residuals are zero and nothing is drawn. */
export const TRUNCATION_THRESHOLD = 1e-9;

const LARGEST_SEED = 2 ** 31 - 1;
/** Smallest eigenvalue a correlation matrix is given. */
const LEAST_EIGENVALUE = 1e-8;

/**
 * @param truncation standard deviations
 * @returns measures x events, row by row; single precision as the reference keeps them
 */
export function betweenResiduals(
  generator: BitGenerator,
  model: CrossCorrelation,
  measures: readonly IntensityMeasure[],
  events: number,
  truncation: number,
): Float32Array {
  const out = new Float32Array(measures.length * events);
  if (truncation <= TRUNCATION_THRESHOLD) return out;
  if (model === "GodaAtkinson2009" || model === "Bradley2012") {
    const twister = new MersenneTwister(integerBelow(generator, LARGEST_SEED));
    const bounds = new Float64Array(measures.length).fill(truncation);
    const matrix = positiveDefinite(crossCorrelationMatrix(model, measures), measures.length);
    out.set(truncatedMultivariateNormal(twister, matrix, bounds, events));
    return out;
  }
  const quantile = truncatedQuantile(truncation);
  const drawn = model === "FullCrossCorrelation" ? events : out.length;
  for (let i = 0; i < drawn; i++) out[i] = quantile(generator.double());
  for (let i = drawn; i < out.length; i++) out[i] = out[i - events]!;
  return out;
}

/** The matrix with eigenvalues raised to `LEAST_EIGENVALUE` and a diagonal of ones, where it has smaller ones. */
function positiveDefinite(matrix: Float64Array, n: number): Float64Array {
  const eigen = symmetricEigen(matrix, n);
  if (eigen.values.every((value) => value >= LEAST_EIGENVALUE)) return matrix;
  const raised = withEigenvalues(eigen, (value) => Math.max(value, LEAST_EIGENVALUE));
  const scale = Float64Array.from({ length: n }, (_, i) => Math.sqrt(raised[i * n + i]!));
  return raised.map((value, cell) => value / (scale[Math.trunc(cell / n)]! * scale[cell % n]!));
}
