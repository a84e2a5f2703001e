/** Gutenberg-Richter law between two magnitudes. */
import { InputError } from "../../input-error.ts";
import { binCentres, gutenbergRichterRate } from "./magnitude-bins.ts";
import type { MfdBins, TruncatedGutenbergRichter } from "./mfd.ts";

/** A law whose a-value is known. */
export type ResolvedGutenbergRichter = TruncatedGutenbergRichter & { readonly aValue: number };

/** log10 of the moment of magnitude 0, N m, in the relation of slip and moment (Hanks & Kanamori 1979: 9.05 to 9.1). */
const SLIP_MOMENT_CONSTANT = 9.1;

export function gutenbergRichterBins(mfd: ResolvedGutenbergRichter, width: number): MfdBins {
  const mags = binCentres(mfd.minMag, mfd.maxMag, width);
  const rates = mags.map((mag) => gutenbergRichterRate(mfd.aValue, mfd.bValue, mag - width / 2, mag + width / 2));
  return { mags, rates };
}

/**
 * Moment rate in N m / yr of a law between `low` and `high`. `logFactor` is 1 in the reference's truncated law.
 * @example momentRateBetween(4, 1, 5, 7) = 63866410062043690
 */
export function momentRateBetween(a: number, b: number, low: number, high: number, logFactor = 1): number {
  const scale = 10 ** (9.05 + a + Math.log10(b));
  const slope = 1.5 - b;
  if (slope === 0) return scale * logFactor * (high - low);
  return (scale / slope) * (10 ** (slope * high) - 10 ** (slope * low));
}

/** Moment rate in N m / yr, from the magnitudes as given (not rounded to bins). */
export function momentRate(mfd: ResolvedGutenbergRichter): number {
  return momentRateBetween(mfd.aValue, mfd.bValue, mfd.minMag, mfd.maxMag);
}

/** The same law with the a-value that releases `moment` N m / yr. */
export function withMomentRate(mfd: TruncatedGutenbergRichter, moment: number): ResolvedGutenbergRichter {
  const { bValue, minMag, maxMag } = mfd;
  const slope = 1.5 - bValue;
  const spread = slope === 0 ? maxMag - minMag : (10 ** (slope * maxMag) - 10 ** (slope * minMag)) / slope;
  return { ...mfd, aValue: Math.log10(moment / spread) - 9.05 - Math.log10(bValue) };
}

/**
 * a-value of a law unbounded below that releases `moment` N m / yr (Youngs & Coppersmith 1985, equation 5 with a
 * sharp upper end); the smallest magnitude plays no part.
 * @example aValueFromMoment(1e17, 1, 7) = 4.09897
 */
export function aValueFromMoment(
  moment: number,
  bValue: number,
  maxMag: number,
  constantTerm = SLIP_MOMENT_CONSTANT,
): number {
  const tail = Math.exp(-bValue * Math.LN10 * maxMag);
  return Math.log10((moment * (1.5 - bValue) * (1 - tail)) / (bValue * 10 ** (1.5 * maxMag + constantTerm) * tail));
}

/**
 * Moment rate in N m / yr of a fault: slip in mm/yr, rigidity in GPa, area in km2.
 * @example momentRateOfSlip(5, 32, 1000) = 160000000000000000
 */
export function momentRateOfSlip(slipRate: number, rigidity: number, area: number): number {
  return slipRate * 1e-3 * rigidity * 1e9 * area * 1e6;
}

/**
 * The law with its a-value, worked out from the slip rate if it has none.
 * @throws InputError if neither is known, or the slip rate comes without rigidity or the area of the fault.
 */
export function withAValue(mfd: TruncatedGutenbergRichter, faultArea: number | undefined): ResolvedGutenbergRichter {
  if (mfd.aValue !== undefined) return { ...mfd, aValue: mfd.aValue };
  const { slipRate, rigidity } = mfd;
  if (slipRate === undefined)
    throw new InputError("a truncated Gutenberg-Richter MFD needs aValue or slipRate", { parameter: "aValue" });
  if (rigidity === undefined)
    throw new InputError("a truncated Gutenberg-Richter MFD with slipRate needs rigidity", { parameter: "rigidity" });
  if (faultArea === undefined)
    throw new InputError("slipRate needs the area of a fault: only fault sources can have it", {
      parameter: "slipRate",
    });
  const moment = momentRateOfSlip(slipRate, rigidity, faultArea);
  return { ...mfd, aValue: aValueFromMoment(moment, mfd.bValue, mfd.maxMag) };
}
