/**
 * The PCG64 (XSL-RR 128/64) generator of O'Neill (2014), seeded as NumPy's `default_rng(seed)`: the same doubles,
 * bit for bit. Written with BigInt, about 0.3 microseconds a draw: right for sampling logic trees, too slow for events.
 */
import { generateState } from "./seed-sequence.ts";

const MASK_64 = (1n << 64n) - 1n;
const MASK_128 = (1n << 128n) - 1n;
const MULTIPLIER = (0x2360ed051fc65da4n << 64n) | 0x4385df649fccf645n;

export interface Pcg64 {
  /** Next 64 bits. */
  next(): bigint;
  /** A double in [0, 1) from the upper 53 bits. */
  double(): number;
}

/**
 * @param seed non-negative integer, any size.
 */
export function pcg64(seed: number | bigint): Pcg64 {
  const words = generateState(BigInt(seed), 4);
  const initialState = (words[0]! << 64n) | words[1]!;
  const sequence = (words[2]! << 64n) | words[3]!;
  const increment = ((sequence << 1n) | 1n) & MASK_128;
  const step = (state: bigint): bigint => (state * MULTIPLIER + increment) & MASK_128;
  let state = step((step(0n) + initialState) & MASK_128);

  const next = (): bigint => {
    state = step(state);
    const folded = ((state >> 64n) ^ state) & MASK_64;
    const rotation = state >> 122n;
    return ((folded >> rotation) | (folded << (64n - rotation))) & MASK_64;
  };
  return { next, double: () => Number(next() >> 11n) / 2 ** 53 };
}

/** `count` doubles in [0, 1) from a fresh generator: `default_rng(seed).random(count)`. */
export function uniformDoubles(seed: number, count: number): Float64Array {
  const generator = pcg64(seed);
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) out[i] = generator.double();
  return out;
}
