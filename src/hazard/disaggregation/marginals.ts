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
      return shape.regions;
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

/** The filled cells of one site. */
export interface Cells {
  /** Number of each cell within the site. */
  readonly cells: ArrayLike<number>;
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
  { cells, values, blocks }: Cells,
  axes: readonly MarginalAxis[],
): Float64Array {
  const strides = axes.map((_, a) => axes.slice(a + 1).reduce((product, { bins }) => product * bins, blocks));
  const out = new Float64Array(axes.reduce((product, { bins }) => product * bins, blocks));
  const ofEpsilon = axes.findIndex(({ axis }) => axis === "Eps");
  const epsilons = Int32Array.from({ length: shape.eps }, (_, e) =>
    ofEpsilon < 0 ? 0 : strides[ofEpsilon]! * (axes[ofEpsilon]!.joined?.[e] ?? e),
  );
  for (let c = 0; c < cells.length; c++) {
    const cell = cellOfKey(shape, cells[c]!);
    let at = 0;
    for (const [a, { axis, joined }] of axes.entries()) {
      if (axis === "Eps") continue;
      const bin = binOf(cell, axis);
      at += strides[a]! * (joined === undefined ? bin : joined[bin]!);
    }
    const from = c * blocks * shape.eps;
    for (let block = 0; block < blocks; block++)
      for (let e = 0; e < shape.eps; e++) out[at + epsilons[e]! + block]! += values[from + block * shape.eps + e]!;
  }
  return out;
}

function binOf(cell: ReturnType<typeof cellOfKey>, axis: Exclude<Axis, "Eps">): number {
  switch (axis) {
    case "TRT":
      return cell.region;
    case "Mag":
      return cell.mag;
    case "Dist":
      return cell.dist;
    case "Lon":
      return cell.lon;
    case "Lat":
      return cell.lat;
  }
}

/** Axes of a kind: `Mag_Dist_Eps`. */
export function axesOfKind(kind: string): readonly Axis[] {
  return kind.split("_").map((name) => {
    const axis = AXES.find((candidate) => candidate === name);
    if (axis === undefined) throw new Error(`${name} is no axis of a disaggregation`);
    return axis;
  });
}
