/** Choosing among things, as NumPy's `Generator.choice`. */
import type { BitGenerator } from "./bit-generator.ts";
import { integerBelow, swap } from "./integers.ts";

/** From this many things on, and if more than a fiftieth is taken, part of a list is shuffled instead of drawing a set. */
const LARGE = 10000;
const LARGE_SHARE = 50;

/** Running sums of weights, divided by the last one. */
function cumulative(weights: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(weights.length);
  let sum = 0;
  for (let i = 0; i < sums.length; i++) {
    sum += weights[i]!;
    sums[i] = sum;
  }
  for (let i = 0; i < sums.length; i++) sums[i] = sums[i]! / sum;
  return sums;
}

/** How many of the ascending `sums` are at or below `value`. */
function countUpTo(sums: Float64Array, value: number): number {
  let from = 0;
  let to = sums.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sums[middle]! <= value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** `count` indices drawn with replacement by their weights. */
export function chooseWeighted(generator: BitGenerator, weights: ArrayLike<number>, count: number): Float64Array {
  const sums = cumulative(weights);
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) out[i] = countUpTo(sums, generator.double());
  return out;
}

/** `count` distinct indices below `size`: the set of Floyd (Bentley 1987), shuffled, or the tail of a partial shuffle. */
export function chooseDistinct(generator: BitGenerator, size: number, count: number): Float64Array {
  if (count > size) throw new RangeError(`cannot choose ${count} of ${size}`);
  if (size > LARGE && count > Math.floor(size / LARGE_SHARE)) {
    const all = Float64Array.from({ length: size }, (_, i) => i);
    shuffleTail(generator, all, Math.max(size - count, 1));
    return all.slice(size - count);
  }
  const out = new Float64Array(count);
  const taken = new Set<number>();
  for (let i = 0; i < count; i++) {
    const last = size - count + i;
    const drawn = integerBelow(generator, last + 1);
    out[i] = taken.has(drawn) ? last : drawn;
    taken.add(out[i]!);
  }
  shuffleTail(generator, out, 1);
  return out;
}

/** `count` distinct indices drawn by their weights: draws are repeated for those that came twice. */
export function chooseDistinctWeighted(
  generator: BitGenerator,
  weights: ArrayLike<number>,
  count: number,
): Float64Array {
  const left = Float64Array.from(weights);
  if (left.reduce((positive, weight) => positive + (weight > 0 ? 1 : 0), 0) < count)
    throw new RangeError(`fewer than ${count} weights are above 0`);
  const out = new Float64Array(count);
  let found = 0;
  while (found < count) {
    const draws = Float64Array.from({ length: count - found }, () => generator.double());
    const sums = cumulative(left);
    for (const draw of draws) {
      const index = countUpTo(sums, draw);
      if (left[index] === 0) continue;
      left[index] = 0;
      out[found++] = index;
    }
  }
  return out;
}

function shuffleTail(generator: BitGenerator, values: Float64Array, first: number): void {
  for (let i = values.length - 1; i >= first; i--) swap(values, i, integerBelow(generator, i + 1));
}
