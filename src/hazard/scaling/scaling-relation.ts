/** What a magnitude scaling relation is: median sizes of a rupture as functions of magnitude and rake. */

/** Style of faulting as rakes tell it; "all" when the rake is not known. */
export type Mechanism = "all" | "strikeSlip" | "reverse" | "normal";

export interface ScalingRelation {
  /** As source models write it. */
  readonly name: string;
  /** Median area in km2. `rake` in degrees; undefined: not known. */
  readonly area: (mag: number, rake?: number) => number;
  /** Standard deviation of log10 of the area; absent where the relation gives none. */
  readonly areaSigma?: (rake?: number) => number;
  /** Median magnitude of an area in km2. */
  readonly magnitude?: (area: number, rake?: number) => number;
  readonly magnitudeSigma?: (rake?: number) => number;
  /** Median length along strike in km. */
  readonly length?: (mag: number, rake?: number) => number;
  /** Median width down dip in km. */
  readonly width?: (mag: number, rake?: number) => number;
}

/** Strike slip within 45 degrees of 0 or 180, otherwise reverse for positive rakes and normal for negative ones. */
export function mechanismOf(rake: number | undefined): Mechanism {
  if (rake === undefined) return "all";
  if ((rake >= -45 && rake <= 45) || rake >= 135 || rake <= -135) return "strikeSlip";
  return rake > 0 ? "reverse" : "normal";
}

/** Coefficients of a law linear in the logarithm, and its standard deviation, by mechanism. */
export interface MechanismTable {
  readonly all: Coefficients;
  readonly strikeSlip: Coefficients;
  readonly reverse: Coefficients;
  readonly normal: Coefficients;
}

/** Intercept, slope, standard deviation. */
export type Coefficients = readonly [a: number, b: number, sigma: number];

/** 10^(a + b M). */
export function power([a, b]: Coefficients, mag: number): number {
  return 10 ** (a + b * mag);
}

/** a + b log10 A. */
export function logarithm([a, b]: Coefficients, area: number): number {
  return a + b * Math.log10(area);
}
