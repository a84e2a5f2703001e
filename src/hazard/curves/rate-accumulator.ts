/**
 * Sums of exceedance rates over contexts: the innermost loop of a classical calculation.
 *
 * For a block of contexts with mean and sigma of one measure, adds weight * P(Y > y_l) to the sums of each context's site for
 * every level l. Levels below the truncation have P = 1: their common part is kept as one number at the first level
 * that needs computing and spread over the levels below when the sums are finished; levels above add nothing. Both
 * shortcuts are exact. Where many contexts share a standard deviation, `addContexts` gathers them by moments first (`moment-cells.ts`).
 */
import {
  addToCells,
  hasFewSigmas,
  type MomentMemory,
  type MomentSums,
  makeMomentMemory,
  makeMomentSums,
  settleMoments,
  suitsMoments,
} from "./moment-sums.ts";
import type { SurvivalTable } from "./survival-table.ts";

/** Sums for `sites` x `measures` x `levels`. */
export interface RateSums {
  readonly sites: number;
  readonly measures: number;
  readonly levels: number;
  /** Contributions computed level by level: sites x measures x levels. */
  readonly partial: Float64Array;
  /** At k: the weight of contexts that certainly exceed levels 0..k-1; sites x measures x (levels + 1). */
  readonly certain: Float64Array;
  /** What is not in the two above yet: `settle` before they are read. */
  readonly moments: MomentSums;
}

/** @param memory for moments, shared by the sums of a task */
export function makeRateSums(
  sites: number,
  measures: number,
  levels: number,
  memory: MomentMemory = makeMomentMemory(),
): RateSums {
  return {
    sites,
    measures,
    levels,
    partial: new Float64Array(sites * measures * levels),
    certain: new Float64Array(sites * measures * (levels + 1)),
    moments: makeMomentSums(measures, memory),
  };
}

/** Brings everything that was added into `partial` and `certain`. */
export function settle({ moments, partial, certain }: RateSums): void {
  settleMoments(moments, partial, certain);
}

export function clearRateSums(sums: RateSums): void {
  settle(sums);
  sums.partial.fill(0);
  sums.certain.fill(0);
}

/** As `addExceedances`, rows 0..count-1, by moments where there are enough contexts of a standard deviation. */
export function addContexts(
  table: SurvivalTable,
  count: number,
  mean: Float64Array,
  sigma: Float64Array,
  site: Int32Array,
  weight: Float64Array,
  lnLevels: Float64Array,
  sums: RateSums,
  measure: number,
): void {
  if (!suitsMoments(lnLevels, table) || !hasFewSigmas(sigma, count)) {
    addExceedances(table, 0, count, mean, sigma, site, weight, lnLevels, sums, measure);
    return;
  }
  const { moments, sites } = sums;
  let from = 0;
  // Rows from here on wait for the levels.
  let direct = 0;
  while (from < count) {
    const sd = sigma[from]!;
    let to = from + 1;
    while (to < count && sigma[to] === sd) to++;
    if (addToCells(moments, table, sites, lnLevels, measure, from, to, mean, sd, site, weight)) {
      addExceedances(table, direct, from, mean, sigma, site, weight, lnLevels, sums, measure);
      direct = to;
    }
    from = to;
  }
  addExceedances(table, direct, count, mean, sigma, site, weight, lnLevels, sums, measure);
}

/** As `addContexts` for contexts of one standard deviation. @param sigma its rows are filled if levels have to be gone through */
export function addContextsOf(
  standardDeviation: number,
  table: SurvivalTable,
  count: number,
  mean: Float64Array,
  sigma: Float64Array,
  site: Int32Array,
  weight: Float64Array,
  lnLevels: Float64Array,
  sums: RateSums,
  measure: number,
): void {
  const sd = standardDeviation;
  if (
    sd > 0 &&
    suitsMoments(lnLevels, table) &&
    addToCells(sums.moments, table, sums.sites, lnLevels, measure, 0, count, mean, sd, site, weight)
  )
    return;
  sigma.fill(sd, 0, count);
  addExceedances(table, 0, count, mean, sigma, site, weight, lnLevels, sums, measure);
}

/**
 * Level by level.
 * @param from, to contexts from..to-1 of the block
 * @param mean, sigma of the logarithm of the motion (MMI: of the motion itself)
 * @param site row of `sums` of each context
 * @param weight of each context: expected number of occurrences in the investigation time
 * @param lnLevels levels in the units of the mean, ascending
 * @param measure which measure of `sums`
 */
export function addExceedances(
  table: SurvivalTable,
  from: number,
  to: number,
  mean: Float64Array,
  sigma: Float64Array,
  site: Int32Array,
  weight: Float64Array,
  lnLevels: Float64Array,
  sums: RateSums,
  measure: number,
): void {
  const { limit, nodesPerUnit, coefficients } = table;
  const { partial, certain, measures } = sums;
  const levels = sums.levels;
  const upper = 2 * limit * nodesPerUnit;
  let first = 0;
  let stop = 0;
  for (let row = from; row < to; row++) {
    const w = weight[row]!;
    const mu = mean[row]!;
    const sd = sigma[row]!;
    const place = site[row]! * measures + measure;
    const start = mu - limit * sd;
    const scale = nodesPerUnit / sd;
    const offset = -start * scale;
    // Neighbouring contexts differ little: the searches start where the last ones ended.
    while (first > 0 && lnLevels[first - 1]! > start) first--;
    while (first < levels && lnLevels[first]! <= start) first++;
    if (stop < first) stop = first;
    while (stop > first && !(lnLevels[stop - 1]! * scale + offset < upper)) stop--;
    while (stop < levels && lnLevels[stop]! * scale + offset < upper) stop++;

    if (first > 0) certain[place * (levels + 1) + first]! += w;
    let level = first;
    let at = place * levels + first;
    // Two levels at a time: a fifth faster than one.
    for (; level + 1 < stop; level += 2, at += 2) {
      const u = lnLevels[level]! * scale + offset;
      const v = lnLevels[level + 1]! * scale + offset;
      const uNode = (u + 0.5) | 0;
      const vNode = (v + 0.5) | 0;
      const d = u - uNode;
      const e = v - vNode;
      const i = uNode << 2;
      const k = vNode << 2;
      const p = coefficients[i]! + d * (coefficients[i + 1]! + d * (coefficients[i + 2]! + d * coefficients[i + 3]!));
      const q = coefficients[k]! + e * (coefficients[k + 1]! + e * (coefficients[k + 2]! + e * coefficients[k + 3]!));
      partial[at]! += w * p;
      partial[at + 1]! += w * q;
    }
    if (level < stop) {
      const u = lnLevels[level]! * scale + offset;
      const node = (u + 0.5) | 0;
      const d = u - node;
      const i = node << 2;
      partial[at]! +=
        w * (coefficients[i]! + d * (coefficients[i + 1]! + d * (coefficients[i + 2]! + d * coefficients[i + 3]!)));
    }
  }
}

/**
 * Adds `factor` times the finished sums to `out` (sites x measures x levels): the certain part spread over the
 * levels below it.
 */
export function addFinishedSums(sums: RateSums, factor: number, out: Float64Array): void {
  settle(sums);
  const { sites, measures, levels, partial, certain } = sums;
  for (let place = 0; place < sites * measures; place++) {
    let above = 0;
    for (let level = levels - 1; level >= 0; level--) {
      above += certain[place * (levels + 1) + level + 1]!;
      const total = above + partial[place * levels + level]!;
      if (total !== 0) out[place * levels + level]! += factor * total;
    }
  }
}
