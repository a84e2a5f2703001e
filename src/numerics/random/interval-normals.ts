/**
 * Standard normal draws within limits of their own: which method is used depends on the limits (Botev 2016), and each
 * method draws for all that use it before the next one does.
 */
import { erfc } from "../normal.ts";
import { normalQuantile } from "../normal-quantile.ts";
import type { MersenneTwister } from "./mersenne-twister.ts";

/** Limits that begin beyond it lie in a tail. */
const TAIL = 0.66;
/** Narrower intervals are inverted, wider ones drawn until one fits. */
const WIDE = 2;

/** @param out gets one draw for each pair of limits */
export function intervalNormals(
  generator: MersenneTwister,
  lower: Float64Array,
  upper: Float64Array,
  out: Float64Array,
): void {
  const rightTail: number[] = [];
  const leftTail: number[] = [];
  const wide: number[] = [];
  const narrow: number[] = [];
  for (let i = 0; i < out.length; i++) {
    const a = lower[i]!;
    const b = upper[i]!;
    if (a > TAIL) rightTail.push(i);
    else if (b < -TAIL) leftTail.push(i);
    else if (Math.abs(b - a) > WIDE) wide.push(i);
    else narrow.push(i);
  }
  if (rightTail.length > 0)
    tailDraws(
      generator,
      rightTail.map((i) => lower[i]!),
      rightTail.map((i) => upper[i]!),
    ).forEach((x, k) => {
      out[rightTail[k]!] = x;
    });
  if (leftTail.length > 0)
    tailDraws(
      generator,
      leftTail.map((i) => -upper[i]!),
      leftTail.map((i) => -lower[i]!),
    ).forEach((x, k) => {
      out[leftTail[k]!] = -x;
    });
  drawUntilInside(generator, wide, lower, upper, out);
  for (const i of narrow) {
    const above = 0.5 * erfc(lower[i]! * Math.SQRT1_2);
    const below = 0.5 * erfc(upper[i]! * Math.SQRT1_2);
    out[i] = -normalQuantile(above - (above - below) * generator.double());
  }
}

/** Normal draws for all, then again for those outside their limits. */
function drawUntilInside(
  generator: MersenneTwister,
  indices: readonly number[],
  lower: Float64Array,
  upper: Float64Array,
  out: Float64Array,
): void {
  for (let left = indices; left.length > 0; ) {
    const rejected: number[] = [];
    for (const i of left) {
      const x = generator.normal();
      if (x < lower[i]! || x > upper[i]!) rejected.push(i);
      else out[i] = x;
    }
    left = rejected;
  }
}

/** Tails above 0 by rejection from a Rayleigh distribution (Marsaglia 1964). */
function tailDraws(generator: MersenneTwister, lower: readonly number[], upper: readonly number[]): number[] {
  const half = lower.map((a) => (a * a) / 2);
  const span = upper.map((b, i) => Math.expm1(half[i]! - (b * b) / 2));
  const out = new Array<number>(lower.length).fill(0);
  for (let left = lower.map((_, i) => i); left.length > 0; ) {
    const proposals = left.map((i) => half[i]! - Math.log(1 + generator.double() * span[i]!));
    const rejected: number[] = [];
    for (const [k, i] of left.entries()) {
      const proposal = proposals[k]!;
      if (generator.double() ** 2 * proposal > half[i]!) rejected.push(i);
      else out[i] = Math.sqrt(2 * proposal);
    }
    left = rejected;
  }
  return out;
}
