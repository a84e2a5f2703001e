/** Which realizations are disaggregated (docs/method/disaggregation.md 1). */
import { InputError } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";

/** Probabilities below count as it when curves are compared. */
const SMALLEST = 1e-12;

/**
 * By site: those of `rlz_index`, or as many as `num_rlzs_disagg` says (0: all), the nearest to the mean first.
 * @param curves sites x realizations x levels of all measures
 * @param mean sites x levels of all measures
 * @throws InputError for realizations that there are not
 */
export function chooseRealizations(
  { parameters, sites }: Job,
  count: number,
  curves: Float32Array,
  mean: Float32Array,
): readonly Uint32Array[] {
  const { rlz_index, num_rlzs_disagg } = parameters;
  if (rlz_index !== undefined) {
    const beyond = rlz_index.filter((r) => r >= count);
    if (beyond.length > 0)
      throw new InputError(`there is no realization ${beyond.join(", ")}: the job has ${count}`, {
        parameter: "rlz_index",
        allowed: `0 .. ${count - 1}`,
      });
    return Array.from({ length: sites.count }, () => Uint32Array.from(rlz_index));
  }
  if (num_rlzs_disagg > count)
    throw new InputError(`${num_rlzs_disagg} realizations are to be disaggregated, the job has ${count}`, {
      parameter: "num_rlzs_disagg",
      allowed: `0 .. ${count}; 0 stands for all`,
    });
  const wanted = num_rlzs_disagg === 0 ? count : num_rlzs_disagg;
  const distance = distanceFor(parameters);
  const levels = sites.count === 0 ? 0 : mean.length / sites.count;
  return Array.from({ length: sites.count }, (_, site) => {
    const distances = Float64Array.from({ length: count }, (_, r) =>
      distance(
        curves.subarray((site * count + r) * levels, (site * count + r + 1) * levels),
        mean.subarray(site * levels, (site + 1) * levels),
      ),
    );
    const order = Uint32Array.from({ length: count }, (_, r) => r).sort(
      (a, b) => distances[a]! - distances[b]! || a - b,
    );
    return order.subarray(0, wanted);
  });
}

/** Where the reference takes the mean of rates, it compares level by level, with the mean in single precision. */
function distanceFor({ numerics, use_rates, individual_rlzs, mean, std, max, quantiles }: Job["parameters"]): Distance {
  if (numerics === "exact") return distanceByLevel;
  const ofRates = use_rates && individual_rlzs !== true && mean && !std && !max && quantiles.length === 0;
  return ofRates ? (curve, means) => distanceByLevel(curve, means.map(singleComplement)) : distanceOfAllPairs;
}

/** 1 - exp(-rate) in single precision: steps of 6e-8, below which nothing is left. */
function singleComplement(poe: number): number {
  return Math.fround(1 - Math.fround(1 - poe));
}

/** How far a curve is from the mean. */
type Distance = (curve: Float32Array, mean: Float32Array) => number;

/** Root of the sum of squared differences of logarithms, level by level. */
const distanceByLevel: Distance = (curve, mean) => {
  let sum = 0;
  for (let i = 0; i < mean.length; i++) sum += (lnOf(curve[i]!) - lnOf(mean[i]!)) ** 2;
  return Math.sqrt(sum);
};

/**
 * The reference compares every level of the curve with every level of the mean: a quirk that prefers curves whose logarithms vary
 * less.
 */
const distanceOfAllPairs: Distance = (curve, mean) => {
  let sum = 0;
  for (const value of curve) for (const other of mean) sum += (lnOf(value) - lnOf(other)) ** 2;
  return Math.sqrt(sum);
};

function lnOf(poe: number): number {
  return Math.log(Math.max(poe, SMALLEST));
}
