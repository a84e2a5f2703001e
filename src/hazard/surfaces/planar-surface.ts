/** Planar surfaces given by their four corners: characteristic sources, sections, non-parametric ruptures (docs/method/sources.md 4.2). */
import { azimuth } from "../../geo/azimuth.ts";
import { toCartesian } from "../../geo/cartesian.ts";
import { distance3d } from "../../geo/distance.ts";
import { middlePoint } from "../../geo/point-at.ts";
import type { Point } from "../../geo/spaced-points.ts";
import { DEGREES_PER_RADIAN } from "../../geo/sphere.ts";
import { InputError, type ProblemPlace } from "../../input-error.ts";
import { planeExtents } from "./plane-frame.ts";
import type { PlanarGeometry } from "./surface-geometry.ts";

/** A rectangle may differ in its edges by this share of its area (km of length a km2). */
const IMPERFECTION = 0.004;

export interface PlanarSurface {
  /** Top left, top right, bottom left, bottom right as given: lon, lat, depth each. */
  readonly points: readonly [Point, Point, Point, Point];
  /** The same in Cartesian km: 12 numbers. */
  readonly corners: Float64Array;
  /** Degrees: azimuth of the top edge, angle of the left edge. */
  readonly strike: number;
  readonly dip: number;
  /** km and km2. */
  readonly length: number;
  readonly width: number;
  readonly area: number;
  readonly ztor: number;
  readonly zbot: number;
  /** Half way from the top left to the bottom right corner, at mean depth. */
  readonly centroid: Point;
  readonly topEdgeCentroid: Point;
}

/**
 * The surface of four corners.
 * @throws InputError for edges that are not level, corners in the wrong order, edges of different lengths, or a dip outside (0, 90].
 */
export function planarSurface(geometry: PlanarGeometry, place: ProblemPlace = {}): PlanarSurface {
  const { topLeft, topRight, bottomLeft, bottomRight } = geometry;
  const refuse = (message: string): never => {
    throw new InputError(message, { parameter: "planarSurface", ...place });
  };
  if (topLeft[2] !== topRight[2] || bottomLeft[2] !== bottomRight[2])
    refuse("top and bottom edges must be parallel to the earth surface");
  const surface = planeOf([topLeft, topRight, bottomLeft, bottomRight]);
  const { dip, length, width } = surface;
  if (!(dip > 0 && dip <= 90)) refuse(`dip ${dip} is out of range (0, 90]`);
  const { topLength, bottomLength } = planeExtents(surface.corners, 0);
  if (bottomLength < 0) refuse("corners are in the wrong order");
  if (!(Math.abs(topLength - bottomLength) <= IMPERFECTION * width * length))
    refuse("top and bottom edges have different lengths");
  return surface;
}

/** The surface of four corners that are known to be those of a rectangle: top left, top right, bottom left, bottom right. */
export function planeOf(points: readonly [Point, Point, Point, Point]): PlanarSurface {
  const [topLeft, topRight, bottomLeft, bottomRight] = points;
  const corners = Float64Array.from(points.flatMap(([lon, lat, depth]) => toCartesian(lon, lat, depth)));
  const strike = azimuth(topLeft[0], topLeft[1], topRight[0], topRight[1]);
  const sine = (bottomLeft[2] - topLeft[2]) / distance3d(...topLeft, ...bottomLeft);
  const dip = Math.asin(sine) * DEGREES_PER_RADIAN;
  const { length, width } = planeExtents(corners, 0);
  const [lon, lat] = middlePoint(topLeft[0], topLeft[1], bottomRight[0], bottomRight[1]);
  const [topLon, topLat] = middlePoint(topLeft[0], topLeft[1], topRight[0], topRight[1]);
  return {
    points,
    corners,
    strike,
    dip,
    length,
    width,
    area: length * width,
    ztor: topLeft[2],
    zbot: Math.max(topLeft[2], bottomLeft[2]),
    centroid: [lon, lat, (topLeft[2] + bottomRight[2]) / 2],
    topEdgeCentroid: [topLon, topLat, topLeft[2]],
  };
}
