/** The mesh of a complex fault: between two or more edges at depth (docs/method/sources.md 5.2). */
import { azimuth } from "../../geo/azimuth.ts";
import { toCartesian, type Vector } from "../../geo/cartesian.ts";
import { lineLength, lineOf, withoutRepeatedPoints } from "../../geo/line.ts";
import type { PlaneColumns } from "../../geo/orthographic.ts";
import { lineIsSimple } from "../../geo/plane/ring-predicates.ts";
import { resampleToCount } from "../../geo/resample-line.ts";
import { roundEven } from "../../geo/rounding.ts";
import { DEGREES_PER_RADIAN, type PointColumns, RADIANS_PER_DEGREE } from "../../geo/sphere.ts";
import { InputError, type ProblemPlace } from "../../input-error.ts";
import { type Mesh, wholeMesh } from "./mesh.ts";
import { meshCells, rowsGoDown, windowArea } from "./mesh-cells.ts";
import { meshOfProfiles } from "./simple-fault-mesh.ts";
import type { ComplexFaultGeometry } from "./surface-geometry.ts";

/** Spacing in km at which the area for slip rates is measured. */
const AREA_SPACING = 2;

/**
 * Meshes a complex fault with nodes about `spacing` km apart: every edge gets the same number of points, then every line
 * through the edges' points. The number of columns and rows follows from the mean lengths.
 * @throws InputError if the edges are no surface, are in the wrong order, or the spacing is too large.
 */
export function complexFaultMesh(geometry: ComplexFaultGeometry, spacing: number, place: ProblemPlace = {}): Mesh {
  const edges = checkedEdges(geometry, spacing, place);
  const columns = roundEven(mean(edges.map(lineLength)) / spacing) + 1;
  if (columns < 2)
    throw new InputError(`a mesh spacing of ${spacing} km is too large for the length of a complex fault`, place);
  const resampled = edges.map((edge) => resampleToCount(edge, columns));
  const lines = Array.from({ length: columns }, (_, j) => columnOf(resampled, j));
  const rows = roundEven(mean(lines.map(lineLength)) / spacing) + 1;
  if (rows < 2)
    throw new InputError(`a mesh spacing of ${spacing} km is too large for the width of a complex fault`, place);
  const mesh = meshOfProfiles(
    lines.map((line) => resampleToCount(line, rows)),
    rows,
  );
  if (!rowsGoDown(mesh))
    throw new InputError("a complex fault becomes shallower from one edge to the next", {
      ...place,
      allowed: "edges from the top to the bottom",
    });
  return mesh;
}

