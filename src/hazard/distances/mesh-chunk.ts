/**
 * What takes a pass over the nodes: rrup, the first half of rjb, and rx, for a chunk of ruptures and all sites of a tile.
 *
 * Per site the distances to all nodes are computed once; tables of block minima (`mesh-window-minima`) then answer every
 * window of the chunk.
 */
import type { CartesianColumns } from "../../geo/cartesian.ts";
import { EARTH_RADIUS } from "../../geo/sphere.ts";
import type { SitePoints } from "../sites/site-points.ts";
import type { MeshWindows } from "../surfaces/mesh-windows.ts";
import { hasGaps, planTopEdges, type TopEdges, updateTopEdges, windowRx, windowRxWithGaps } from "./mesh-top-edge.ts";
import { planWindowMinima, updateWindowMinima, type WindowMinima, windowMinimum } from "./mesh-window-minima.ts";

/** Which of the distances are wanted besides rrup. */
export interface ChunkWants {
  /** Whether rjb starts from the distances to all nodes. */
  readonly rjb: boolean;
  readonly rx: boolean;
}

/** Values of the ruptures first..stop-1 and all sites of a tile, site fastest. */
export interface MeshChunk {
  readonly first: number;
  readonly stop: number;
  readonly rupturePlan: WindowMinima;
  readonly surfacePlan: WindowMinima | undefined;
  readonly topEdges: TopEdges | undefined;
  /** Squares of the distances to the nearest node and to the nearest node at depth 0, km2. */
  readonly rrupSquare: Float64Array;
  readonly rjbSquare: Float64Array;
  /** km. */
  readonly rx: Float64Array;
}

/**
 * A chunk for the ruptures first..stop-1 and `sites` sites, not filled yet.
 * @param old taken over as far as it fits
 */
export function planChunk(
  ruptures: MeshWindows,
  wants: ChunkWants,
  first: number,
  stop: number,
  sites: number,
  old: MeshChunk | undefined,
): MeshChunk {
  const { mesh } = ruptures;
  const values = (stop - first) * sites;
  const samePlan = old !== undefined && old.first === first && old.stop === stop;
  if (samePlan && old.rrupSquare.length === values) return old;
  const storage = {
    rrupSquare: new Float64Array(values),
    rjbSquare: new Float64Array(wants.rjb ? values : 0),
    rx: new Float64Array(wants.rx ? values : 0),
  };
  if (samePlan) return { ...old, ...storage };
  const windows = {
    count: stop - first,
    rowStart: ruptures.rowStart.subarray(first, stop),
    rowStop: ruptures.rowStop.subarray(first, stop),
    columnStart: ruptures.columnStart.subarray(first, stop),
    columnStop: ruptures.columnStop.subarray(first, stop),
  };
  return {
    first,
    stop,
    rupturePlan: planWindowMinima(mesh.rows, mesh.columns, windows),
    surfacePlan: wants.rjb || wants.rx ? planWindowMinima(mesh.rows, mesh.columns, windows) : undefined,
    topEdges: wants.rx ? planTopEdges(mesh, windows) : undefined,
    ...storage,
  };
}

/**
 * Computes the values of a chunk.
 * @param surface the mesh nodes at depth 0, and as rx is measured to them
 */
export function fillChunk(
  chunk: MeshChunk,
  ruptures: MeshWindows,
  { surface, trace }: { readonly surface: CartesianColumns; readonly trace: CartesianColumns },
  { count, x, y, z, ux, uy, uz }: SitePoints,
): void {
  const { mesh } = ruptures;
  const { rupturePlan, surfacePlan, topEdges, rrupSquare, rjbSquare, rx, first } = chunk;
  const windows = chunk.stop - first;
  const withRjb = rjbSquare.length > 0;
  const gaps = ruptures.surface === "kite";
  for (let s = 0; s < count; s++) {
    fillSquares(mesh, x[s]!, y[s]!, z[s]!, rupturePlan.values);
    updateWindowMinima(rupturePlan);
    for (let w = 0; w < windows; w++) rrupSquare[w * count + s] = windowMinimum(rupturePlan, w);
    if (surfacePlan === undefined) continue;
    fillSquares(surface, EARTH_RADIUS * ux[s]!, EARTH_RADIUS * uy[s]!, EARTH_RADIUS * uz[s]!, surfacePlan.values);
    if (withRjb) {
      updateWindowMinima(surfacePlan);
      for (let w = 0; w < windows; w++) rjbSquare[w * count + s] = windowMinimum(surfacePlan, w);
    }
    if (topEdges === undefined) continue;
    if (trace !== surface)
      fillSquares(trace, EARTH_RADIUS * ux[s]!, EARTH_RADIUS * uy[s]!, EARTH_RADIUS * uz[s]!, surfacePlan.values);
    updateTopEdges(topEdges, surfacePlan.values, ux[s]!, uy[s]!, uz[s]!);
    for (let w = 0; w < windows; w++) {
      const row = ruptures.rowStart[first + w]!;
      const start = ruptures.columnStart[first + w]!;
      const stop = ruptures.columnStop[first + w]!;
      rx[w * count + s] =
        gaps && hasGaps(mesh, row, start, stop)
          ? windowRxWithGaps(topEdges, mesh, row, start, stop)
          : windowRx(topEdges, w, row, start, stop);
    }
  }
}

/** Squared straight distances from one point to many, km2; nodes without coordinates are infinitely far. */
function fillSquares({ x, y, z }: CartesianColumns, px: number, py: number, pz: number, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) {
    const dx = x[i]! - px;
    const dy = y[i]! - py;
    const dz = z[i]! - pz;
    const square = dx * dx + dy * dy + dz * dz;
    out[i] = square >= 0 ? square : Number.POSITIVE_INFINITY;
  }
}
