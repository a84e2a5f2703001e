/** Quantiles of the chi-squared distribution, for standard deviations whose square is given with an uncertainty. */

/** ln of the gamma function for x > 0 (Lanczos, g = 7): relative error below 1e-14. */
export function lnGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x);
  let sum = LANCZOS[0]!;
  for (let k = 1; k < LANCZOS.length; k++) sum += LANCZOS[k]! / (x - 1 + k);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** Regularized lower incomplete gamma function P(a, x), a > 0, x >= 0: series or continued fraction. */
export function gammaP(a: number, x: number): number {
  if (x <= 0) return 0;
  const scale = Math.exp(a * Math.log(x) - x - lnGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let k = 1; k < 10000 && Math.abs(term) > sum * 1e-17; k++) {
      term *= x / (a + k);
      sum += term;
    }
    return sum * scale;
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let k = 1; k < 10000; k++) {
    const an = -k * (k - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    const delta = d * c;
    h *= delta;
    if (Math.abs(delta - 1) < 1e-16) break;
  }
  return 1 - scale * h;
}

/** The value a chi-squared variable with `degrees` of freedom stays below with `probability`. */
export function chiSquaredQuantile(probability: number, degrees: number): number {
  if (probability <= 0) return 0;
  if (probability >= 1) return Number.POSITIVE_INFINITY;
  const a = degrees / 2;
  const lnNorm = lnGamma(a);
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
