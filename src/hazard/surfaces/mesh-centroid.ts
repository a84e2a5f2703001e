/** The centroid of a rectangular mesh, where the hypocentre of a fault rupture is put. */
import { middlePoint } from "../../geo/point-at.ts";
import { middlePointSingle } from "../../geo/single-geodesy.ts";
import type { Point } from "../../geo/spaced-points.ts";
import type { Mesh, MeshWindow } from "./mesh.ts";

/**
 * Middle of a window of a mesh: of the central node or nodes. Between two nodes it lies half way along the great circle,
 * at the mean depth (docs/method/sources.md 6.1).
 */
export function meshCentroid(mesh: Mesh, window: MeshWindow): Point {
  const rows = window.rowStop - window.rowStart;
  const row = window.rowStart + (rows >> 1);
  if (rows % 2 === 1) return rowMiddle(mesh, window, row);
  return middleOf(rowMiddle(mesh, window, row - 1), rowMiddle(mesh, window, row));
}

/** Middle of the window's top row. */
export function topEdgeCentroid(mesh: Mesh, window: MeshWindow): Point {
  return rowMiddle(mesh, window, window.rowStart);
}

function rowMiddle(mesh: Mesh, window: MeshWindow, row: number): Point {
  const columns = window.columnStop - window.columnStart;
  const node = row * mesh.columns + window.columnStart + (columns >> 1);
  if (columns % 2 === 1) return nodeOf(mesh, node);
  return middleOf(nodeOf(mesh, node - 1), nodeOf(mesh, node), mesh.single === true ? middlePointSingle : middlePoint);
}

/** Coordinates of a node by its index. */
export function nodeOf(mesh: Mesh, node: number): Point {
  return [mesh.lon[node]!, mesh.lat[node]!, mesh.depth[node]!];
}

function middleOf(a: Point, b: Point, middle = middlePoint): Point {
  const [lon, lat] = middle(a[0], a[1], b[0], b[1]);
  return [lon, lat, (a[2] + b[2]) / 2];
}
