/** The shortest decimal that reads back as the same number. */

/** Of a 32-bit number, as a double that prints with up to nine digits: 0.10000000149011612 -> 0.1. */
export function shortestSingle(value: number): number {
  if (!Number.isFinite(value)) return value;
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(9));
}
