/** Cartesian coordinates in km, origin at the Earth's centre: x towards (0, 0), y towards (90, 0), z towards the north pole. */
import { cosSingle, radiansSingle, sinSingle } from "../numerics/single-precision.ts";
import {
  DEGREES_PER_RADIAN,
  EARTH_RADIUS,
  type LonLatColumns,
  type PointColumns,
  RADIANS_PER_DEGREE,
} from "./sphere.ts";

export type Vector = readonly [x: number, y: number, z: number];

export interface CartesianColumns {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
}

/** One point; depth in km positive down. */
export function toCartesian(lon: number, lat: number, depth: number): Vector {
  const phi = lat * RADIANS_PER_DEGREE;
  const lambda = lon * RADIANS_PER_DEGREE;
  const r = EARTH_RADIUS - depth;
  const horizontal = r * Math.cos(phi);
  return [horizontal * Math.cos(lambda), horizontal * Math.sin(lambda), r * Math.sin(phi)];
}

/** Many points; points without a depth column lie at depth 0. */
export function cartesianColumns(points: PointColumns | LonLatColumns): CartesianColumns {
  const { lon, lat } = points;
  const depth = "depth" in points ? points.depth : undefined;
  const n = lon.length;
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  const z = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const phi = lat[i]! * RADIANS_PER_DEGREE;
    const lambda = lon[i]! * RADIANS_PER_DEGREE;
    const r = depth === undefined ? EARTH_RADIUS : EARTH_RADIUS - depth[i]!;
    const horizontal = r * Math.cos(phi);
    x[i] = horizontal * Math.cos(lambda);
    y[i] = horizontal * Math.sin(lambda);
    z[i] = r * Math.sin(phi);
  }
  return { x, y, z };
}

/** The same in single precision throughout, for points whose coordinates are: up to a metre off at longitude 180. */
export function singleCartesianColumns(points: PointColumns | LonLatColumns): CartesianColumns {
  const { lon, lat } = points;
  const depth = "depth" in points ? points.depth : undefined;
  const { fround } = Math;
  const n = lon.length;
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  const z = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const phi = radiansSingle(lat[i]!);
    const lambda = radiansSingle(lon[i]!);
    const r = depth === undefined ? EARTH_RADIUS : fround(EARTH_RADIUS - depth[i]!);
    const horizontal = fround(r * cosSingle(phi));
    x[i] = fround(horizontal * cosSingle(lambda));
    y[i] = fround(horizontal * sinSingle(lambda));
    z[i] = fround(r * sinSingle(phi));
  }
  return { x, y, z };
}

/** Back to longitude, latitude (degrees) and depth (km). */
export function fromCartesian(x: number, y: number, z: number): readonly [lon: number, lat: number, depth: number] {
  const r = Math.sqrt(x * x + y * y + z * z);
  const sine = Math.max(-1, Math.min(1, z / r));
  return [Math.atan2(y, x) * DEGREES_PER_RADIAN, Math.asin(sine) * DEGREES_PER_RADIAN, EARTH_RADIUS - r];
}

/**
 * Straight distance in km of two surface points (degrees), through the Earth.
 * @example chord(0, 0, 1, 0) = 111.1935
 */
export function chord(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const [x1, y1, z1] = toCartesian(lon1, lat1, 0);
  const [x2, y2, z2] = toCartesian(lon2, lat2, 0);
  return Math.sqrt((x1 - x2) ** 2 + (y1 - y2) ** 2 + (z1 - z2) ** 2);
}
