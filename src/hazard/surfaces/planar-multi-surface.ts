/** Several planar surfaces that rupture together (docs/method/sources.md 6.4). */

import { boundingBox } from "../../geo/bounding-box.ts";
import { toCartesian } from "../../geo/cartesian.ts";
import { middlePoint } from "../../geo/point-at.ts";
import type { Point } from "../../geo/spaced-points.ts";
import { DEGREES_PER_RADIAN, type LonLatColumns, modulo, RADIANS_PER_DEGREE } from "../../geo/sphere.ts";
import type { ProblemPlace } from "../../input-error.ts";
import { type GeneralizedCoordinates, generalizedCoordinates } from "./generalized-coordinates.ts";
import { type PlanarSurface, planarSurface } from "./planar-surface.ts";
import { distanceToPlane, type Planes, planesOf } from "./planes.ts";
import type { PlanarGeometry } from "./surface-geometry.ts";

/** Parameters as the reference keeps them: single precision. */
export interface SurfaceParameters {
  readonly area: number;
  readonly strike: number;
  readonly dip: number;
  readonly width: number;
  readonly ztor: number;
  readonly zbot: number;
}

export interface PlanarMultiSurface {
  readonly surfaces: readonly PlanarSurface[];
  /** The same, one row each, for distances. */
  readonly planes: Planes;
  /** Area-weighted means; the strike is a circular one, the area the sum. zbot is the deepest corner's depth. */
  readonly parameters: SurfaceParameters;
  /** Of the surface nearest to the middle of the box. */
  readonly centroid: Point;
  /** For rx and ry0. */
  readonly coordinates: GeneralizedCoordinates;
}

/** @throws InputError if one of the surfaces is no rectangle */
export function planarMultiSurface(
  geometries: readonly PlanarGeometry[],
  place: ProblemPlace = {},
): PlanarMultiSurface {
  return joinedPlanes(geometries.map((geometry) => planarSurface(geometry, place)));
}

/** Planes that rupture together. */
export function joinedPlanes(surfaces: readonly PlanarSurface[]): PlanarMultiSurface {
  const planes = planesOf(surfaces);
  const deepest = surfaces.reduce((most, surface) => Math.max(most, surface.zbot), Number.NEGATIVE_INFINITY);
  return {
    surfaces,
    planes,
    parameters: { ...combinedParameters(surfaces), zbot: deepest },
    centroid: surfaces.length === 1 ? surfaces[0]!.centroid : surfaces[nearestToMiddle(surfaces, planes)]!.centroid,
    coordinates: generalizedCoordinates(surfaces.map(topEdge)),
  };
}

function topEdge({ points: [topLeft, topRight] }: PlanarSurface): LonLatColumns {
  return { lon: Float64Array.of(topLeft[0], topRight[0]), lat: Float64Array.of(topLeft[1], topRight[1]) };
}

/** Sum of areas, area-weighted means of the rest, all in single precision. */
export function combinedParameters(sections: readonly SurfaceParameters[]): SurfaceParameters {
  const area = sections.reduce((sum, section) => Math.fround(sum + Math.fround(section.area)), 0);
  const weights = sections.map((section) => Math.fround(Math.fround(section.area) / area));
  const mean = (name: "dip" | "width" | "ztor" | "zbot") =>
    Math.fround(sections.reduce((sum, section, i) => sum + weights[i]! * Math.fround(section[name]), 0));
  let sines = 0;
  let cosines = 0;
  for (const [i, section] of sections.entries()) {
    const strike = Math.fround(section.strike) * RADIANS_PER_DEGREE;
    sines += Math.sin(strike) * weights[i]!;
    cosines += Math.cos(strike) * weights[i]!;
  }
  return {
    area,
    strike: Math.fround(modulo(Math.atan2(sines, cosines) * DEGREES_PER_RADIAN, 360)),
    dip: mean("dip"),
    width: mean("width"),
    ztor: mean("ztor"),
    zbot: mean("zbot"),
  };
}

/** Index of the surface nearest to the middle of the (single-precision) box's diagonal, first on ties. */
function nearestToMiddle(surfaces: readonly PlanarSurface[], planes: Planes): number {
  const corners = surfaces.flatMap((surface) => surface.points);
  const box = boundingBox({
    lon: Float64Array.from(corners, ([lon]) => Math.fround(lon)),
    lat: Float64Array.from(corners, ([, lat]) => Math.fround(lat)),
  });
  const [lon, lat] = middlePoint(box.west, box.north, box.east, box.south);
  const [x, y, z] = toCartesian(lon, lat, 0);
  const distances = Float64Array.from(surfaces, (_, plane) => distanceToPlane(planes, plane, x, y, z));
  return distances.indexOf(distances.reduce((least, km) => Math.min(least, km)));
}
