/**
 * rx: the distance to the top edge of a rupture, across its strike (docs/method/sources.md 7.3).
 *
 * Every candidate (the semi-arcs at both ends, the segments between) depends on one segment of a mesh row only, so all
 * windows share them: per site three values a segment, and the smallest magnitude among a window's inner segments by the
 * same tables of blocks as the minima of distances.
 */
import { azimuth } from "../../geo/azimuth.ts";
import { EARTH_RADIUS, RADIANS_PER_DEGREE } from "../../geo/sphere.ts";
import type { Mesh } from "../surfaces/mesh.ts";
import {
  type GridWindows,
  planWindowMinima,
  updateWindowMagnitudes,
  type WindowMinima,
  windowMagnitude,
} from "./mesh-window-minima.ts";

/** Numbers a segment takes in `frames`. */
const FRAME_SIZE = 12;

/** What rx of all windows of a mesh needs; the value arrays are overwritten from site to site. */
export interface TopEdges {
  /** Segments a row. */
  readonly columns: number;
  /** Rows that are the top of some window. */
  readonly rows: Int32Array;
  /**
   * Per segment four unit vectors: the pole on the right of its direction, the directions ahead at its start and, with
   * the same azimuth, at its end, and backwards at its end.
   */
  readonly frames: Float64Array;
  /** Signed distances to the segments, with the tables of windows of inner segments. */
  readonly inner: WindowMinima;
  /** Signed distance to the semi-arc from the end of a segment backwards, already turned round. */
  readonly backward: Float64Array;
  /** Signed distance to the semi-arc from the start of a segment forwards. */
  readonly forward: Float64Array;
  /** Signed distance to the whole great circle of a segment. */
  readonly arcs: Float64Array;
}

/** Plans rx for windows into a mesh. Segments next to a node without coordinates are at infinity. */
export function planTopEdges(mesh: Mesh, windows: GridWindows): TopEdges {
  const columns = mesh.columns - 1;
  const count = mesh.rows * columns;
  const inner: GridWindows = {
    count: windows.count,
    rowStart: windows.rowStart,
    rowStop: windows.rowStart.map((row) => row + 1),
    // Windows of two or three nodes have no inner segment: any one stands in and is not read.
    columnStart: windows.columnStart.map((column, w) => (windows.columnStop[w]! - column > 3 ? column + 1 : column)),
    columnStop: windows.columnStop.map((stop, w) =>
      stop - windows.columnStart[w]! > 3 ? stop - 2 : windows.columnStart[w]! + 1,
    ),
  };
  const frames = new Float64Array(FRAME_SIZE * count);
  const rows = Int32Array.from(new Set(windows.rowStart)).sort();
  for (const row of rows) {
    for (let column = 0; column < columns; column++)
      fillFrame(frames, row * columns + column, mesh, row * mesh.columns + column);
  }
  return {
    columns,
    rows,
    frames,
    inner: planWindowMinima(mesh.rows, columns, inner),
    backward: new Float64Array(count),
    forward: new Float64Array(count),
    arcs: new Float64Array(count),
  };
}

function fillFrame(frames: Float64Array, segment: number, mesh: Mesh, node: number): void {
  const lon1 = mesh.lon[node]!;
  const lat1 = mesh.lat[node]!;
  const lon2 = mesh.lon[node + 1]!;
  const lat2 = mesh.lat[node + 1]!;
  const there = azimuth(lon1, lat1, lon2, lat2);
  const k = segment * FRAME_SIZE;
  setDirection(frames, k, lon1, lat1, there + 90);
  setDirection(frames, k + 3, lon1, lat1, there);
  setDirection(frames, k + 6, lon2, lat2, there);
  setDirection(frames, k + 9, lon2, lat2, azimuth(lon2, lat2, lon1, lat1));
}

/** Unit vector that leaves a place on the sphere with an azimuth in degrees. */
export function setDirection(out: Float64Array, offset: number, lon: number, lat: number, direction: number): void {
  const lambda = lon * RADIANS_PER_DEGREE;
  const phi = lat * RADIANS_PER_DEGREE;
  const sin = Math.sin(direction * RADIANS_PER_DEGREE);
  const cos = Math.cos(direction * RADIANS_PER_DEGREE);
  const sinLambda = Math.sin(lambda);
  const cosLambda = Math.cos(lambda);
  const sinPhi = Math.sin(phi);
  out[offset] = -cos * sinPhi * cosLambda - sin * sinLambda;
  out[offset + 1] = -cos * sinPhi * sinLambda + sin * cosLambda;
  out[offset + 2] = cos * Math.cos(phi);
}

