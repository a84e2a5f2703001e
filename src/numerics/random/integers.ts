/**
 * Integers without bias: the multiplication method of Lemire (2019) as NumPy's `Generator.integers` and `choice`, and
 * masked rejection as its `shuffle`.
 */
import type { BitGenerator } from "./bit-generator.ts";
import { multiply64 } from "./multiply-64.ts";

const TWO_32 = 2 ** 32;

/**
 * An integer in [0, limit). A limit of 1 draws nothing.
 *
 * @param limit integer from 1 to 2^32.
 */
export function integerBelow(generator: BitGenerator, limit: number): number {
  if (limit === 1) return 0;
  if (limit === TWO_32) return generator.next32();
  multiply64(0, generator.next32(), 0, limit, PRODUCT);
  if (PRODUCT[0]! < limit) {
    const threshold = (TWO_32 - limit) % limit;
    while (PRODUCT[0]! < threshold) multiply64(0, generator.next32(), 0, limit, PRODUCT);
  }
  return PRODUCT[1]!;
}

/** `count` integers in [0, limit), limit from 1 to 2^32: also `choice(limit, count)` without weights. */
export function integersBelow(generator: BitGenerator, limit: number, count: number): Float64Array {
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) out[i] = integerBelow(generator, limit);
  return out;
}

/** Integers in [0, limit) for limits above 2^32, up to 2^64. */
export function largeIntegersBelow(generator: BitGenerator, limit: bigint, count: number): BigUint64Array {
  const out = new BigUint64Array(count);
  const high = Number(limit >> 32n);
  const low = Number(limit & 0xffffffffn);
  const threshold = (2n ** 64n - limit) % limit;
  const least = { high: Number(threshold >> 32n), low: Number(threshold & 0xffffffffn) };
  for (let i = 0; i < count; i++) {
    do {
      generator.next64();
      multiply64(generator.high, generator.low, high, low, PRODUCT);
    } while (PRODUCT[1]! < least.high || (PRODUCT[1]! === least.high && PRODUCT[0]! < least.low));
    HALVES[0] = PRODUCT[2]!;
    HALVES[1] = PRODUCT[3]!;
    out[i] = WORD[0]!;
  }
  return out;
}

/** An integer in [0, last] by masked rejection. `last` below 2^32. */
function integerUpTo(generator: BitGenerator, last: number): number {
  if (last === 0) return 0;
  const unused = Math.clz32(last);
  for (;;) {
    const value = (generator.next32() << unused) >>> unused;
    if (value <= last) return value;
  }
}

/** Shuffles in place as `Generator.shuffle` (Fisher and Yates). */
export function shuffle(generator: BitGenerator, values: Float64Array): void {
  for (let i = values.length - 1; i > 0; i--) swap(values, i, integerUpTo(generator, i));
}

/** The numbers 0 to count - 1 in random order, as `Generator.permutation(count)`. */
export function permutation(generator: BitGenerator, count: number): Float64Array {
  const out = Float64Array.from({ length: count }, (_, i) => i);
  shuffle(generator, out);
  return out;
}

export function swap(values: Float64Array, i: number, j: number): void {
  const kept = values[i]!;
  values[i] = values[j]!;
  values[j] = kept;
}

const PRODUCT = new Uint32Array(4);
const WORD = new BigUint64Array(1);
const HALVES = new Uint32Array(WORD.buffer);
