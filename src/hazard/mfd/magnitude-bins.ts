/** Magnitude bins of all distributions: centres, rounding to whole bins, Gutenberg-Richter rates between magnitudes. */
import { roundAway } from "../../geo/rounding.ts";

/**
 * Bin centres between two magnitudes rounded to whole bins. The centres are made by repeated addition, floating error
 * included: they are keys later, and comparisons with them decide rates. A range that rounds to one value gives one bin
 * centred on it, unless `alwaysInside` (Youngs & Coppersmith).
 */
export function binCentres(minMag: number, maxMag: number, width: number, alwaysInside = false): Float64Array {
  let first = roundAway(minMag / width) * width;
  let last = roundAway(maxMag / width) * width;
  if (alwaysInside || first !== last) {
    first += width / 2;
    last -= width / 2;
  }
  const centres = new Float64Array(roundAway((last - first) / width) + 1);
  for (let i = 0, mag = first; i < centres.length; i++, mag += width) centres[i] = mag;
  return centres;
}

/**
 * Annual rate between two magnitudes of a Gutenberg-Richter law log10 N(M >= m) = a - b m.
 * @example gutenbergRichterRate(4, 1, 5, 7) = 0.099
 */
export function gutenbergRichterRate(a: number, b: number, low: number, high: number): number {
  return 10 ** (a - b * low) - 10 ** (a - b * high);
}

/**
 * Seismic moment in N m of a magnitude: 10^(1.5 M + 9.05).
 * @example momentOfMagnitude(6) = 1122018454301965300
 */
export function momentOfMagnitude(mag: number): number {
  return 10 ** (1.5 * mag + 9.05);
}
