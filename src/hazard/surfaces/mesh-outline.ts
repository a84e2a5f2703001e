/**
 * The surface projection of a mesh as a plane outline, for Joyner-Boore distances of near sites (docs/method/sources.md 7.3).
 *
 * Each pair of successive rows makes a stripe: a closed line, simplified and widened by 5 m. The union of the stripes,
 * simplified again, is the outline.
 */

import type { Orthographic } from "../../geo/orthographic.ts";
import { orthographicOf, type PlaneColumns } from "../../geo/orthographic.ts";
import { simplifyClosedLine } from "../../geo/plane/ring-simplification.ts";
import { bufferedOutline, type Ring, type RingPolygon, unionOfRings } from "../../geo/plane/union.ts";
import type { LonLatColumns } from "../../geo/sphere.ts";
import { type Mesh, type MeshWindow, projectPlaces } from "./mesh.ts";

/** km: tolerance of the simplifications and width of the buffer. */
const TOLERANCE = 0.005;

/** Segments of the buffer's corners a quarter circle. */
const QUADRANT_SEGMENTS = 2;

/** Numbers an edge takes in `Outline.edges`. */
const EDGE_SIZE = 5;

/** A plane region with the projection that leads to it. */
export interface Outline {
  /** Unit vectors east and north at the projection's centre: x = S . east, y = S . north for Cartesian S in km. */
  readonly east: readonly [number, number, number];
  readonly north: readonly [number, number, number];
  /** Per edge of all rings: start x, start y, direction x, direction y, 1 / length^2. */
  readonly edges: Float64Array;
}

/** Makes the outline of a window of at least two rows and columns. */
export function meshOutline(mesh: Mesh, window: MeshWindow): Outline {
  const columns = window.columnStop - window.columnStart;
  const points = windowPoints(mesh, window);
  const projection = orthographicOf(points);
  const plane = projectPlaces(mesh, projection, points);
  const stripes: Ring[] = [];
  let vertical = true;
  for (let row = 0; row + 1 < window.rowStop - window.rowStart; row++) {
    // Rows with the places of the first, as in vertical faults, make its stripe again.
    vertical &&= repeatsFirstRow(points, row + 1, columns);
    const first = stripes[0];
    if (vertical && first !== undefined) {
      stripes.push(first);
      continue;
    }
    const line = stripe(plane, row, columns);
    const simple = pick(line, simplifyClosedLine(line, TOLERANCE, false));
    stripes.push(bufferedOutline(simple, TOLERANCE, QUADRANT_SEGMENTS));
  }
  const polygons = unionOfRings(stripes);
  return outlineOf(
    projection,
    polygons.map((rings) => rings.map((ring) => pick(ring, simplifyClosedLine(ring, TOLERANCE, true)))),
  );
}

/** Prepares polygons in the plane of a projection for distances. */
export function outlineOf(projection: Orthographic, polygons: readonly RingPolygon[]): Outline {
  const rings = polygons.flat();
  let count = 0;
  for (const ring of rings) count += ring.x.length - 1;
  const edges = new Float64Array(EDGE_SIZE * count);
  let k = 0;
  for (const { x, y } of rings) {
    for (let i = 0; i + 1 < x.length; i++) {
      const dx = x[i + 1]! - x[i]!;
      const dy = y[i + 1]! - y[i]!;
      const square = dx * dx + dy * dy;
      edges[k++] = x[i]!;
      edges[k++] = y[i]!;
      edges[k++] = dx;
      edges[k++] = dy;
      edges[k++] = square > 0 ? 1 / square : 0;
    }
  }
  const { lambda0, sinPhi0, cosPhi0 } = projection;
  const sinLambda = Math.sin(lambda0);
  const cosLambda = Math.cos(lambda0);
  return {
    east: [-sinLambda, cosLambda, 0],
    north: [-sinPhi0 * cosLambda, -sinPhi0 * sinLambda, cosPhi0],
    edges,
  };
}

/** Distance in km from a surface point, in Cartesian km, to the region; 0 inside. */
export function distanceToOutline(outline: Outline, sx: number, sy: number, sz: number): number {
  const { east, north, edges } = outline;
  const px = sx * east[0] + sy * east[1];
  const py = sx * north[0] + sy * north[1] + sz * north[2];
  let inside = false;
  let nearest = Number.POSITIVE_INFINITY;
  for (let k = 0; k < edges.length; k += EDGE_SIZE) {
    const x = px - edges[k]!;
    const y = py - edges[k + 1]!;
    const dx = edges[k + 2]!;
    const dy = edges[k + 3]!;
    // The edge crosses the horizontal line through the point, and does so on its right.
    if (y < 0 !== y < dy && x * dy < y * dx === dy > 0) inside = !inside;
    const t = Math.max(0, Math.min(1, (x * dx + y * dy) * edges[k + 4]!));
    const ex = x - t * dx;
    const ey = y - t * dy;
    const square = ex * ex + ey * ey;
    if (square < nearest) nearest = square;
  }
  return inside ? 0 : Math.sqrt(nearest);
}

export function windowPoints(mesh: Mesh, window: MeshWindow): LonLatColumns {
  const columns = window.columnStop - window.columnStart;
  const rows = window.rowStop - window.rowStart;
  const lon = new Float64Array(rows * columns);
  const lat = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    const from = (window.rowStart + i) * mesh.columns + window.columnStart;
    lon.set(mesh.lon.subarray(from, from + columns), i * columns);
    lat.set(mesh.lat.subarray(from, from + columns), i * columns);
  }
  return { lon, lat };
}

/** Whether a row has the places of the first, to the last bit. */
function repeatsFirstRow({ lon, lat }: LonLatColumns, row: number, columns: number): boolean {
  const from = row * columns;
  for (let k = 0; k < columns; k++) if (lon[from + k]! !== lon[k]! || lat[from + k]! !== lat[k]!) return false;
  return true;
}

/** Upper row backwards, lower row forwards, back to the start. */
function stripe(plane: PlaneColumns, row: number, columns: number): PlaneColumns {
  const count = 2 * columns + 1;
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const node = row * columns + (k < columns ? columns - 1 - k : k === count - 1 ? columns - 1 : k);
    x[k] = plane.x[node]!;
    y[k] = plane.y[node]!;
  }
  return { x, y };
}

function pick(line: PlaneColumns, indices: readonly number[]): PlaneColumns {
  return { x: Float64Array.from(indices, (i) => line.x[i]!), y: Float64Array.from(indices, (i) => line.y[i]!) };
}
