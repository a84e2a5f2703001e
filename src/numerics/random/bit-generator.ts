/**
 * What the samplers ask of a source of random bits. A draw of 64 bits is left in two unsigned 32-bit halves, so that no
 * BigInt is made.
 */
export interface BitGenerator {
  /** Upper and lower half of the last 64-bit draw. */
  high: number;
  low: number;
  /** Draws the next 64 bits into `high` and `low`. */
  next64(): void;
  /**
   * Next 32 bits: the lower half of a 64-bit draw, then its upper half, which is kept across 64-bit draws in between as
   * NumPy keeps it.
   */
  next32(): number;
  /** A double in [0, 1) from the upper 53 bits of a 64-bit draw. */
  double(): number;
  /** Fills `out` with doubles in [0, 1): the same numbers as repeated `double()`. */
  fillDoubles(out: Float64Array): void;
}

const TWO_21 = 2 ** 21;
const DOUBLE_UNIT = 2 ** -53;

/**
 * The double in [0, 1) made of the upper 53 of 64 bits.
 * @example doubleOf(0x80000000, 0) = 0.5
 */
export function doubleOf(high: number, low: number): number {
  return (high * TWO_21 + (low >>> 11)) * DOUBLE_UNIT;
}
