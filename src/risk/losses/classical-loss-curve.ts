/**
 * Loss curves from hazard curves: the probability that the loss ratio of an asset is exceeded in a time, by the total
 * probability theorem over the levels of its vulnerability function (docs/method/risk.md 2).
 */
import { betaCdf } from "../../numerics/beta.ts";
import { interpolate, refine } from "../../numerics/interpolate.ts";
import { normalCdf } from "../../numerics/normal.ts";
import type { VulnerabilityFunction } from "../functions/vulnerability.ts";

/** A hazard curve: probabilities of exceedance of increasing levels in a time in years. */
export interface HazardCurve {
  readonly levels: Float64Array;
  readonly poes: ArrayLike<number>;
  readonly years: number;
}

/** The largest double below 1: a certain exceedance has no finite rate. */
const ALMOST_CERTAIN = 0.9999999999999999;

/**
 * Annual rate of a Poisson process whose probability of at least one event in `years` is `poe`.
 * @example annualRate(0.1, 50) = 0.00210721
 */
export function annualRate(poe: number, years: number): number {
  return -Math.log(1 - (poe === 1 ? ALMOST_CERTAIN : poe)) / years;
}

/**
 * Loss ratios at which a loss curve is computed: the mean loss ratios, with 0 before and 1 behind where these are missing, every
 * interval cut into `steps` parts (fewer than two: not cut).
 */
export function lossRatioAbscissae(
  { means, lossRatios, distribution }: VulnerabilityFunction,
  steps: number,
): Float64Array {
  const ratios = Array.from(distribution === "PM" ? lossRatios : means);
  if (Math.min(...ratios) > 0) ratios.unshift(0);
  if (Math.max(...ratios) < 1) ratios.push(1);
  return refine(Float64Array.from(ratios), steps);
}

/** P(loss ratio > `ratio`) where the mean is `mean` and the standard deviation `deviation`. */
export function lossRatioSurvival(distribution: "LN" | "BT", ratio: number, mean: number, deviation: number): number {
  if (deviation === 0) return mean !== 0 && ratio <= mean ? 1 : 0;
  if (distribution === "LN") {
    if (ratio <= 0) return 1;
    const variance = deviation * deviation;
    const sigma = Math.sqrt(Math.log(variance / (mean * mean) + 1));
    const median = (mean * mean) / Math.sqrt(variance + mean * mean);
    return normalCdf(-Math.log(ratio / median) / sigma);
  }
  const common = (1 - mean) / (deviation * deviation) - 1 / mean;
  return 1 - betaCdf(ratio, common * mean * mean, common * (mean - mean * mean));
}

/**
 * P(loss ratio > r | level) for every ratio (outer) and level of the function (inner).
 * @throws RangeError for functions with a probability mass, for which the reference has no classical loss curves either
 */
export function exceedanceMatrix(vulnerability: VulnerabilityFunction, ratios: Float64Array): Float64Array {
  const { distribution, means, coefficients } = vulnerability;
  if (distribution === "PM") throw new RangeError("functions with a probability mass have no classical loss curve");
  const matrix = new Float64Array(ratios.length * means.length);
  for (let r = 0; r < ratios.length; r++)
    for (let j = 0; j < means.length; j++)
      matrix[r * means.length + j] = lossRatioSurvival(
        distribution,
        ratios[r]!,
        means[j]!,
        coefficients[j]! * means[j]!,
      );
  return matrix;
}

/** Half-way levels: before the first level, between neighbours, behind the last one. */
function halfwayLevels(levels: Float64Array): Float64Array {
  const n = levels.length;
  const halfway = new Float64Array(n + 1);
  halfway[0] = Math.max(0, levels[0]! - (levels[1]! - levels[0]!) / 2);
  for (let i = 1; i < n; i++) halfway[i] = (levels[i - 1]! + levels[i]!) / 2;
  halfway[n] = levels[n - 1]! + (levels[n - 1]! - levels[n - 2]!) / 2;
  return halfway;
}

/** A hazard curve that is 1 throughout within this says that its time is too long. */
const FLAT = 1e-4;

/**
 * Probabilities that loss ratios are exceeded in `riskYears`: P(r) = 1 - exp(-riskYears * sum of S(r | level j) * rate of level j),
 * where the rate of a level is the difference of the annual rates of exceedance half-way to its neighbours. Half-way levels
 * beyond those of the hazard count as its ends.
 * @param matrix of `exceedanceMatrix` for these ratios.
 * @returns undefined where the hazard is certain at all levels
 */
export function classicalLossCurve(
  vulnerability: VulnerabilityFunction,
  matrix: Float64Array,
  { levels, poes, years }: HazardCurve,
  riskYears: number,
): Float64Array | undefined {
  const halfway = halfwayLevels(vulnerability.levels);
  const probabilities = halfway.map((level) => interpolate(level, levels, poes));
  const away = probabilities.reduce((sum, poe) => sum + (1 - poe), 0) / probabilities.length;
  if (Math.abs(away) < FLAT) return undefined;
  const rates = probabilities.map((poe) => annualRate(poe, years));
  const count = vulnerability.levels.length;
  const curve = new Float64Array(matrix.length / count);
  for (let r = 0; r < curve.length; r++) {
    let rate = 0;
    for (let j = 0; j < count; j++) rate += matrix[r * count + j]! * (rates[j]! - rates[j + 1]!);
    curve[r] = 1 - Math.exp(-riskYears * rate);
  }
  return curve;
}

/** Area below a loss curve: about the expected loss in its time. */
export function averageLoss(losses: Float64Array, poes: ArrayLike<number>): number {
  let area = 0;
  for (let i = 1; i < losses.length; i++) area += ((losses[i]! - losses[i - 1]!) * (poes[i - 1]! + poes[i]!)) / 2;
  return area;
}

/**
 * The loss exceeded with a probability, from a loss curve in single precision: 0 above its first probability, the largest loss
 * below its last one, the largest of those with this very probability, else linear in the probability.
 * @param poes do not increase.
 */
export function lossAtProbability(losses: Float32Array, poes: Float32Array, probability: number): number {
  const poe = Math.fround(probability);
  const n = poes.length;
  if (poe > poes[0]!) return 0;
  if (poe < poes[n - 1]!) return losses[n - 1]!;
  const same = poes.lastIndexOf(poe);
  if (same >= 0) {
    let largest = losses[same]!;
    for (let i = 0; i < n; i++) if (poes[i] === poe) largest = Math.max(largest, losses[i]!);
    return largest;
  }
  let i = 1;
  while (i < n - 1 && poes[i]! > poe) i++;
  const f = Math.fround;
  const slope = f(f(losses[i]! - losses[i - 1]!) / f(poes[i]! - poes[i - 1]!));
  return f(f(slope * f(poe - poes[i - 1]!)) + losses[i - 1]!);
}
