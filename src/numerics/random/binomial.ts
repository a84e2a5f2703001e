/** Binomial and multinomial draws, as NumPy's `Generator.binomial` and `multinomial`. */
import type { BitGenerator } from "./bit-generator.ts";

/** Up to this mean the distribution is inverted term by term. */
const SMALL_MEAN = 30;

/**
 * @param trials integer of at least 0.
 * @param probability of success, 0 to 1.
 */
export function binomial(generator: BitGenerator, trials: number, probability: number): number {
  if (trials === 0 || probability === 0) return 0;
  return probability > 0.5 ? trials - rare(generator, trials, 1 - probability) : rare(generator, trials, probability);
}

function rare(generator: BitGenerator, n: number, p: number): number {
  return p * n <= SMALL_MEAN ? inversion(generator, n, p) : triangleExponentials(generator, n, p);
}

function inversion(generator: BitGenerator, n: number, p: number): number {
  const q = 1 - p;
  const none = Math.exp(n * Math.log1p(-p));
  const mean = n * p;
  const bound = Math.trunc(Math.min(n, mean + 10 * Math.sqrt(mean * q + 1)));
  let count = 0;
  let term = none;
  let u = generator.double();
  while (u > term) {
    count++;
    if (count > bound) {
      count = 0;
      term = none;
      u = generator.double();
    } else {
      u -= term;
      term = ((n - count + 1) * p * term) / (count * q);
    }
  }
  return count;
}

/** The algorithm BTPE of Kachitvichyanukul and Schmeiser (1988): triangle, parallelogram and two exponential tails. */
function triangleExponentials(generator: BitGenerator, n: number, p: number): number {
  const r = Math.min(p, 1 - p);
  const q = 1 - r;
  const fm = n * r + r;
  const mode = Math.floor(fm);
  const p1 = Math.floor(2.195 * Math.sqrt(n * r * q) - 4.6 * q) + 0.5;
  const centre = mode + 0.5;
  const left = centre - p1;
  const right = centre + p1;
  const c = 0.134 + 20.5 / (15.3 + mode);
  const leftSlope = (fm - left) / (fm - left * r);
  const leftRate = leftSlope * (1 + leftSlope / 2);
  const rightSlope = (right - fm) / (right * q);
  const rightRate = rightSlope * (1 + rightSlope / 2);
  const p2 = p1 * (1 + 2 * c);
  const p3 = p2 + c / leftRate;
  const p4 = p3 + c / rightRate;
  for (;;) {
    const u = generator.double() * p4;
    let v = generator.double();
    let y: number;
    if (u <= p1) return Math.floor(centre - p1 * v + u);
    if (u <= p2) {
      const x = left + (u - p1) / c;
      v = v * c + 1 - Math.abs(mode - x + 0.5) / p1;
      if (v > 1) continue;
      y = Math.floor(x);
    } else if (u <= p3) {
      y = Math.floor(left + Math.log(v) / leftRate);
      if (y < 0 || v === 0) continue;
      v = v * (u - p2) * leftRate;
    } else {
      y = Math.floor(right - Math.log(v) / rightRate);
      if (y > n || v === 0) continue;
      v = v * (u - p3) * rightRate;
    }
    if (accepted(v, y, n, r, q, mode)) return y;
  }
}

/** Steps 5.0 to 5.3: the exact ratio near the mode and in the far tails, squeezes and Stirling's formula between. */
function accepted(v: number, y: number, n: number, r: number, q: number, mode: number): boolean {
  const variance = n * r * q;
  const k = Math.abs(y - mode);
  if (k <= 20 || k >= variance / 2 - 1) {
    const s = r / q;
    const a = s * (n + 1);
    let ratio = 1;
    for (let i = mode + 1; i <= y; i++) ratio *= a / i - s;
    for (let i = y + 1; i <= mode; i++) ratio /= a / i - s;
    return v <= ratio;
  }
  const rho = (k / variance) * ((k * (k / 3 + 0.625) + 0.16666666666666666) / variance + 0.5);
  const t = (-k * k) / (2 * variance);
  const logV = Math.log(v);
  if (logV < t - rho) return true;
  if (logV > t + rho) return false;
  const x1 = y + 1;
  const f1 = mode + 1;
  const z = n + 1 - mode;
  const w = n - y + 1;
  const limit =
    (mode + 0.5) * Math.log(f1 / x1) +
    (n - mode + 0.5) * Math.log(z / w) +
    (y - mode) * Math.log((w * r) / (x1 * q)) +
    stirlingRest(f1) +
    stirlingRest(z) +
    stirlingRest(x1) +
    stirlingRest(w);
  return logV <= limit;
}

function stirlingRest(x: number): number {
  const square = x * x;
  return (13680 - (462 - (132 - (99 - 140 / square) / square) / square) / square) / x / 166320;
}

/**
 * Shares `trials` among cells by their probabilities: one binomial draw a cell until nothing is left. The last cell
 * gets the rest without a draw.
 */
export function multinomial(generator: BitGenerator, trials: number, probabilities: ArrayLike<number>): Float64Array {
  const counts = new Float64Array(probabilities.length);
  const last = probabilities.length - 1;
  let left = trials;
  let remaining = 1;
  for (let i = 0; i < last; i++) {
    counts[i] = binomial(generator, left, probabilities[i]! / remaining);
    left -= counts[i]!;
    if (left <= 0) return counts;
    remaining -= probabilities[i]!;
  }
  counts[last] = left;
  return counts;
}
