/** What the US national seismic hazard model 2008 does to models of eastern North America. */

/**
 * Moment magnitude from mbLg, Johnston (1996).
 * @example momentFromMblgJohnston96(6) = 5.9388
 */
export function momentFromMblgJohnston96(mag: number): number {
  return 1.14 + 0.24 * mag + 0.0933 * mag * mag;
}

/**
 * Moment magnitude from mbLg, Atkinson & Boore (1987).
 * @example momentFromMblgAtkinsonBoore87(6) = 5.625
 */
export function momentFromMblgAtkinsonBoore87(mag: number): number {
  return 2.715 - 0.277 * mag + 0.127 * mag * mag;
}

/**
 * Ceiling of the median (ln g): 1.5 g for PGA, 3 g between 0.02 and 0.55 s.
 * @example medianCeiling(0.2) = 1.099
 */
export function medianCeiling(period: number): number {
  if (period === 0) return 0.405;
  return period > 0.02 && period < 0.55 ? 1.099 : Number.POSITIVE_INFINITY;
}
