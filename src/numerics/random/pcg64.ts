/**
 * The PCG64 (XSL-RR 128/64) generator of O'Neill (2014), seeded as NumPy's `default_rng(seed)`: the same bits.
 *
 * The state of 128 bits is kept in four 32-bit words, each an exact integer in a double. Products of a 32-bit word and a
 * 16-bit limb of the multiplier have 48 bits, so that the sums of a column (at most seven products and a carry) stay
 * below 2^53 and are exact.
 */
import { type BitGenerator, doubleOf } from "./bit-generator.ts";
import { seedState } from "./seed-sequence.ts";

// Limbs of 16 bits of the multiplier 0x2360ed051fc65da44385df649fccf645, the lowest first.
const M0 = 0xf645;
const M1 = 0x9fcc;
const M2 = 0xdf64;
const M3 = 0x4385;
const M4 = 0x5da4;
const M5 = 0x1fc6;
const M6 = 0xed05;
const M7 = 0x2360;
const TWO_16 = 65536;
const DOWN_16 = 1 / TWO_16;
const TWO_32 = 2 ** 32;
const TWO_64 = 2n ** 64n;
/** Multiplier of the linear congruential generator, modulo 2^128. */
export const PCG64_MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;

export class Pcg64 implements BitGenerator {
  high = 0;
  low = 0;
  // State and increment, the lowest word first.
  private s0 = 0;
  private s1 = 0;
  private s2 = 0;
  private s3 = 0;
  private readonly c0: number;
  private readonly c1: number;
  private readonly c2: number;
  private readonly c3: number;
  private kept = -1;

  /**
   * @param seed non-negative integer: a safe number, or any BigInt; or a generator to go on like, but for the kept half
   * of a 32-bit draw.
   */
  constructor(seed: number | bigint | Pcg64) {
    if (seed instanceof Pcg64) {
      ({ s0: this.s0, s1: this.s1, s2: this.s2, s3: this.s3 } = seed);
      ({ c0: this.c0, c1: this.c1, c2: this.c2, c3: this.c3 } = seed);
      return;
    }
    // Four 64-bit words, each low half first: initial state (upper, lower), stream (upper, lower).
    const w = seedState(seed, 8);
    this.c0 = ((w[6]! << 1) | 1) >>> 0;
    this.c1 = ((w[7]! << 1) | (w[6]! >>> 31)) >>> 0;
    this.c2 = ((w[4]! << 1) | (w[7]! >>> 31)) >>> 0;
    this.c3 = ((w[5]! << 1) | (w[4]! >>> 31)) >>> 0;
    this.step();
    let sum = this.s0 + w[2]!;
    this.s0 = sum % TWO_32;
    sum = this.s1 + w[3]! + (sum >= TWO_32 ? 1 : 0);
    this.s1 = sum % TWO_32;
    sum = this.s2 + w[0]! + (sum >= TWO_32 ? 1 : 0);
    this.s2 = sum % TWO_32;
    this.s3 = (this.s3 + w[1]! + (sum >= TWO_32 ? 1 : 0)) % TWO_32;
    this.step();
  }

  /** state = state * multiplier + increment, modulo 2^128. */
  private step(): void {
    const { s0, s1, s2, s3 } = this;
    let column = s0 * M0 + this.c0;
    let carry = Math.floor(column * DOWN_16);
    const r0 = column - carry * TWO_16;
    column = s0 * M1 + carry;
    carry = Math.floor(column * DOWN_16);
    this.s0 = r0 + (column - carry * TWO_16) * TWO_16;
    column = s0 * M2 + s1 * M0 + this.c1 + carry;
    carry = Math.floor(column * DOWN_16);
    const r2 = column - carry * TWO_16;
    column = s0 * M3 + s1 * M1 + carry;
    carry = Math.floor(column * DOWN_16);
    this.s1 = r2 + (column - carry * TWO_16) * TWO_16;
    column = s0 * M4 + s1 * M2 + s2 * M0 + this.c2 + carry;
    carry = Math.floor(column * DOWN_16);
    const r4 = column - carry * TWO_16;
    column = s0 * M5 + s1 * M3 + s2 * M1 + carry;
    carry = Math.floor(column * DOWN_16);
    this.s2 = r4 + (column - carry * TWO_16) * TWO_16;
    column = s0 * M6 + s1 * M4 + s2 * M2 + s3 * M0 + this.c3 + carry;
    carry = Math.floor(column * DOWN_16);
    const r6 = column - carry * TWO_16;
    column = s0 * M7 + s1 * M5 + s2 * M3 + s3 * M1 + carry;
    carry = Math.floor(column * DOWN_16);
    this.s3 = r6 + (column - carry * TWO_16) * TWO_16;
  }

