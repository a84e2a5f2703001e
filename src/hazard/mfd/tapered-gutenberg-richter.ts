/** Tapered Gutenberg-Richter distribution (Kagan 2002, GJI 148, 520) as the U.S. National Seismic Hazard Model uses it. */
import { binCentres, gutenbergRichterRate, momentOfMagnitude } from "./magnitude-bins.ts";
import type { MfdBins, TaperedGutenbergRichter } from "./mfd.ts";

/** Magnitudes that anchor the taper and stand for "no taper" (U.S. National Seismic Hazard Model). */
const SMALL_MAG = 4;
const LARGE_MAG = 9.05;

/**
 * Gutenberg-Richter bins scaled by a taper in moment above the corner magnitude (Kagan 2002): the ratio of a bin's share
 * of the tapered Pareto distribution to its share of the same with a corner out of reach.
 */
export function taperedBins(mfd: TaperedGutenbergRichter, width: number): MfdBins {
  const mags = binCentres(mfd.minMag, mfd.maxMag, width);
  const beta = (2 / 3) * mfd.bValue;
  const smallest = momentOfMagnitude(SMALL_MAG);
  const survivors = (mag: number, corner: number) => {
    const moment = momentOfMagnitude(mag);
    return (smallest / moment) ** beta * Math.exp((smallest - moment) / momentOfMagnitude(corner));
  };
  const rates = mags.map((mag) => {
    const low = mag - width / 2;
    const high = mag + width / 2;
    const tapered = survivors(low, mfd.cornerMag) - survivors(high, mfd.cornerMag);
    const plain = survivors(low, LARGE_MAG) - survivors(high, LARGE_MAG);
    return gutenbergRichterRate(mfd.aValue, mfd.bValue, low, high) * (tapered / plain);
  });
  return { mags, rates };
}
