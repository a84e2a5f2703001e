/**
 * Marginals of a disaggregation: expected numbers summed over the axes that are not asked for, and over bins that are joined.
 *
 * Expected numbers add up, so that any coarser view of a matrix is a sum; the probability of a bin is 1 - exp(-sum), which is
 * what combining the probabilities of its cells as independent gives.
 */
import { cellOfKey, type MatrixShape } from "./matrix-shape.ts";

export const AXES = ["TRT", "Mag", "Dist", "Lon", "Lat", "Eps"] as const;
export type Axis = (typeof AXES)[number];

/** Bins of an axis. */
export function binsOf(shape: MatrixShape, axis: Axis): number {
  switch (axis) {
    case "TRT":
      return shape.trt;
    case "Mag":
      return shape.mag;
    case "Dist":
      return shape.dist;
    case "Lon":
      return shape.lon;
    case "Lat":
      return shape.lat;
    case "Eps":
      return shape.eps;
  }
}

/** Bins of the filled cells of a site, axis by axis. */
export type CellBins = { readonly [axis in Exclude<Axis, "Eps">]: ArrayLike<number> };

/** @param keys numbers of cells within a site */
export function cellBins(shape: MatrixShape, keys: ArrayLike<number>): CellBins {
  const column = (): Uint16Array => new Uint16Array(keys.length);
  const bins = { TRT: column(), Mag: column(), Dist: column(), Lon: column(), Lat: column() };
  for (let c = 0; c < keys.length; c++) {
    const cell = cellOfKey(shape, keys[c]!);
    bins.TRT[c] = cell.trt;
    bins.Mag[c] = cell.mag;
    bins.Dist[c] = cell.dist;
    bins.Lon[c] = cell.lon;
    bins.Lat[c] = cell.lat;
  }
  return bins;
}

/** The filled cells of one site. */
export interface Cells {
  readonly bins: CellBins;
  /** cells x blocks x epsilons. */
  readonly values: ArrayLike<number>;
  /** Values of each cell and epsilon: measures, levels, realizations. */
  readonly blocks: number;
}

/** An axis of a marginal. */
export interface MarginalAxis {
  readonly axis: Axis;
  /** Bin of the marginal for each bin of the matrix; undefined: as it is. */
  readonly joined?: Int32Array;
  /** Bins of the marginal. */
  readonly bins: number;
}

export function wholeAxis(shape: MatrixShape, axis: Axis): MarginalAxis {
  return { axis, bins: binsOf(shape, axis) };
}

/** Sums: bins of the axes in their order x blocks. */
export function marginalSums(
  shape: MatrixShape,
  { bins, values, blocks }: Cells,
  axes: readonly MarginalAxis[],
): Float64Array {
  const strides = axes.map((_, a) => axes.slice(a + 1).reduce((product, { bins: count }) => product * count, blocks));
  const out = new Float64Array(axes.reduce((product, { bins: count }) => product * count, blocks));
  const places = placesOfCells(bins, axes, strides);
  const ofEpsilon = axes.findIndex(({ axis }) => axis === "Eps");
  const epsilons = Int32Array.from({ length: shape.eps }, (_, e) =>
    ofEpsilon < 0 ? 0 : strides[ofEpsilon]! * (axes[ofEpsilon]!.joined?.[e] ?? e),
  );
  let from = 0;
  for (const at of places)
    for (let block = 0; block < blocks; block++)
      for (let e = 0; e < epsilons.length; e++) out[at + epsilons[e]! + block]! += values[from++]!;
  return out;
}

/** Where each cell begins in the marginal, epsilon aside. */
function placesOfCells(bins: CellBins, axes: readonly MarginalAxis[], strides: readonly number[]): Int32Array {
  const places = new Int32Array(bins.TRT.length);
  for (const [a, { axis, joined }] of axes.entries()) {
    if (axis === "Eps") continue;
    const [column, stride] = [bins[axis], strides[a]!];
    for (let c = 0; c < places.length; c++)
      places[c]! += stride * (joined === undefined ? column[c]! : joined[column[c]!]!);
  }
  return places;
}

/** Axes of a kind: `Mag_Dist_Eps`. */
export function axesOfKind(kind: string): readonly Axis[] {
  return kind.split("_").map((name) => {
    const axis = AXES.find((candidate) => candidate === name);
    if (axis === undefined) throw new Error(`${name} is no axis of a disaggregation`);
    return axis;
  });
}
