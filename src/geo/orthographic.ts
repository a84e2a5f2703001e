/** Orthographic projection of the 6371 km sphere: a plane in km that touches it at the centre. */
import { cosLibm, sinLibm } from "../numerics/single-libm.ts";
import { radiansSingle } from "../numerics/single-precision.ts";
import { type BoundingBox, boundingBox } from "./bounding-box.ts";
import { middlePoint } from "./point-at.ts";
import { DEGREES_PER_RADIAN, EARTH_RADIUS, type LonLat, type LonLatColumns, RADIANS_PER_DEGREE } from "./sphere.ts";

/** Centre in radians, with what the formulas need of it. */
export interface Orthographic {
  readonly lambda0: number;
  readonly phi0: number;
  readonly sinPhi0: number;
  readonly cosPhi0: number;
}

export interface PlaneColumns {
  /** km east and north of the centre. */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export function orthographicAround(lon: number, lat: number): Orthographic {
  const phi0 = lat * RADIANS_PER_DEGREE;
  return { lambda0: lon * RADIANS_PER_DEGREE, phi0, sinPhi0: Math.sin(phi0), cosPhi0: Math.cos(phi0) };
}

/** The reference's projection of a region: centred half way from its north-west to its south-east corner. */
export function orthographicOfBox(box: BoundingBox): Orthographic {
  const [lon, lat] = middlePoint(box.west, box.north, box.east, box.south);
  return orthographicAround(lon, lat);
}

export function orthographicOf(points: LonLatColumns): Orthographic {
  return orthographicOfBox(boundingBox(points));
}

/**
 * Projects degrees to km. Points on the far side of the Earth fold onto the near one, as in the reference: keep to a
 * region well below 90 degrees around the centre.
 */
export function project(projection: Orthographic, lon: number, lat: number): readonly [x: number, y: number] {
  const phi = lat * RADIANS_PER_DEGREE;
  const lambda = lon * RADIANS_PER_DEGREE - projection.lambda0;
  const cosPhi = Math.cos(phi);
  return [
    EARTH_RADIUS * cosPhi * Math.sin(lambda),
    EARTH_RADIUS * (projection.cosPhi0 * Math.sin(phi) - projection.sinPhi0 * cosPhi * Math.cos(lambda)),
  ];
}

export function projectColumns(projection: Orthographic, points: LonLatColumns): PlaneColumns {
  const n = points.lon.length;
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const there = project(projection, points.lon[i]!, points.lat[i]!);
    x[i] = there[0];
    y[i] = there[1];
  }
  return { x, y };
}

/** The same for points in single precision: angles, sines and cosines are single, the plane coordinates are not. */
export function projectColumnsSingle(projection: Orthographic, points: LonLatColumns): PlaneColumns {
  const { lambda0, sinPhi0, cosPhi0 } = projection;
  const n = points.lon.length;
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const phi = radiansSingle(points.lat[i]!);
    const lambda = Math.fround(radiansSingle(points.lon[i]!) - lambda0);
    const cosPhi = cosLibm(phi);
    x[i] = Math.fround(cosPhi * sinLibm(lambda)) * EARTH_RADIUS;
    y[i] = (cosPhi0 * sinLibm(phi) - sinPhi0 * cosPhi * cosLibm(lambda)) * EARTH_RADIUS;
  }
  return { x, y };
}

/** Back from km to degrees; longitudes folded to (-180, 180]. */
export function unproject(projection: Orthographic, x: number, y: number): LonLat {
  const { lambda0, sinPhi0, cosPhi0 } = projection;
  const u = x / EARTH_RADIUS;
  const v = y / EARTH_RADIUS;
  const c = Math.sqrt(1 - (u * u + v * v));
  const lat = Math.asin(c * sinPhi0 + v * cosPhi0) * DEGREES_PER_RADIAN;
  let lon = (lambda0 + Math.atan2(u, cosPhi0 * c - v * sinPhi0)) * DEGREES_PER_RADIAN;
  if (lon >= 180) lon -= 360;
  else if (lon <= -180) lon += 360;
  return [lon, lat];
}