/** Area of the fault in km2 for slip rates: its mesh of 2 km, whatever the job's spacing. */
export function complexFaultArea(geometry: ComplexFaultGeometry, place: ProblemPlace = {}): number {
  const mesh = complexFaultMesh(geometry, AREA_SPACING, place);
  return windowArea(meshCells(mesh), wholeMesh(mesh));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The line through the j-th points of all edges. */
function columnOf(edges: readonly PointColumns[], j: number): PointColumns {
  return withoutRepeatedPoints({
    lon: Float64Array.from(edges, (edge) => edge.lon[j]!),
    lat: Float64Array.from(edges, (edge) => edge.lat[j]!),
    depth: Float64Array.from(edges, (edge) => edge.depth[j]!),
  });
}

function checkedEdges(geometry: ComplexFaultGeometry, spacing: number, place: ProblemPlace): PointColumns[] {
  if (geometry.edges.length < 2)
    throw new InputError(`a complex fault has ${geometry.edges.length} edge`, { ...place, allowed: "two or more" });
  if (!(spacing > 0))
    throw new InputError(`the complex fault mesh spacing is ${spacing} km`, { ...place, allowed: "a positive number" });
  const edges = geometry.edges.map((edge) => withoutRepeatedPoints(lineOf(edge, 3)));
  for (const edge of edges) {
    if (edge.lon.length < 2)
      throw new InputError("an edge of a complex fault has fewer than two distinct points", place);
  }
  if (!outlineIsSimple(edges))
    throw new InputError("the edge points of a complex fault are not in the right order", place);
  if (!dipsToTheRight(edges))
    throw new InputError(
      "a complex fault does not dip to the right of its strike (Aki and Richards convention)",
      place,
    );
  return edges;
}

/**
 * Whether the boundary does not cross itself when seen along the horizontal that is normal to the top edge: projected on
 * a vertical plane through the first point of the top edge, with the strike from there to the last one.
 */
function outlineIsSimple(edges: readonly PointColumns[]): boolean {
  const top = edges[0]!;
  const bottom = edges[edges.length - 1]!;
  const between = edges.slice(1, -1);
  const boundary: Vector[] = [];
  const add = (line: PointColumns, i: number) => boundary.push(toCartesian(line.lon[i]!, line.lat[i]!, line.depth[i]!));
  for (let i = 0; i < top.lon.length; i++) add(top, i);
  for (const edge of between) add(edge, edge.lon.length - 1);
  for (let i = bottom.lon.length - 1; i >= 0; i--) add(bottom, i);
  for (const edge of between.toReversed()) add(edge, 0);

  const lon = top.lon[0]!;
  const lat = top.lat[0]!;
  const last = top.lon.length - 1;
  const strike = azimuth(lon, lat, top.lon[last]!, top.lat[last]!) * RADIANS_PER_DEGREE;
  const lambda = lon * RADIANS_PER_DEGREE;
  const phi = lat * RADIANS_PER_DEGREE;
  const up: Vector = [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
  const east: Vector = [-Math.sin(lambda), Math.cos(lambda), 0];
  const north: Vector = [-Math.sin(phi) * Math.cos(lambda), -Math.sin(phi) * Math.sin(lambda), Math.cos(phi)];
  const along: Vector = [
    north[0] * Math.cos(strike) + east[0] * Math.sin(strike),
    north[1] * Math.cos(strike) + east[1] * Math.sin(strike),
    north[2] * Math.cos(strike) + east[2] * Math.sin(strike),
  ];
  const corners = boundary.map((p): readonly [number, number] => [dot(p, along), -dot(p, up)]);
  const ring = ringOfCorners(corners);
  return ring.x.length > 3 && lineIsSimple(ring);
}

/** As a closed ring without repeated corners. */
function ringOfCorners(corners: readonly (readonly [number, number])[]): PlaneColumns {
  const ring = corners.filter(([x, y], i) => {
    const before = corners[(i + corners.length - 1) % corners.length]!;
    return x !== before[0] || y !== before[1];
  });
  const closed = [...ring, ...ring.slice(0, 1)];
  return { x: Float64Array.from(closed, ([x]) => x), y: Float64Array.from(closed, ([, y]) => y) };
}

/**
 * Whether the first cell faces upwards: the normal (left or right edge) x (top edge) makes at most 90 degrees, rounded to
 * a tenth, with the vertical.
 */
function dipsToTheRight(edges: readonly PointColumns[]): boolean {
  const top = edges[0]!;
  const bottom = edges[edges.length - 1]!;
  const at = (line: PointColumns, i: number) => toCartesian(line.lon[i]!, line.lat[i]!, line.depth[i]!);
  const left = at(top, 0);
  const right = at(top, 1);
  const topEdge = difference(right, left);
  const normals = [cross(difference(at(bottom, 0), left), topEdge), cross(difference(at(bottom, 1), right), topEdge)];
  if (normals.some((normal) => dot(normal, normal) === 0)) return true;
  return [left, right].every((corner, k) => {
    const cosine = dot(corner, normals[k]!) / Math.sqrt(dot(corner, corner) * dot(normals[k]!, normals[k]!));
    return roundEven(Math.acos(cosine) * DEGREES_PER_RADIAN, 1) <= 90;
  });
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function difference(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
