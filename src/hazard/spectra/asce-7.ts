/** Constants of the ASCE 7 standard for site-specific ground motions (ASCE 7-16 and 7-22, chapter 21). */
import { interpolate } from "../../numerics/interpolate.ts";

export type AsceEdition = "ASCE7-16" | "ASCE7-22";

type Points = readonly (readonly [period: number, factor: number])[];

/** Ratio of the maximum to the geometric mean component (ASCE 7-16 section 21.2, ASCE 7-22 section 21.2.1). */
const COMPONENT_FACTORS: { readonly [edition in AsceEdition]: Points } = {
  "ASCE7-16": [
    [0.2, 1.1],
    [1, 1.3],
    [5, 1.5],
  ],
  "ASCE7-22": [
    [0.2, 1.2],
    [1, 1.25],
    [10, 1.3],
  ],
};

/** Beyond 10 s the reference takes 1.5 for the later edition, too. */
const FACTOR_OF_LONG_PERIODS = 1.5;

/** What turns the geometric mean of SA at `period` (s) into its maximum component, to three decimals. */
export function maximumComponentFactor(period: number, edition: AsceEdition): number {
  const points = COMPONENT_FACTORS[edition];
  if (period === 0 && edition === "ASCE7-16") return 1;
  const factor = period > points.at(-1)![0] ? FACTOR_OF_LONG_PERIODS : between(period, points);
  return Math.round(factor * 1000) / 1000;
}

const CLASSES = ["A", "B", "BC", "C", "CD", "D", "DE", "E"] as const;

/** Velocity (m/s) above which a site belongs to each class but the last; from 1500 m/s on it is of class A. */
const CLASS_LIMITS = [1500, 914, 640, 442, 305, 213, 152];

/** Deterministic lower limits in g, by site class (ASCE 7-22 table 21.2-1); the first row is of 0 s. */
const LOWER_LIMITS: readonly (readonly number[])[] = [
  [0, 0.5, 0.57, 0.66, 0.73, 0.74, 0.69, 0.61, 0.55],
  [0.01, 0.5, 0.57, 0.66, 0.73, 0.75, 0.7, 0.62, 0.55],
  [0.02, 0.52, 0.58, 0.68, 0.74, 0.75, 0.7, 0.62, 0.55],
  [0.03, 0.6, 0.66, 0.75, 0.79, 0.78, 0.7, 0.62, 0.55],
  [0.05, 0.81, 0.89, 0.95, 0.96, 0.89, 0.76, 0.62, 0.55],
  [0.075, 1.04, 1.14, 1.21, 1.19, 1.08, 0.9, 0.71, 0.62],
  [0.1, 1.12, 1.25, 1.37, 1.37, 1.24, 1.04, 0.82, 0.72],
  [0.15, 1.12, 1.29, 1.53, 1.61, 1.5, 1.27, 1.0, 0.87],
  [0.2, 1.01, 1.19, 1.5, 1.71, 1.66, 1.44, 1.15, 1.01],
  [0.25, 0.9, 1.07, 1.4, 1.71, 1.77, 1.58, 1.3, 1.15],
  [0.3, 0.81, 0.98, 1.3, 1.66, 1.83, 1.71, 1.44, 1.3],
  [0.4, 0.69, 0.83, 1.14, 1.53, 1.82, 1.8, 1.61, 1.48],
  [0.5, 0.6, 0.72, 1.01, 1.38, 1.73, 1.8, 1.68, 1.6],
  [0.75, 0.46, 0.54, 0.76, 1.07, 1.41, 1.57, 1.6, 1.59],
  [1, 0.37, 0.42, 0.6, 0.86, 1.17, 1.39, 1.51, 1.58],
  [1.5, 0.26, 0.29, 0.41, 0.6, 0.84, 1.09, 1.35, 1.54],
  [2, 0.21, 0.23, 0.31, 0.45, 0.64, 0.88, 1.19, 1.46],
  [3, 0.15, 0.17, 0.21, 0.31, 0.45, 0.63, 0.89, 1.11],
  [4, 0.12, 0.13, 0.16, 0.24, 0.34, 0.47, 0.66, 0.81],
  [5, 0.1, 0.11, 0.13, 0.19, 0.26, 0.36, 0.49, 0.61],
  [7.5, 0.063, 0.068, 0.08, 0.11, 0.15, 0.19, 0.26, 0.31],
  [10, 0.042, 0.045, 0.052, 0.069, 0.089, 0.11, 0.14, 0.17],
];

/** The same for the geometric mean of PGA. */
const LOWER_LIMITS_OF_PGA = [0.37, 0.43, 0.5, 0.55, 0.56, 0.53, 0.46, 0.42];

/** Longest period of the table of lower limits, s. */
export const LONGEST_PERIOD = 10;

/** Index into `CLASSES`. */
function siteClass(vs30: number): number {
  const first = CLASS_LIMITS.findIndex((limit, i) => (i === 0 ? vs30 >= limit : vs30 > limit));
  return first < 0 ? CLASSES.length - 1 : first;
}

/**
 * Deterministic lower limit of the maximum considered earthquake, g; between the table's periods linear in the period.
 * @param period s, at most 10; undefined for PGA
 */
export function deterministicLowerLimit(period: number | undefined, vs30: number): number {
  const column = siteClass(vs30);
  if (period === undefined) return LOWER_LIMITS_OF_PGA[column]!;
  return between(
    period,
    LOWER_LIMITS.map((row) => [row[0]!, row[column + 1]!] as const),
  );
}

function between(x: number, points: Points): number {
  return interpolate(
    x,
    points.map(([period]) => period),
    points.map(([, value]) => value),
  );
}
