/** Random choices of the scripts that draw jobs: the same seed draws the same job. */

/** Mulberry32: small and good enough to draw jobs. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export class Dice {
  private readonly next: () => number;
  constructor(seed: number) {
    this.next = randomNumbers(seed);
  }
  number(low: number, high: number, decimals = 3): number {
    return Number((low + (high - low) * this.next()).toFixed(decimals));
  }
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }
  one<T>(values: readonly T[]): T {
    return values[Math.floor(this.next() * values.length)]!;
  }
  /** Each by an even chance, at least one. */
  some<T>(values: readonly T[]): T[] {
    const chosen = values.filter(() => this.next() < 0.5);
    return chosen.length > 0 ? chosen : [this.one(values)];
  }
  happens(chance: number): boolean {
    return this.next() < chance;
  }
  list<T>(count: number, make: (index: number) => T): T[] {
    return Array.from({ length: count }, (_, i) => make(i));
  }
  /** Increasing numbers between 0 and `top`. */
  rising(count: number, top: number): number[] {
    const steps = this.list(count, () => this.number(0.1, 1));
    const sum = steps.reduce((a, b) => a + b, 0);
    let at = 0;
    return steps.map((step) => {
      at += step;
      return Number(((at / sum) * top).toFixed(4));
    });
  }
}
