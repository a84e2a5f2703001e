/** The surface projection of a kite surface (docs/method/sources.md 7.3): its boundary nodes, or a strip if it is vertical. */
import { azimuth } from "../../geo/azimuth.ts";
import { type CartesianColumns, cartesianColumns } from "../../geo/cartesian.ts";
import { orthographicOf, projectColumns } from "../../geo/orthographic.ts";
import { pointAt } from "../../geo/point-at.ts";
import { DEGREES_PER_RADIAN, type LonLatColumns } from "../../geo/sphere.ts";
import { type Mesh, type MeshWindow, projectPlaces, seaLevel } from "./mesh.ts";
import { distanceToOutline, type Outline, outlineOf } from "./mesh-outline.ts";

/** Degrees; columns steeper than this are vertical. */
const VERTICAL = 89.9;

/** km from the trace of a vertical surface to the sides of its strip. */
const HALF_WIDTH = 0.1;

/** Below this distance to the boundary points (km), rjb is measured to the outline. */
const NEAR = 40;

export interface KiteOutline extends Outline {
  /** Boundary points at depth 0, km. */
  readonly points: CartesianColumns;
}

/** Makes the outline of a window of a kite mesh. */
export function kiteOutline(mesh: Mesh, window: MeshWindow): KiteOutline {
  const vertical = isVertical(mesh, window);
  const boundary = vertical ? strip(mesh, window) : boundaryOf(mesh, window);
  const projection = orthographicOf(boundary);
  const { x, y } = vertical ? projectColumns(projection, boundary) : projectPlaces(mesh, projection, boundary);
  const ring = { x: Float64Array.of(...x, x[0]!), y: Float64Array.of(...y, y[0]!) };
  return {
    ...outlineOf(projection, [[ring]]),
    points: vertical ? cartesianColumns(boundary) : seaLevel(mesh, boundary),
  };
}

/**
 * rjb in km from a surface point (Cartesian km): to the outline if its nearest boundary point is within 40 km, otherwise
 * the straight distance to that point.
 */
export function distanceToKite(outline: KiteOutline, sx: number, sy: number, sz: number): number {
  const { x, y, z } = outline.points;
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < x.length; i++) {
    const dx = x[i]! - sx;
    const dy = y[i]! - sy;
    const dz = z[i]! - sz;
    nearest = Math.min(nearest, dx * dx + dy * dy + dz * dz);
  }
  const distance = Math.sqrt(nearest);
  return distance < NEAR ? distanceToOutline(outline, sx, sy, sz) : distance;
}

/** First and last finite rows of a column of the window, or undefined for an empty one. */
function columnEnds(mesh: Mesh, window: MeshWindow, column: number): readonly [number, number] | undefined {
  let first = -1;
  let last = -1;
  for (let i = window.rowStart; i < window.rowStop; i++) {
    if (Number.isNaN(mesh.lon[i * mesh.columns + column]!)) continue;
    if (first < 0) first = i;
    last = i;
  }
  return first < 0 ? undefined : [first, last];
}

function rowEnds(mesh: Mesh, window: MeshWindow, row: number): readonly [number, number] {
  let first = -1;
  let last = -1;
  for (let j = window.columnStart; j < window.columnStop; j++) {
    if (Number.isNaN(mesh.lon[row * mesh.columns + j]!)) continue;
    if (first < 0) first = j;
    last = j;
  }
  return [first, last];
}

/** Uppermost nodes, right side, lowermost nodes backwards, left side. */
function boundaryOf(mesh: Mesh, window: MeshWindow): LonLatColumns {
  const { columnStart, columnStop } = window;
  const ends = Array.from({ length: columnStop - columnStart }, (_, k) => columnEnds(mesh, window, columnStart + k));
  const nodes: number[] = [];
  const add = (row: number, column: number) => nodes.push(row * mesh.columns + column);
  const left = ends[0];
  const right = ends[ends.length - 1];
  if (left === undefined || right === undefined) throw new RangeError("the window has an empty column at its end");
  ends.forEach((pair, k) => {
    if (pair !== undefined) add(pair[0], columnStart + k);
  });
  for (let i = right[0] + 1; i < right[1]; i++) add(i, rowEnds(mesh, window, i)[1]);
  for (let k = ends.length - 1; k >= 0; k--) {
    const pair = ends[k];
    if (pair !== undefined) add(pair[1], columnStart + k);
  }
  for (let i = left[1] - 1; i > left[0]; i--) add(i, rowEnds(mesh, window, i)[0]);
  return {
    lon: Float64Array.from(nodes, (node) => mesh.lon[node]!),
    lat: Float64Array.from(nodes, (node) => mesh.lat[node]!),
  };
}

/**
 * Whether all columns are vertical. Only the last cell of a column decides, as in the reference: for the others the
 * horizontal distance is that of a node to itself.
 */
function isVertical(mesh: Mesh, window: MeshWindow): boolean {
  for (let j = window.columnStart; j < window.columnStop; j++) {
    const rows: number[] = [];
    for (let i = window.rowStart; i < window.rowStop; i++)
      if (!Number.isNaN(mesh.lon[i * mesh.columns + j]!)) rows.push(i);
    if (rows.length < 2) continue;
    const nodes = rows.map((i) => i * mesh.columns + j);
    const surface = seaLevel(mesh, {
      lon: Float64Array.from(nodes, (node) => mesh.lon[node]!),
      lat: Float64Array.from(nodes, (node) => mesh.lat[node]!),
    });
    const last = nodes.length - 1;
    let square = Number.POSITIVE_INFINITY;
    for (let k = 0; k < last; k++) {
      const dx = surface.x[k]! - surface.x[last]!;
      const dy = surface.y[k]! - surface.y[last]!;
      const dz = surface.z[k]! - surface.z[last]!;
      square = Math.min(square, dx * dx + dy * dy + dz * dz);
    }
    const vertical = mesh.depth[nodes[last]!]! - mesh.depth[nodes[last - 1]!]!;
    const horizontal = Math.sqrt(square);
    const angle = horizontal > 0 ? Math.atan(vertical / horizontal) * DEGREES_PER_RADIAN : 90;
    if (!(angle > VERTICAL)) return false;
  }
  return true;
}

/** A rectangle 100 m to both sides of the line between the uppermost nodes of the first and last columns. */
function strip(mesh: Mesh, window: MeshWindow): LonLatColumns {
  const corner = (column: number): readonly [number, number] => {
    const row = columnEnds(mesh, window, column)?.[0] ?? window.rowStart;
    const node = row * mesh.columns + column;
    return [mesh.lon[node]!, mesh.lat[node]!];
  };
  const start = corner(window.columnStart);
  const end = corner(window.columnStop - 1);
  const strike = azimuth(start[0], start[1], end[0], end[1]);
  const corners = [
    pointAt(start[0], start[1], strike - 90, HALF_WIDTH),
    pointAt(start[0], start[1], strike + 90, HALF_WIDTH),
    pointAt(end[0], end[1], strike + 90, HALF_WIDTH),
    pointAt(end[0], end[1], strike - 90, HALF_WIDTH),
  ];
  return { lon: Float64Array.from(corners, ([lon]) => lon), lat: Float64Array.from(corners, ([, lat]) => lat) };
}
