/** Parameters of a design response spectrum (ASCE 7-22 section 21.4; ASCE 7-16 table 11.4 for the classes of seismicity). */

export interface SpectralOrdinates {
  /** s, ascending. */
  readonly periods: readonly number[];
  /** g. */
  readonly values: readonly number[];
}

export interface DesignParameters {
  /** Design accelerations at short periods and at 1 s. */
  readonly sds: number;
  readonly sd1: number;
  /** The same of the maximum considered earthquake. */
  readonly sms: number;
  readonly sm1: number;
}

/** Stiffer sites (m/s) are looked at up to 2 s, softer ones up to 5 s. */
const STIFF = 442;

/**
 * SDS is 90 % of the largest ordinate from 0.2 to 5 s, SD1 90 % of the largest product with the period from 1 to 2 (or 5) s, but not
 * less than the ordinate at 1 s; both of two thirds of the maximum considered spectrum.
 */
export function designParameters({ periods, values }: SpectralOrdinates, vs30: number): DesignParameters {
  const longest = vs30 > STIFF ? 2 : 5;
  let short = 0;
  let long = 0;
  let atOne = 0;
  for (const [i, period] of periods.entries()) {
    const design = (values[i]! * 2) / 3;
    if (period >= 0.2 && period <= 5) short = Math.max(short, design);
    if (period >= 1 && period <= longest) long = Math.max(long, period * design);
    if (period === 1) atOne = design;
  }
  const sds = 0.9 * short;
  const sd1 = Math.max(0.9 * long, atOne);
  return { sds, sd1, sms: 1.5 * sds, sm1: 1.5 * sd1 };
}

const CLASSES = ["Low", "Moderate", "Moderately High", "High", "Very High"] as const;

/** Motions (g) at 0.2 s and at 1 s from which each class but the first begins. */
const SHORT_LIMITS = [0.25, 0.5, 1, 1.5];
const LONG_LIMITS = [0.1, 0.2, 0.4, 0.6];

/** Class of seismicity by the maximum considered motion at 0.2 s ("short") or 1 s ("long"). */
export function seismicityClass(motion: number, period: "short" | "long"): string {
  const limits = period === "short" ? SHORT_LIMITS : LONG_LIMITS;
  return CLASSES[limits.filter((limit) => motion >= limit).length]!;
}