/**
 * Computes the candidates for one site, given as unit vector.
 *
 * @param surfaceSquares squared chords in km2 from the site to the mesh nodes, both at depth 0
 */
export function updateTopEdges(
  edges: TopEdges,
  surfaceSquares: Float64Array,
  sx: number,
  sy: number,
  sz: number,
): void {
  const { columns, rows, frames, inner, backward, forward, arcs } = edges;
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r]!;
    for (let column = 0; column < columns; column++) {
      const segment = row * columns + column;
      const node = segment + row;
      const k = segment * FRAME_SIZE;
      const across = sx * frames[k]! + sy * frames[k + 1]! + sz * frames[k + 2]!;
      const ahead = sx * frames[k + 3]! + sy * frames[k + 4]! + sz * frames[k + 5]!;
      const beyond = sx * frames[k + 6]! + sy * frames[k + 7]! + sz * frames[k + 8]!;
      const behind = sx * frames[k + 9]! + sy * frames[k + 10]! + sz * frames[k + 11]!;
      const square1 = surfaceSquares[node]!;
      const square2 = surfaceSquares[node + 1]!;
      const arc = EARTH_RADIUS * Math.asin(across);
      const side = across < 0 ? -1 : 1;
      arcs[segment] = arc;
      if (ahead >= 0 && beyond <= 0) inner.values[segment] = arc;
      else inner.values[segment] = side * Math.sqrt(Math.min(square1, square2));
      forward[segment] = ahead > 0 ? arc : side * arcOfSquare(square1);
      backward[segment] = behind > 0 ? arc : side * arcOfSquare(square2);
      if (Number.isNaN(arc)) {
        inner.values[segment] = Number.POSITIVE_INFINITY;
        forward[segment] = Number.POSITIVE_INFINITY;
        backward[segment] = Number.POSITIVE_INFINITY;
      }
    }
  }
  updateWindowMagnitudes(inner);
}

/** Great-circle length of a squared chord, km. */
function arcOfSquare(square: number): number {
  return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(square) / (2 * EARTH_RADIUS));
}

/** rx of window `w`, whose top row is `row` with nodes from `columnStart` to before `columnStop`. */
export function windowRx(edges: TopEdges, w: number, row: number, columnStart: number, columnStop: number): number {
  const first = row * edges.columns + columnStart;
  const nodes = columnStop - columnStart;
  if (nodes === 2) return edges.arcs[first]!;
  let best = edges.backward[first]!;
  if (nodes > 3) {
    const inner = windowMagnitude(edges.inner, w);
    if (Math.abs(inner) < Math.abs(best)) best = inner;
  }
  const last = edges.forward[first + nodes - 2]!;
  return Math.abs(last) < Math.abs(best) ? last : best;
}

/**
 * rx of a window whose top row may have gaps. Segments beside a gap are left out; the one that starts at the first node of
 * the window is always taken backwards, the one at the first node that exists, and at the last but one, are semi-arcs
 * forwards (so behind a gap at the start nothing is taken backwards, as in the reference).
 */
export function windowRxWithGaps(
  edges: TopEdges,
  mesh: Mesh,
  row: number,
  columnStart: number,
  columnStop: number,
): number {
  const exists = (column: number): boolean => !Number.isNaN(mesh.lon[row * mesh.columns + column]!);
  let first = columnStart;
  while (first < columnStop && !exists(first)) first++;
  let last = columnStop - 1;
  while (last > first && !exists(last)) last--;
  let lastButOne = last - 1;
  while (lastButOne > first && !exists(lastButOne)) lastButOne--;
  let best = Number.POSITIVE_INFINITY;
  for (let column = first; column < columnStop - 1; column++) {
    if (!exists(column) || !exists(column + 1)) continue;
    const segment = row * edges.columns + column;
    const semi = column === first || column === lastButOne;
    const value =
      column === columnStart ? edges.backward[segment]! : semi ? edges.forward[segment]! : edges.inner.values[segment]!;
    if (Math.abs(value) < Math.abs(best)) best = value;
  }
  return best;
}

/** Whether a node of the window's top row is missing. */
export function hasGaps(mesh: Mesh, row: number, columnStart: number, columnStop: number): boolean {
  for (let column = columnStart; column < columnStop; column++)
    if (Number.isNaN(mesh.lon[row * mesh.columns + column]!)) return true;
  return false;
}
