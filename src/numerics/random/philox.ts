/**
 * The counter-based generator Philox 4x64-10 of Salmon et al. (2011), seeded as NumPy's `Philox(seed)`: the same bits.
 * Every step of the counter makes four 64-bit words. Words of 64 bits are pairs of 32-bit halves.
 */
import { type BitGenerator, doubleOf } from "./bit-generator.ts";
import { multiply64 } from "./multiply-64.ts";
import { BULK_BLOCKS, philoxBlocks } from "./philox-blocks.ts";
import { PHILOX_MULTIPLIERS, PHILOX_ROUNDS, PHILOX_WEYL } from "./philox-constants.ts";
import { seedState } from "./seed-sequence.ts";

const halves = (word: bigint) => ({ high: Number(word >> 32n), low: Number(word & 0xffffffffn) });
const [MULTIPLIER_0, MULTIPLIER_1] = [halves(PHILOX_MULTIPLIERS[0]), halves(PHILOX_MULTIPLIERS[1])];
const [WEYL_0, WEYL_1] = [halves(PHILOX_WEYL[0]), halves(PHILOX_WEYL[1])];

/** Blocks of one generator after which further ones are made in bulk. */
const SINGLE_BLOCKS = 4;

export class Philox implements BitGenerator {
  high = 0;
  low = 0;
  private readonly keys: Uint32Array;
  /** Eight 32-bit words, the lowest first. */
  private readonly counter = new Uint32Array(8);
  /** Drawn words that are handed out from `position` on. */
  words = new Uint32Array(8);
  private readonly product0 = new Uint32Array(4);
  private readonly product1 = new Uint32Array(4);
  /** Next 64-bit word, and how many there are. */
  position = 4;
  available = 4;
  refills = 0;
  private kept = -1;

  /** @param seed non-negative integer: a safe number, or any BigInt. */
  constructor(seed: number | bigint) {
    this.keys = seedState(seed, 4);
  }

  /** Makes further words; all before were handed out. */
  refill(): void {
    const { counter } = this;
    const low = counter[0]!;
    const bulk =
      low >= SINGLE_BLOCKS && low < 2 ** 32 - 1 - BULK_BLOCKS && counter.every((half, i) => i === 0 || half === 0);
    if (bulk) {
      if (this.available === 4) this.words = new Uint32Array(8 * BULK_BLOCKS);
      philoxBlocks(this.keys, low + 1, 0, this.words);
      counter[0] = low + BULK_BLOCKS;
      this.available = 4 * BULK_BLOCKS;
    } else {
      this.nextBlock();
      this.available = 4;
    }
    this.position = 0;
    this.refills++;
  }

  private nextBlock(): void {
    const { counter, words: w, product0: p0, product1: p1 } = this;
    for (let i = 0; i < 8; i++) {
      counter[i] = counter[i]! + 1;
      if (counter[i] !== 0) break;
    }
    w.set(counter);
    const { keys } = this;
    // Not taken apart as a list: an iterator would cost a third of all draws.
    let k0Low = keys[0]!;
    let k0High = keys[1]!;
    let k1Low = keys[2]!;
    let k1High = keys[3]!;
    for (let round = 0; round < PHILOX_ROUNDS; round++) {
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
      k0Low = (k0Low + WEYL_0.low) >>> 0;
      k0High = (k0High + WEYL_0.high + (k0Low < WEYL_0.low ? 1 : 0)) >>> 0;
      k1Low = (k1Low + WEYL_1.low) >>> 0;
      k1High = (k1High + WEYL_1.high + (k1Low < WEYL_1.low ? 1 : 0)) >>> 0;
    }
  }

  next64(): void {
    if (this.position === this.available) this.refill();
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
