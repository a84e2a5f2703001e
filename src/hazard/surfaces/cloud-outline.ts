/**
 * The surface projection of a cloud of points, for Joyner-Boore distances of gridded surfaces (docs/method/sources.md 7.3): an alpha
 * shape, the union of the Delaunay triangles of smallest circumradius that cover all points.
 */

import { orthographicOf } from "../../geo/orthographic.ts";
import { delaunayTriangles } from "../../geo/plane/delaunay.ts";
import { bufferedPolygon } from "../../geo/plane/union.ts";
import { type Mesh, type MeshWindow, projectPlaces } from "./mesh.ts";
import { type Outline, outlineOf, windowPoints } from "./mesh-outline.ts";

/** km that the reference adds around shapes of several parts. */
const PATCH_WIDTH = 0.005;

/**
 * Outline of a cloud, given as a mesh of one row. The triangles do not overlap, so they can be used one by one: a point
 * outside all of them has its nearest point on an outer edge. Triangulation and circumradii are those of the points scaled
 * to a unit box.
 */
export function cloudOutline(mesh: Mesh, window: MeshWindow): Outline {
  const points = windowPoints(mesh, window);
  const projection = orthographicOf(points);
  const { x, y } = projectPlaces(mesh, projection, points);
  const u = scaled(x);
  const v = scaled(y);
  const triangles = delaunayTriangles(u, v);
  const count = triangles.length / 3;
  if (count === 0) return outlineOf(projection, [[thereAndBack(x, y)]]);
  const radii = Float64Array.from({ length: count }, (_, t) => circumradiusSquare(u, v, triangles, t));
  const order = Array.from(radii.keys()).sort((a, b) => radii[a]! - radii[b]!);
  const taken = order.slice(0, coveringCount(triangles, order) + 1);
  const rings = taken.map((t) => {
    const corners = [triangles[3 * t]!, triangles[3 * t + 1]!, triangles[3 * t + 2]!, triangles[3 * t]!];
    return { x: Float64Array.from(corners, (i) => x[i]!), y: Float64Array.from(corners, (i) => y[i]!) };
  });
  const shells = isConnected(triangles, taken) ? rings : rings.map((ring) => bufferedPolygon(ring, PATCH_WIDTH, 1));
  return outlineOf(
    projection,
    shells.map((shell) => [shell]),
  );
}

/** Whether all triangles hang together by their sides. */
function isConnected(triangles: Int32Array, taken: readonly number[]): boolean {
  const bySide = new Map<string, number[]>();
  const sidesOf = (t: number) =>
    [0, 1, 2].map((k) => {
      const [a, b] = [triangles[3 * t + k]!, triangles[3 * t + ((k + 1) % 3)]!];
      return a < b ? `${a} ${b}` : `${b} ${a}`;
    });
  for (const t of taken)
    for (const side of sidesOf(t)) {
      const found = bySide.get(side);
      if (found === undefined) bySide.set(side, [t]);
      else found.push(t);
    }
  const reached = new Set([taken[0]!]);
  const open = [taken[0]!];
  for (let t = open.pop(); t !== undefined; t = open.pop())
    for (const side of sidesOf(t))
      for (const next of bySide.get(side)!)
        if (!reached.has(next)) {
          reached.add(next);
          open.push(next);
        }
  return reached.size === taken.length;
}

function scaled(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return values.map((value) => (value - mean) / (most - least));
}

/** Index in `order` up to which the triangles touch every point; never less than a third of them. */
function coveringCount(triangles: Int32Array, order: readonly number[]): number {
  const uncovered = new Set(triangles);
  const atLeast = Math.floor(order.length / 3);
  for (let n = 0; n < order.length; n++) {
    for (let k = 0; k < 3; k++) uncovered.delete(triangles[3 * order[n]! + k]!);
    if (uncovered.size === 0) return Math.max(n, atLeast);
  }
  return order.length - 1;
}

function circumradiusSquare(x: Float64Array, y: Float64Array, triangles: Int32Array, t: number): number {
  const a = triangles[3 * t]!;
  const b = triangles[3 * t + 1]!;
  const c = triangles[3 * t + 2]!;
  const ab = Math.hypot(x[a]! - x[b]!, y[a]! - y[b]!);
  const bc = Math.hypot(x[b]! - x[c]!, y[b]! - y[c]!);
  const ca = Math.hypot(x[c]! - x[a]!, y[c]! - y[a]!);
  const half = (ab + bc + ca) / 2;
  return (ab * bc * ca) ** 2 / (16 * half * (half - ab) * (half - bc) * (half - ca));
}

/** Points in one line span no triangle: the way between the outermost two and back. */
function thereAndBack(x: Float64Array, y: Float64Array): { readonly x: Float64Array; readonly y: Float64Array } {
  const order = Array.from(x.keys()).sort((a, b) => x[a]! - x[b]! || y[a]! - y[b]!);
  const first = order[0]!;
  const last = order[order.length - 1]!;
  return { x: Float64Array.of(x[first]!, x[last]!, x[first]!), y: Float64Array.of(y[first]!, y[last]!, y[first]!) };
}
