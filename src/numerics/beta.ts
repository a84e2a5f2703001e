/** The beta distribution: the regularized incomplete beta function. */
import { logGamma } from "./gamma.ts";

const MAX_TERMS = 10_000;
const PRECISION = 1e-15;
const TINY = 1e-300;

/**
 * P(X <= x) of a beta distribution with shapes a, b > 0 (regularized incomplete beta function, by the continued fraction of
 * Abramowitz and Stegun 26.5.8 with the algorithm of Lentz 1976).
 * @example betaCdf(0.3, 2, 5) = 0.579825
 */
export function betaCdf(x: number, a: number, b: number): number {
  if (!(x > 0)) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  // The fraction converges quickly below the mean; above it the complement does.
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b;
}

function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m < MAX_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / notZero(1 + even * d);
    c = notZero(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / notZero(1 + odd * d);
    c = notZero(1 + odd / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < PRECISION) break;
  }
  return result;
}

function notZero(x: number): number {
  return Math.abs(x) < TINY ? TINY : x;
}
