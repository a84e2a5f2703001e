/**
 * Sums of exceedance rates of contexts that share one standard deviation, at a cost that does not grow with the number of levels.
 *
 * For a given sigma the probability of exceeding a level is a smooth function of the mean mu between the edges L - t sigma and
 * L + t sigma of its truncation. The axis of mu is cut at the edges of all levels and further into cells of at most
 * CELL_WIDTH sigma; in each cell, with delta = (mu - middle) / sigma, the sums of w, w delta ... w delta^5 over its contexts are
 * all that is needed: the curve is their product with the polynomials of p in delta. Those are Taylor's,
 *
 *   p(z - delta) = p(z) + phi(z) / (2 Phi(t) - 1) * sum of He_{n-1}(z) delta^n / n!     (He: Hermite polynomials)
 *
 * to the seventh power, brought to the fifth by Chebyshev's economization, which leaves 1e-11 of the weight.
 */
import { normalCdf, normalPdf } from "../../numerics/normal.ts";
import type { SurvivalTable } from "./survival-table.ts";

/** Widest cell, in standard deviations. */
const CELL_WIDTH = 0.15;
/** Sums of a cell, by the power of delta. */
const MOMENTS = 6;

/** Where contexts of one sigma are gathered before they become rates. */
export interface MomentCells {
  readonly sigma: number;
  readonly lnLevels: Float64Array;
  readonly sites: number;
  /** Cells between the lowest edge and the highest, ascending. */
  readonly cells: number;
  /** The lowest edge: means at or below it exceed nothing. Means at or above the last of `upper` exceed every level. */
  readonly lowest: number;
  readonly upper: Float64Array;
  readonly middle: Float64Array;
  /** The first cell that reaches into each of equally wide bins from `lowest` on: where to look for a mean. */
  readonly firstOfBin: Int32Array;
  readonly binsPerUnit: number;
  /** Sites x (cells + 1) x MOMENTS; the last cell counts what exceeds every level. Zero between two pourings. */
  readonly moments: Float64Array;
}

/** Numbers that the moments of cells for one sigma take, at most. */
export function momentSpace(sites: number, lnLevels: Float64Array, sigma: number, { limit }: SurvivalTable): number {
  const span = lnLevels[lnLevels.length - 1]! - lnLevels[0]! + 2 * limit * sigma;
  return sites * MOMENTS * (Math.ceil(span / (CELL_WIDTH * sigma)) + 2 * lnLevels.length + 1);
}

/** @param moments at least `momentSpace` zeros */
export function makeMomentCells(
  sites: number,
  lnLevels: Float64Array,
  sigma: number,
  { limit }: SurvivalTable,
  moments: Float64Array,
): MomentCells {
  const reach = limit * sigma;
  const edges = Float64Array.of(...lnLevels.map((level) => level - reach), ...lnLevels.map((level) => level + reach));
  edges.sort();
  const lowest = edges[0]!;
  const upper: number[] = [];
  const middle: number[] = [];
  for (let e = 1; e < edges.length; e++) {
    const width = edges[e]! - edges[e - 1]!;
    if (!(width > 0)) continue;
    const parts = Math.ceil(width / (CELL_WIDTH * sigma));
    for (let part = 1; part <= parts; part++) {
      upper.push(part === parts ? edges[e]! : edges[e - 1]! + (width * part) / parts);
      middle.push(edges[e - 1]! + (width * (part - 0.5)) / parts);
    }
  }
  // Two bins a mean cell: the search from the first cell of a bin seldom goes on.
  const cells = upper.length;
  const bins = 2 * cells;
  const binsPerUnit = bins / (upper[cells - 1]! - lowest);
  const firstOfBin = new Int32Array(bins + 2);
  let cell = 0;
  for (let bin = 0; bin < firstOfBin.length; bin++) {
    // A little to the left of its start, so that rounding cannot put a mean before its cell.
    const start = lowest + (bin - 1e-6) / binsPerUnit;
    while (cell < cells - 1 && upper[cell]! <= start) cell++;
    firstOfBin[bin] = cell;
  }
  return {
    sigma,
    lnLevels,
    sites,
    cells,
    lowest,
    upper: Float64Array.from(upper),
    middle: Float64Array.from(middle),
    firstOfBin,
    binsPerUnit,
    moments,
  };
}

