/**
 * Probability of exceedance under a truncated normal distribution, as a table of Taylor polynomials.
 *
 * With b = Phi(t): p(z) = clip((b - Phi(z)) / (2b - 1), 0, 1). Between -t and t the function is tabulated at equal steps with
 * its first three derivatives divided by factorials; evaluating the polynomial of the nearest node costs three
 * multiply-adds instead of an error function. The error bound is the fourth derivative's:
 * |error| <= (step/2)^4 / 24 * max|phi'''| / (2b - 1), below 1e-10 for t <= 3 and below 1e-9 for any t.
 */
import { normalCdf, normalPdf } from "../../numerics/normal.ts";

export interface SurvivalTable {
  /** Truncation level in standard deviations. */
  readonly truncation: number;
  /** Half width of the tabulated range: the truncation, or 8.3 where it is larger (p is 0 or 1 to double precision). */
  readonly limit: number;
  /** Of the normal distribution, 2 Phi(t) - 1 between the truncations and 1 - Phi(t) above the upper one. */
  readonly mass: number;
  readonly tail: number;
  /** Nodes per unit of z. */
  readonly nodesPerUnit: number;
  /** Four coefficients a node: p, p', p''/2, p'''/6, in units of nodes. */
  readonly coefficients: Float64Array;
}

/** Beyond this a normal survival function is 0 or 1 in double precision. */
const DOUBLE_LIMIT = 8.3;

/** Intervals of the table: 16 kB of coefficients, which stay in the first-level cache. */
const INTERVALS = 512;

/** @param truncation in standard deviations, > 0 (a job's 0 is replaced by 1e-9 when it is read). */
export function makeSurvivalTable(truncation: number): SurvivalTable {
  const limit = Math.min(truncation, DOUBLE_LIMIT);
  const intervals = limit > 4 ? 2 * INTERVALS : INTERVALS;
  const nodesPerUnit = intervals / (2 * limit);
  const coefficients = new Float64Array(4 * (intervals + 1));
  const b = normalCdf(truncation);
  const mass = 2 * b - 1;
  const tail = normalCdf(-truncation);
  const step = 1 / nodesPerUnit;
  for (let k = 0; k <= intervals; k++) {
    const z = -limit + k * step;
    const density = (normalPdf(z) / mass) * step;
    // Phi(t) - Phi(z) as a difference of upper tails: no cancellation near the upper end.
    coefficients[4 * k] = (normalCdf(-z) - tail) / mass;
    coefficients[4 * k + 1] = -density;
    coefficients[4 * k + 2] = (density * z * step) / 2;
    coefficients[4 * k + 3] = (density * (1 - z * z) * step * step) / 6;
  }
  return { truncation, limit, mass, tail, nodesPerUnit, coefficients };
}

/** p(z) from the table, clipped to [0, 1]. The loops that matter have this inlined. */
export function survival(table: SurvivalTable, z: number): number {
  const { limit, nodesPerUnit, coefficients } = table;
  if (z <= -limit) return 1;
  if (z >= limit) return 0;
  const u = (z + limit) * nodesPerUnit;
  const node = (u + 0.5) | 0;
  const d = u - node;
  const i = node << 2;
  const p = coefficients[i]! + d * (coefficients[i + 1]! + d * (coefficients[i + 2]! + d * coefficients[i + 3]!));
  return Math.max(0, Math.min(p, 1));
}
