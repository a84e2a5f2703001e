/** The exponential integral E1, to double precision. */

const EULER = 0.57721566490153286;

/**
 * E1(x), the integral of exp(-t) / t from `x` to infinity, for x above 0 (infinite at 0): power series up to 1, continued fraction above
 * (Abramowitz & Stegun, eqs. 5.1.11 and 5.1.22).
 * @example exponentialIntegral(1) = 0.2193839
 */
export function exponentialIntegral(x: number): number {
  if (x === 0) return Number.POSITIVE_INFINITY;
  if (!(x > 0)) return Number.NaN;
  return x <= 1 ? byPowerSeries(x) : byContinuedFraction(x);
}

function byPowerSeries(x: number): number {
  let sum = -EULER - Math.log(x);
  let power = 1;
  for (let n = 1; n < 40; n++) {
    power *= -x / n;
    const term = -power / n;
    sum += term;
    if (Math.abs(term) < 1e-17 * Math.abs(sum)) break;
  }
  return sum;
}

/** Lentz's method on the contracted fraction. */
function byContinuedFraction(x: number): number {
  let b = x + 1;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 200; n++) {
    const a = -n * n;
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return value * Math.exp(-x);
}
