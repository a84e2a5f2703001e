/** Probabilities of intervals of the standard normal distribution, as logarithms. */
import { erfc } from "./normal.ts";

/**
 * ln P(Z > x), for any x.
 * @example logUpperTail(10) = -53.23129
 */
export function logUpperTail(x: number): number {
  if (x < 20) return Math.log(0.5 * erfc(x * Math.SQRT1_2));
  // Beyond, the asymptotic series of Mills' ratio: six terms are exact to a unit in the last place.
  const square = x * x;
  const series = 1 - (1 - (3 - (15 - (105 - 945 / square) / square) / square) / square) / square;
  return -0.5 * square - Math.log(x * Math.sqrt(2 * Math.PI)) + Math.log(series);
}

/**
 * ln P(a < Z < b) for a < b, without loss of digits in the tails.
 * @example logInterval(1, 2) = -1.995798
 */
export function logInterval(a: number, b: number): number {
  if (a > 0) return logDifference(logUpperTail(a), logUpperTail(b));
  if (b < 0) return logDifference(logUpperTail(-b), logUpperTail(-a));
  return Math.log1p(-0.5 * erfc(-a * Math.SQRT1_2) - 0.5 * erfc(b * Math.SQRT1_2));
}

function logDifference(larger: number, smaller: number): number {
  return larger + Math.log1p(-Math.exp(smaller - larger));
}