/** Adds the contexts `from`..`to - 1`, all with the sigma of `cells`. */
export function addMoments(
  cells: MomentCells,
  from: number,
  to: number,
  mean: Float64Array,
  site: Int32Array,
  weight: Float64Array,
): void {
  const { lowest, upper, middle, firstOfBin, binsPerUnit, moments } = cells;
  const count = cells.cells;
  const highest = upper[count - 1]!;
  const perUnit = 1 / cells.sigma;
  for (let row = from; row < to; row++) {
    const mu = mean[row]!;
    if (!(mu > lowest)) continue;
    const w = weight[row]!;
    const first = site[row]! * (count + 1);
    if (mu >= highest) {
      moments[(first + count) * MOMENTS]! += w;
      continue;
    }
    let cell = firstOfBin[((mu - lowest) * binsPerUnit) | 0]!;
    while (mu >= upper[cell]!) cell++;
    const delta = (mu - middle[cell]!) * perUnit;
    const at = (first + cell) * MOMENTS;
    let product = w * delta;
    moments[at]! += w;
    moments[at + 1]! += product;
    product *= delta;
    moments[at + 2]! += product;
    product *= delta;
    moments[at + 3]! += product;
    product *= delta;
    moments[at + 4]! += product;
    moments[at + 5]! += product * delta;
  }
}

/** Polynomials of the levels inside a cell, MOMENTS coefficients each; kept from cell to cell. */
let polynomials = new Float64Array(0);

/**
 * Turns what was gathered into rates of a measure and empties the cells.
 * @param partial, certain of `RateSums`
 */
export function pourMoments(
  cells: MomentCells,
  table: SurvivalTable,
  partial: Float64Array,
  certain: Float64Array,
  measures: number,
  measure: number,
): void {
  const { sigma, lnLevels, sites, middle, upper, lowest, moments } = cells;
  const count = cells.cells;
  const levels = lnLevels.length;
  const reach = table.limit * sigma;
  if (polynomials.length < levels * MOMENTS) polynomials = new Float64Array(levels * MOMENTS);
  let first = 0;
  let stop = 0;
  for (let cell = 0; cell <= count; cell++) {
    if (!anyWeight(cells, cell)) continue;
    const mid = cell < count ? middle[cell]! : Number.POSITIVE_INFINITY;
    while (first < levels && lnLevels[first]! + reach <= mid) first++;
    while (stop < levels && lnLevels[stop]! - reach < mid) stop++;
    const half = cell < count ? (upper[cell]! - (cell === 0 ? lowest : upper[cell - 1]!)) / (2 * sigma) : 0;
    for (let level = first; level < stop; level++)
      writePolynomial(table, (lnLevels[level]! - mid) / sigma, half, (level - first) * MOMENTS);
    for (let site = 0; site < sites; site++) {
      const at = (site * (count + 1) + cell) * MOMENTS;
      const m0 = moments[at]!;
      const m1 = moments[at + 1]!;
      if (m0 === 0 && m1 === 0) continue;
      const m2 = moments[at + 2]!;
      const m3 = moments[at + 3]!;
      const m4 = moments[at + 4]!;
      const m5 = moments[at + 5]!;
      moments.fill(0, at, at + MOMENTS);
      const place = site * measures + measure;
      if (first > 0) certain[place * (levels + 1) + first]! += m0;
      let k = 0;
      for (let target = place * levels + first; target < place * levels + stop; target++, k += MOMENTS)
        partial[target]! +=
          m0 * polynomials[k]! +
          m1 * polynomials[k + 1]! +
          m2 * polynomials[k + 2]! +
          m3 * polynomials[k + 3]! +
          m4 * polynomials[k + 4]! +
          m5 * polynomials[k + 5]!;
    }
  }
}

/** Weights can be negative (rates changed for single ruptures) and cancel, the first moment as well hardly. */
function anyWeight({ sites, cells, moments }: MomentCells, cell: number): boolean {
  for (let site = 0; site < sites; site++) {
    const at = (site * (cells + 1) + cell) * MOMENTS;
    if (moments[at] !== 0 || moments[at + 1] !== 0) return true;
  }
  return false;
}

/**
 * Coefficients of p in delta about z, for |delta| <= half. With T6 and T7 left out, (x = delta / half)
 * x^6 = 3/2 x^4 - 9/16 x^2 + 1/32 and x^7 = 7/4 x^5 - 7/8 x^3 + 7/64 x.
 */
function writePolynomial({ mass, tail }: SurvivalTable, z: number, half: number, at: number): void {
  const density = normalPdf(z) / mass;
  const z2 = z * z;
  const h2 = half * half;
  const c6 = ((density * z * (z2 * (z2 - 10) + 15)) / 720) * h2;
  const c7 = ((density * (z2 * (z2 * (z2 - 15) + 45) - 15)) / 5040) * h2;
  polynomials[at] = (normalCdf(-z) - tail) / mass + (c6 * h2 * h2) / 32;
  polynomials[at + 1] = density + (7 / 64) * c7 * h2 * h2;
  polynomials[at + 2] = (density * z) / 2 - (9 / 16) * c6 * h2;
  polynomials[at + 3] = (density * (z2 - 1)) / 6 - (7 / 8) * c7 * h2;
  polynomials[at + 4] = (density * z * (z2 - 3)) / 24 + (3 / 2) * c6;
  polynomials[at + 5] = (density * (z2 * (z2 - 6) + 3)) / 120 + (7 / 4) * c7;
}
