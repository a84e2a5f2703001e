/** Numbers as people read them. */

/** Three digits, with an exponent where zeros would fill the line. */
export function numberText(value: number): string {
  if (value === 0) return "0";
  return Math.abs(value) < 0.001 || Math.abs(value) >= 1e5
    ? value.toExponential(2)
    : String(Number(value.toPrecision(3)));
}