  next64(): void {
    this.step();
    // The halves of the state folded into 64 bits, turned right by the upper six bits of the state.
    const upper = this.s3 ^ this.s1;
    const lower = this.s2 ^ this.s0;
    const turn = this.s3 >>> 26;
    const shift = turn & 31;
    const a = turn < 32 ? upper : lower;
    const b = turn < 32 ? lower : upper;
    if (shift === 0) {
      this.high = a >>> 0;
      this.low = b >>> 0;
    } else {
      this.high = ((a >>> shift) | (b << (32 - shift))) >>> 0;
      this.low = ((b >>> shift) | (a << (32 - shift))) >>> 0;
    }
  }

  next32(): number {
    if (this.kept >= 0) {
      const half = this.kept;
      this.kept = -1;
      return half;
    }
    this.next64();
    this.kept = this.high;
    return this.low;
  }

  double(): number {
    this.next64();
    return doubleOf(this.high, this.low);
  }

  fillDoubles(out: Float64Array): void {
    for (let i = 0; i < out.length; i++) {
      this.next64();
      out[i] = doubleOf(this.high, this.low);
    }
  }

  /** State and increment as eight words, the lowest first. */
  saveState(out: Uint32Array): void {
    out.set([this.s0, this.s1, this.s2, this.s3, this.c0, this.c1, this.c2, this.c3]);
  }

  /** Goes on from a state that was saved and may have been moved on since. */
  restoreState(words: Uint32Array): void {
    this.s0 = words[0]!;
    this.s1 = words[1]!;
    this.s2 = words[2]!;
    this.s3 = words[3]!;
  }

  /**
   * Skips `count` draws of 64 bits in logarithmic time (Brown 1994), so that blocks of one stream can be drawn apart.
   * The kept half of a 32-bit draw is forgotten, as NumPy's `advance` does.
   */
  advance(count: number | bigint): void {
    let factor = 1n;
    let term = 0n;
    let stepFactor = PCG64_MULTIPLIER;
    let stepTerm = join(this.c3, this.c2, this.c1, this.c0);
    for (let rest = BigInt(count); rest > 0n; rest >>= 1n) {
      if (rest & 1n) {
        factor = BigInt.asUintN(128, factor * stepFactor);
        term = BigInt.asUintN(128, term * stepFactor + stepTerm);
      }
      stepTerm = BigInt.asUintN(128, (stepFactor + 1n) * stepTerm);
      stepFactor = BigInt.asUintN(128, stepFactor * stepFactor);
    }
    const state = BigInt.asUintN(128, join(this.s3, this.s2, this.s1, this.s0) * factor + term);
    this.s0 = Number(state & 0xffffffffn);
    this.s1 = Number((state >> 32n) & 0xffffffffn);
    this.s2 = Number((state >> 64n) & 0xffffffffn);
    this.s3 = Number(state >> 96n);
    this.kept = -1;
  }
}

function join(w3: number, w2: number, w1: number, w0: number): bigint {
  return ((BigInt(w3) << 32n) | BigInt(w2)) * TWO_64 + ((BigInt(w1) << 32n) | BigInt(w0));
}

/** `count` doubles in [0, 1) from a fresh generator: `default_rng(seed).random(count)`. */
export function uniformDoubles(seed: number, count: number): Float64Array {
  const out = new Float64Array(count);
  new Pcg64(seed).fillDoubles(out);
  return out;
}
