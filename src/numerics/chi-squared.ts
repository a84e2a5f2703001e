/** Quantiles of the chi-squared distribution, for standard deviations whose square is given with an uncertainty. */
import { gammaP, logGamma } from "./gamma.ts";

/**
 * The value a chi-squared variable with `degrees` of freedom stays below with `probability`.
 * @example chiSquaredQuantile(0.95, 10) = 18.30704
 */
export function chiSquaredQuantile(probability: number, degrees: number): number {
  if (probability <= 0) return 0;
  if (probability >= 1) return Number.POSITIVE_INFINITY;
  const a = degrees / 2;
  const lnNorm = logGamma(a);
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  // Wilson & Hilferty's approximation of the median, then Newton's method kept between bounds.
  let x = a * (1 - 1 / (9 * a)) ** 3;
  if (!(x > 0)) x = a;
  for (let k = 0; k < 200; k++) {
    const error = gammaP(a, x) - probability;
    if (error > 0) high = x;
    else low = x;
    const step = error / Math.exp((a - 1) * Math.log(x) - x - lnNorm);
    let next = x - step;
    if (!(next > low && next < high)) next = high === Number.POSITIVE_INFINITY ? 2 * x : 0.5 * (low + high);
    if (Math.abs(next - x) <= 1e-15 * x) break;
    x = next;
  }
  return 2 * x;
}
