/**
 * Temporal occurrence: from the probability of exceedance given a rupture to that of no exceedance in the investigation time
 * (docs/method/classical.md 5.1, 5.4).
 */

/**
 * Probability of no exceedance of a rupture that occurs k times with probability `occurrences[k]`: sum of P_k (1 - p)^k,
 * clipped to [0, 1].
 */
export function noExceedance(occurrences: ArrayLike<number>, p: number): number {
  let q = 0;
  let power = 1;
  for (let k = 0; k < occurrences.length; k++) {
    q += occurrences[k]! * power;
    power *= 1 - p;
  }
  return Math.max(0, Math.min(q, 1));
}

/** Numbers of occurrences that the reference sums over for the negative binomial model; the tail is lost. */
const NEGATIVE_BINOMIAL_TERMS = 10;

/**
 * Probabilities of 0..9 occurrences in `time` years of a negative binomial process with dispersion `alpha` and annual
 * `rate`: tau = 1/alpha, theta = tau / (tau + rate time) (Kagan and Jackson 2000).
 */
export function negativeBinomialOccurrences(rate: number, alpha: number, time: number): Float64Array {
  const tau = 1 / alpha;
  const theta = tau / (tau + rate * time);
  const out = new Float64Array(NEGATIVE_BINOMIAL_TERMS);
  let probability = theta ** tau;
  for (let k = 0; k < out.length; k++) {
    out[k] = probability;
    probability *= ((tau + k) / (k + 1)) * (1 - theta);
  }
  return out;
}

/** Numbers of cluster events that the reference sums over. */
const CLUSTER_TERMS = 20;

/** Smallest positive single-precision number: smaller terms are dropped. */
const TINY = 1.401298464324817e-45;

/**
 * Probability of no exceedance in clusters that occur as a Poisson process with `expected` events in the investigation time,
 * `quiet` being the probability that one cluster exceeds nowhere. Single precision, as in the reference.
 * @example clusterNoExceedance(0.9, 0.02) = 0.998002
 */
export function clusterNoExceedance(quiet: number, expected: number): number {
  let sum = 0;
  let poisson = Math.exp(-expected);
  let power = 1;
  for (let n = 0; n < CLUSTER_TERMS; n++) {
    const term = poisson * power;
    if (term >= TINY) sum += term;
    poisson *= expected / (n + 1);
    power *= quiet;
  }
  return Math.fround(sum);
}

/** Used for the logarithm of a probability of no exceedance that is 0: the rate stays below 36.74. */
const SMALLEST_QUIET = 1.1102230246251565e-16;

/**
 * Expected number of exceedances behind a probability of exceedance that was combined from exclusive parts. The complement
 * is taken in single precision: a quirk that quantises small rates in steps of 6e-8;
 * `exact` does without it.
 * @example rateOfCombined(0.1) = 0.1053605
 */
export function rateOfCombined(probability: number, exact = false): number {
  if (exact) return -Math.log1p(-probability);
  return -Math.log(Math.fround(1 - probability) || SMALLEST_QUIET);
}
