/**
 * Exceedance on soil, rupture by rupture: the distribution on rock is cut into intervals, each amplified by itself
 * (docs/method/classical.md 4.3, method `kernel`).
 */
import { normalCdf } from "../../numerics/normal.ts";
import { type SurvivalTable, survival } from "../curves/survival-table.ts";
import { type AmplificationFunction, amplificationAt, nearestRows, soilExceedance } from "./amplification.ts";

/** Ends of intervals on rock. */
const EDGES = 40;

export interface SoilKernel {
  /** Natural logarithms of the ends of intervals on rock. */
  readonly edges: Float64Array;
  /** Intervals x soil levels: probability that soil exceeds a level given the middle of an interval. */
  readonly exceedance: Float64Array;
  readonly soilLevels: number;
}

/**
 * @param lnLevels natural logarithms of the levels on soil
 * @param largestSigma of the whole table: the intervals reach four of it beyond the levels
 */
export function makeSoilKernel(
  soil: AmplificationFunction,
  measure: string,
  lnLevels: Float64Array,
  largestSigma: number,
): SoilKernel {
  const rows = nearestRows(soil);
  const first = lnLevels[0]! - 4 * largestSigma;
  const last = lnLevels[lnLevels.length - 1]! + 4 * largestSigma;
  const edges = Float64Array.from({ length: EDGES }, (_, i) => first + ((last - first) * i) / (EDGES - 1));
  const exceedance = new Float64Array((EDGES - 1) * lnLevels.length);
  for (let i = 0; i + 1 < EDGES; i++) {
    const middle = (Math.exp(edges[i]!) + Math.exp(edges[i + 1]!)) / 2;
    const factor = amplificationAt(rows, measure, middle);
    for (let l = 0; l < lnLevels.length; l++)
      exceedance[i * lnLevels.length + l] = soilExceedance(Math.exp(lnLevels[l]!), middle, factor, normalCdf);
  }
  return { edges, exceedance, soilLevels: lnLevels.length };
}

/** Adds `weight` times the probabilities of exceedance on soil of a context with `mean` and `sigma` on rock to `out`. */
export function addSoilExceedances(
  kernel: SoilKernel,
  table: SurvivalTable,
  mean: number,
  sigma: number,
  weight: number,
  out: Float64Array,
  offset: number,
): void {
  const { edges, exceedance, soilLevels } = kernel;
  let above = survival(table, (edges[0]! - mean) / sigma);
  for (let i = 0; i + 1 < edges.length; i++) {
    const next = survival(table, (edges[i + 1]! - mean) / sigma);
    const mass = weight * (above - next);
    above = next;
    if (mass === 0) continue;
    for (let l = 0; l < soilLevels; l++) out[offset + l]! += mass * exceedance[i * soilLevels + l]!;
  }
}
