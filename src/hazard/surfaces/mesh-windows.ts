/** Many windows of one mesh as columns: the geometry of floating ruptures, without what makes them ruptures. */
import type { Mesh, MeshWindow } from "./mesh.ts";

/**
 * What the nodes of a mesh stand for, which decides rjb, rx and the centroid. A fault mesh has all its nodes; a kite mesh
 * may have gaps (NaN) at its edges; a gridded surface is a cloud of points, kept as one row.
 */
export type MeshSurface = "fault" | "kite" | "gridded";

export interface MeshWindows {
  readonly count: number;
  readonly mesh: Mesh;
  readonly surface: MeshSurface;
  /** Window of nodes: rows rowStart..rowStop-1, columns columnStart..columnStop-1. */
  readonly rowStart: Int32Array;
  readonly rowStop: Int32Array;
  readonly columnStart: Int32Array;
  readonly columnStop: Int32Array;
  /** Degrees. */
  readonly strike: Float64Array;
}

/** Window `w`. */
export function windowOf(windows: MeshWindows, w: number): MeshWindow {
  return {
    rowStart: windows.rowStart[w]!,
    rowStop: windows.rowStop[w]!,
    columnStart: windows.columnStart[w]!,
    columnStop: windows.columnStop[w]!,
  };
}
