/** Gamma and beta draws, as NumPy's `Generator.standard_gamma` and `beta`. */
import { roundedPower } from "../rounded-power.ts";
import type { BitGenerator } from "./bit-generator.ts";
import { standardExponential } from "./exponential.ts";
import { standardNormal } from "./normal.ts";

/**
 * Gamma distribution of scale 1: Marsaglia and Tsang (2000) above 1, rejection from a power and an exponential below
 * (Ahrens and Dieter 1974).
 */
export function standardGamma(generator: BitGenerator, shape: number): number {
  if (shape === 1) return standardExponential(generator);
  if (shape === 0) return 0;
  return shape < 1 ? smallGamma(generator, shape) : largeGamma(generator, shape);
}

function smallGamma(generator: BitGenerator, shape: number): number {
  for (;;) {
    const u = generator.double();
    const v = standardExponential(generator);
    if (u <= 1 - shape) {
      const x = roundedPower(u, 1 / shape);
      if (x <= v) return x;
    } else {
      const y = -Math.log((1 - u) / shape);
      const x = roundedPower(1 - shape + shape * y, 1 / shape);
      if (x <= v + y) return x;
    }
  }
}

function largeGamma(generator: BitGenerator, shape: number): number {
  const b = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * b);
  for (;;) {
    let x: number;
    let v: number;
    do {
      x = standardNormal(generator);
      v = 1 + c * x;
    } while (v <= 0);
    v = v * v * v;
    const u = generator.double();
    if (u < 1 - 0.0331 * (x * x) * (x * x)) return b * v;
    if (Math.log(u) < 0.5 * x * x + b * (1 - v + Math.log(v))) return b * v;
  }
}

/** Beta distribution: Johnk (1964) if both parameters are at most 1, else a quotient of gamma draws. */
export function beta(generator: BitGenerator, a: number, b: number): number {
  if (a > 1 || b > 1) {
    const first = standardGamma(generator, a);
    return first / (first + standardGamma(generator, b));
  }
  for (;;) {
    const u = generator.double();
    const v = generator.double();
    const x = roundedPower(u, 1 / a);
    const y = roundedPower(v, 1 / b);
    if (x + y > 1 || u + v === 0) continue;
    if (x + y > 0) return x / (x + y);
    // Both powers are too small for doubles: their logarithms are not.
    const logX = Math.log(u) / a;
    const logY = Math.log(v) / b;
    const greatest = Math.max(logX, logY);
    const shiftedX = logX - greatest;
    return Math.exp(shiftedX - Math.log(Math.exp(shiftedX) + Math.exp(logY - greatest)));
  }
}
