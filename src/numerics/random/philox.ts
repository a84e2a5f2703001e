/**
 * The counter-based generator Philox 4x64-10 of Salmon et al. (2011), seeded as NumPy's `Philox(seed)`: the same bits.
 * Every step of the counter makes four 64-bit words. Words of 64 bits are pairs of 32-bit halves.
 */
import { type BitGenerator, doubleOf } from "./bit-generator.ts";
import { multiply64 } from "./multiply-64.ts";
import { seedState } from "./seed-sequence.ts";

const MULTIPLIER_0 = { high: 0xd2e7470e, low: 0xe14c6c93 };
const MULTIPLIER_1 = { high: 0xca5a8263, low: 0x95121157 };
// Weyl constants that bump the keys: the golden ratio and the square root of 3 less 1.
const WEYL_0 = { high: 0x9e3779b9, low: 0x7f4a7c15 };
const WEYL_1 = { high: 0xbb67ae85, low: 0x84caa73b };
const ROUNDS = 10;
const TWO_32 = 2 ** 32;

export class Philox implements BitGenerator {
  high = 0;
  low = 0;
  private readonly keys: Uint32Array;
  /** Eight 32-bit words, the lowest first. */
  private readonly counter = new Uint32Array(8);
  private readonly words = new Uint32Array(8);
  private readonly product0 = new Uint32Array(4);
  private readonly product1 = new Uint32Array(4);
  private position = 4;
  private kept = -1;

  /** @param seed non-negative integer: a safe number, or any BigInt. */
  constructor(seed: number | bigint) {
    this.keys = seedState(seed, 4);
  }

  private refill(): void {
    const { counter, words: w, product0: p0, product1: p1 } = this;
    for (let i = 0; i < 8; i++) {
      counter[i] = counter[i]! + 1;
      if (counter[i] !== 0) break;
    }
    w.set(counter);
    let [k0Low = 0, k0High = 0, k1Low = 0, k1High = 0] = this.keys;
    for (let round = 0; round < ROUNDS; round++) {
      multiply64(MULTIPLIER_0.high, MULTIPLIER_0.low, w[1]!, w[0]!, p0);
      multiply64(MULTIPLIER_1.high, MULTIPLIER_1.low, w[5]!, w[4]!, p1);
      w[0] = p1[2]! ^ w[2]! ^ k0Low;
      w[1] = p1[3]! ^ w[3]! ^ k0High;
      w[2] = p1[0]!;
      w[3] = p1[1]!;
      w[4] = p0[2]! ^ w[6]! ^ k1Low;
      w[5] = p0[3]! ^ w[7]! ^ k1High;
      w[6] = p0[0]!;
      w[7] = p0[1]!;
      k0Low += WEYL_0.low;
      k0High = (k0High + WEYL_0.high + (k0Low >= TWO_32 ? 1 : 0)) >>> 0;
      k0Low >>>= 0;
      k1Low += WEYL_1.low;
      k1High = (k1High + WEYL_1.high + (k1Low >= TWO_32 ? 1 : 0)) >>> 0;
      k1Low >>>= 0;
    }
    this.position = 0;
  }

  next64(): void {
    if (this.position === 4) this.refill();
    this.low = this.words[2 * this.position]!;
    this.high = this.words[2 * this.position + 1]!;
    this.position++;
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
    for (let i = 0; i < out.length; i++) out[i] = this.double();
  }
}
