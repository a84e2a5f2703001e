/** Magnitudes of multi-fault ruptures are used with two decimals, halves to even. */
import { roundEven } from "../../geo/rounding.ts";

export function roundMag(mag: number): number {
  return roundEven(mag, 2);
}
