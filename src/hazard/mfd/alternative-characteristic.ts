/** Alternative characteristic distribution of BC Hydro: two Gutenberg-Richter laws that share the moment rate. */
import { momentRateBetween } from "./gutenberg-richter.ts";
import { binCentres, gutenbergRichterRate } from "./magnitude-bins.ts";
import type { AlternativeCharacteristic, MfdBins } from "./mfd.ts";

/** Share of the moment in the upper part and total annual rate. */
export interface GammaAndRate {
  readonly gamma: number;
  readonly totalRate: number;
}

interface Zone {
  readonly a: number;
  readonly b: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Two truncated Gutenberg-Richter laws side by side, the upper one `deltaMag` wide with its own b-value, sharing
 * the moment as `gamma` says (BC Hydro's alternative characteristic model). A bin across the boundary is the sum of both.
 */
export function alternativeCharacteristicBins(mfd: AlternativeCharacteristic, width: number): MfdBins {
  const [lower, upper] = zones(mfd);
  const boundary = upper.low;
  const mags = binCentres(mfd.minMag, mfd.maxMag, width);
  const rates = mags.map((mag) => {
    const low = mag - width / 2;
    const high = mag + width / 2;
    if (high <= boundary) return gutenbergRichterRate(lower.a, lower.b, low, high);
    if (low >= boundary) return gutenbergRichterRate(upper.a, upper.b, low, high);
    return (
      gutenbergRichterRate(lower.a, lower.b, low, boundary) + gutenbergRichterRate(upper.a, upper.b, boundary, high)
    );
  });
  return { mags, rates };
}

/** Moment rate in N m / yr of both parts together. */
export function alternativeCharacteristicMomentRate(mfd: AlternativeCharacteristic): number {
  return zones(mfd).reduce((sum, zone) => sum + momentRateBetween(zone.a, zone.b, zone.low, zone.high, Math.LN10), 0);
}

/** gamma and total rate, worked out from the rates at two reference magnitudes if those were given. */
export function gammaAndRate(mfd: AlternativeCharacteristic): GammaAndRate {
  const { rate, minMag, maxMag, bGR, bAC, deltaMag } = mfd;
  if ("gamma" in rate) return rate;
  const boundary = maxMag - deltaMag;
  const lower = rate.rateRefGR * shareAbove(bGR, rate.refMagGR, minMag, boundary);
  const upper = rate.rateRefAC * shareAbove(bAC, rate.refMagAC, boundary, maxMag);
  const weighted = momentQuotient(mfd) * upper;
  return { gamma: weighted / (weighted + lower), totalRate: lower + upper };
}

/** Rate of a zone over its rate at and above a reference magnitude. */
function shareAbove(b: number, reference: number, low: number, high: number): number {
  return (10 ** (-b * low) - 10 ** (-b * high)) / (10 ** (-b * reference) - 10 ** (-b * high));
}

/** Rate of the lower part over that of the upper part when both release the same moment. */
function momentQuotient({ minMag, maxMag, bGR, bAC, deltaMag }: AlternativeCharacteristic): number {
  const lowerShare = 10 ** (-bGR * (maxMag - deltaMag - minMag));
  const upperShare = 10 ** (-bAC * deltaMag);
  const momentShare = 10 ** (-1.5 * deltaMag);
  return (
    (bAC * (upperShare - momentShare) * (1.5 - bGR) * (1 - lowerShare)) /
    (bGR * (1.5 - bAC) * momentShare * lowerShare * (1 - upperShare))
  );
}

function zones(mfd: AlternativeCharacteristic): readonly [Zone, Zone] {
  const { minMag, maxMag, bGR, bAC } = mfd;
  const { gamma, totalRate } = gammaAndRate(mfd);
  const boundary = maxMag - mfd.deltaMag;
  const quotient = ((1 - gamma) / gamma) * momentQuotient(mfd);
  const upperRate = totalRate / (quotient + 1);
  return [zone(quotient * upperRate, bGR, minMag, boundary), zone(upperRate, bAC, boundary, maxMag)];
}

function zone(rate: number, b: number, low: number, high: number): Zone {
  return { a: Math.log10(rate) - Math.log10(10 ** (-b * low) - 10 ** (-b * high)), b, low, high };
}
