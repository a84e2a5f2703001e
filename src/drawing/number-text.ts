/** Numbers as people read them. */

/** Three digits, with an exponent where zeros would fill the line. */
export function numberText(value: number): string {
  if (value === 0) return "0";
  return Math.abs(value) < 0.001 || Math.abs(value) >= 1e5
    ? value.toExponential(2)
    : String(Number(value.toPrecision(3)));
}

/** A size as files have it; empty for what has none. @param mb 2^20 bytes */
export function sizeText(mb: number | null): string {
  if (mb === null || mb < 0) return "";
  return mb < 0.1 ? `${Math.max(1, Math.round(mb * 1024))} KB` : `${mb.toFixed(1)} MB`;
}
