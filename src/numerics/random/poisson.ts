/** Poisson draws, as NumPy's `Generator.poisson`. */
import type { BitGenerator } from "./bit-generator.ts";

/** From this mean on the transformed rejection is used. */
const LARGE_MEAN = 10;

/** @param mean at least 0; a mean of 0 draws nothing. */
export function poisson(generator: BitGenerator, mean: number): number {
  if (mean >= LARGE_MEAN) return transformedRejection(generator, mean);
  return mean === 0 ? 0 : products(generator, mean);
}

/** Counts the uniform draws whose product stays above exp(-mean). */
function products(generator: BitGenerator, mean: number): number {
  const least = Math.exp(-mean);
  let count = 0;
  for (let product = generator.double(); product > least; product *= generator.double()) count++;
  return count;
}

/** The transformed rejection method with squeeze, PTRS, of Hoermann (1993). */
function transformedRejection(generator: BitGenerator, mean: number): number {
  const logMean = Math.log(mean);
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = generator.double() - 0.5;
    const v = generator.double();
    const side = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / side + b) * u + mean + 0.43);
    if (side >= 0.07 && v <= squeeze) return k;
    if (k < 0 || (side < 0.013 && v > side)) continue;
    const left = Math.log(v) + Math.log(inverseAlpha) - Math.log(a / (side * side) + b);
    if (left <= -mean + k * logMean - logGamma(k + 1)) return k;
  }
}

const LOG_TWO_PI = 1.8378770664093453;
// Coefficients of Stirling's series, the highest order first.
const STIRLING = [
  -1.3924322169059, 1.796443723688307e-1, -2.955065359477124e-2, 6.41025641025641e-3, -1.917526917526918e-3,
  8.417508417508418e-4, -5.952380952380952e-4, 7.936507936507937e-4, -2.777777777777778e-3, 8.333333333333333e-2,
];

/** ln of the gamma function by Stirling's series from 7 on, and by recurrence below. */
function logGamma(x: number): number {
  if (x === 1 || x === 2) return 0;
  const shift = x < 7 ? Math.trunc(7 - x) : 0;
  let moved = x + shift;
  const square = (1 / moved) * (1 / moved);
  let series = STIRLING[0]!;
  for (let i = 1; i < STIRLING.length; i++) series = series * square + STIRLING[i]!;
  let value = series / moved + 0.5 * LOG_TWO_PI + (moved - 0.5) * Math.log(moved) - moved;
  for (let i = 0; i < shift; i++) {
    moved -= 1;
    value -= Math.log(moved);
  }
  return value;
}
