/** A gridded surface: a cloud of points without order, kept as a mesh of one row (docs/method/sources.md 5.6). */
import { lineOf } from "../../geo/line.ts";
import { orthographicOf } from "../../geo/orthographic.ts";
import type { Point } from "../../geo/spaced-points.ts";
import { InputError, type ProblemPlace } from "../../input-error.ts";
import { type Mesh, makeMesh, projectPlaces } from "./mesh.ts";
import { nodeOf } from "./mesh-centroid.ts";
import { fittedOrientation } from "./plane-fit.ts";
import type { GriddedGeometry } from "./surface-geometry.ts";
import type { WindowParameters } from "./surface-mesh.ts";

/** @throws InputError for fewer than two points */
export function griddedMesh(geometry: GriddedGeometry, place: ProblemPlace = {}): Mesh {
  const { lon, lat, depth } = lineOf(geometry.points, 3);
  if (lon.length < 2)
    throw new InputError(`a gridded surface has ${lon.length} point`, { ...place, allowed: "two or more" });
  return makeMesh(1, lon.length, lon, lat, depth);
}

/** Strike and dip of the fitted plane, depth range; a gridded surface has no width (NaN). */
export function cloudParameters(mesh: Mesh): WindowParameters {
  return {
    ...fittedOrientation(mesh, projectPlaces(mesh, orthographicOf(mesh), mesh)),
    width: Number.NaN,
    ztor: mesh.depth.reduce((least, depth) => Math.min(least, depth), Number.POSITIVE_INFINITY),
    zbot: mesh.depth.reduce((most, depth) => Math.max(most, depth), Number.NEGATIVE_INFINITY),
  };
}

/** The point nearest, in degrees, to the mean longitude and latitude. */
export function cloudCentroid(mesh: Mesh): Point {
  const n = mesh.lon.length;
  const lon = mesh.lon.reduce((sum, value) => sum + value, 0) / n;
  const lat = mesh.lat.reduce((sum, value) => sum + value, 0) / n;
  let middle = 0;
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < n; i++) {
    const square = (mesh.lon[i]! - lon) ** 2 + (mesh.lat[i]! - lat) ** 2;
    if (square < nearest) {
      nearest = square;
      middle = i;
    }
  }
  return nodeOf(mesh, middle);
}
