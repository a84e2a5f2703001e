/**
 * Mean rate density: annual rates of two motions falling into a cell of levels together (Bazzurro and Cornell 2002, Vector-valued
 * probabilistic seismic hazard analysis).
 */
import { bivariateNormalCdf } from "../../numerics/bivariate-normal.ts";

/** ln motions of two measures at a site. */
export interface JointMotion {
  readonly rate: number;
  readonly mean: readonly [number, number];
  readonly sigma: readonly [number, number];
}

/**
 * Adds the rates of one joint motion to `out`: cells of the second measure's levels x cells of the first's.
 * @param lnLevels edges of the cells of each measure
 */
export function addJointRates(
  { rate, mean, sigma }: JointMotion,
  correlation: number,
  lnLevels: readonly [Float64Array, Float64Array],
  out: Float64Array,
): void {
  const [first, second] = lnLevels;
  const columns = first.length;
  const corners = new Float64Array(columns * second.length);
  for (let i = 0; i < second.length; i++) {
    const k = (second[i]! - mean[1]) / sigma[1];
    for (let j = 0; j < columns; j++)
      corners[i * columns + j] = bivariateNormalCdf((first[j]! - mean[0]) / sigma[0], k, correlation);
  }
  for (let i = 0; i + 1 < second.length; i++)
    for (let j = 0; j + 1 < columns; j++) {
      const at = i * columns + j;
      const part = corners[at + columns + 1]! - corners[at + columns]! - corners[at + 1]! + corners[at]!;
      if (part > 0) out[i * (columns - 1) + j]! += rate * part;
    }
}
