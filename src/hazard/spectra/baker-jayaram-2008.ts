/**
 * Correlation between the residuals of spectral accelerations at two periods.
 *
 * Baker and Jayaram (2008), Correlation of spectral acceleration values from NGA ground motion models, Earthquake
 * Spectra 24(1), 299-317, table in section "Predictive equations" (C1 to C4). For GMRotI50 and periods of 0.01 to 10 s.
 */

/** Periods closer than this are the same, s. */
const SAME_PERIOD = 1e-10;

/** Below this period (s) the correlation decays differently. */
const CORNER = 0.109;

/**
 * Correlation coefficient of ln SA at periods `a` and `b` (s); PGA counts as period 0.
 * @example correlationBakerJayaram2008(0.2, 1) = 0.4444251
 */
export function correlationBakerJayaram2008(a: number, b: number): number {
  if (Math.abs(a - b) < SAME_PERIOD) return 1;
  const short = Math.min(a, b);
  const long = Math.max(a, b);
  const c1 = 1 - Math.cos(Math.PI / 2 - 0.366 * Math.log(long / Math.max(short, CORNER)));
  const c2 = long < 0.2 ? 1 - 0.105 * (1 - 1 / (1 + Math.exp(100 * long - 5))) * ((long - short) / (long - 0.0099)) : 0;
  if (long < CORNER) return c2;
  if (short > CORNER) return c1;
  // Here the long period is at or above the corner, where C3 is C1.
  const c4 = c1 + 0.5 * (Math.sqrt(c1) - c1) * (1 + Math.cos((Math.PI * short) / CORNER));
  return long < 0.2 ? Math.min(c2, c4) : c4;
}
