/** The standard normal distribution truncated symmetrically at `level` standard deviations. */
import { normalCdf } from "./normal.ts";
import { normalQuantile, tailQuantile } from "./normal-quantile.ts";

/**
 * The quantile function for a level above 0: maps uniform draws of [0, 1) to residuals. The lower half is computed from
 * the tail, the upper half is its mirror, so that no digits are lost.
 */
export function truncatedQuantile(level: number): (u: number) => number {
  const outside = normalCdf(-level);
  const inside = 1 - 2 * outside;
  // So narrow that the density is flat: the difference of distributions has no digits.
  if (level < 1e-4) return (u) => (2 * u - 1) * level;
  return (u) => {
    const lower = u < 0.5 ? u : 1 - u;
    const p = outside + lower * inside;
    const x = p <= 0.075 ? tailQuantile(p) : normalQuantile(p);
    const cut = Math.max(x, -level);
    return u < 0.5 ? cut : -cut;
  };
}
