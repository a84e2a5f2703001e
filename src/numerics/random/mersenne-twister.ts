/**
 * The Mersenne Twister MT19937 of Matsumoto and Nishimura (1998) with the samplers of NumPy's legacy `RandomState`: the
 * same numbers.
 */
const SIZE = 624;
const SHIFT = 397;
const MATRIX = 0x9908b0df;

export class MersenneTwister {
  private readonly words = new Uint32Array(SIZE);
  private position = SIZE;
  /** The second normal of a pair. */
  private keptNormal: number | undefined;

  /** @param seed integer from 0 to 2^32 - 1. */
  constructor(seed: number) {
    const { words } = this;
    words[0] = seed;
    for (let i = 1; i < SIZE; i++) {
      const previous = words[i - 1]! ^ (words[i - 1]! >>> 30);
      words[i] = Math.imul(previous, 1812433253) + i;
    }
  }

  private refill(): void {
    const { words } = this;
    for (let i = 0; i < SIZE; i++) {
      const joined = (words[i]! & 0x80000000) | (words[(i + 1) % SIZE]! & 0x7fffffff);
      words[i] = words[(i + SHIFT) % SIZE]! ^ (joined >>> 1) ^ (joined & 1 ? MATRIX : 0);
    }
    this.position = 0;
  }

  /** Next 32 bits. */
  next32(): number {
    if (this.position === SIZE) this.refill();
    let y = this.words[this.position++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** A double in [0, 1) of 53 bits, made of two draws. */
  double(): number {
    const upper = this.next32() >>> 5;
    return (upper * 67108864 + (this.next32() >>> 6)) / 9007199254740992;
  }

  fillDoubles(out: Float64Array): void {
    for (let i = 0; i < out.length; i++) out[i] = this.double();
  }

  /** Standard normal by the polar method of Marsaglia and Bray (1964); the second of the pair is given first. */
  normal(): number {
    if (this.keptNormal !== undefined) {
      const value = this.keptNormal;
      this.keptNormal = undefined;
      return value;
    }
    for (;;) {
      const x1 = 2 * this.double() - 1;
      const x2 = 2 * this.double() - 1;
      const r2 = x1 * x1 + x2 * x2;
      if (r2 >= 1 || r2 === 0) continue;
      const f = Math.sqrt((-2 * Math.log(r2)) / r2);
      this.keptNormal = f * x1;
      return f * x2;
    }
  }

  fillNormals(out: Float64Array): void {
    for (let i = 0; i < out.length; i++) out[i] = this.normal();
  }
}
