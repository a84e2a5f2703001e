/** Distances on and in the sphere. */
import { EARTH_RADIUS, RADIANS_PER_DEGREE } from "./sphere.ts";

/**
 * Great-circle distance of two surface points in km (haversine; degrees in).
 * @example geodeticDistance(0, 0, 1, 1) = 157.2494
 */
export function geodeticDistance(lon1: number, lat1: number, lon2: number, lat2: number): number {
  return haversine(
    lon1 * RADIANS_PER_DEGREE,
    lat1 * RADIANS_PER_DEGREE,
    lon2 * RADIANS_PER_DEGREE,
    lat2 * RADIANS_PER_DEGREE,
  );
}

/**
 * Great-circle distance in km from coordinates that went through float32 radians, as the reference computes it between
 * two arrays (docs/method/sources.md 0.1): up to 0.76 m off per point. Used only where that decides a number.
 * @example geodeticDistanceFloat32(0, 0, 1, 1) = 157.2494
 */
export function geodeticDistanceFloat32(lon1: number, lat1: number, lon2: number, lat2: number): number {
  return haversine(
    Math.fround(lon1 * RADIANS_PER_DEGREE),
    Math.fround(lat1 * RADIANS_PER_DEGREE),
    Math.fround(lon2 * RADIANS_PER_DEGREE),
    Math.fround(lat2 * RADIANS_PER_DEGREE),
  );
}

function haversine(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const sinLat = Math.sin((lat1 - lat2) / 2);
  const sinLon = Math.sin((lon1 - lon2) / 2);
  const h = sinLat * sinLat + Math.cos(lat1) * Math.cos(lat2) * sinLon * sinLon;
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
}

/**
 * Distance in km of two points at depth: great circle and depth difference as the legs of a right triangle, without
 * curvature.
 * @example distance3d(0, 0, 10, 1, 1, 0) = 157.567
 */
export function distance3d(
  lon1: number,
  lat1: number,
  depth1: number,
  lon2: number,
  lat2: number,
  depth2: number,
): number {
  const horizontal = geodeticDistance(lon1, lat1, lon2, lat2);
  const vertical = depth1 - depth2;
  return Math.sqrt(horizontal * horizontal + vertical * vertical);
}

/** Great-circle distances in km from one point to many. `out` may be given to be filled. */
export function geodeticDistances(
  lon: number,
  lat: number,
  lons: Float64Array,
  lats: Float64Array,
  out: Float64Array = new Float64Array(lons.length),
): Float64Array {
  for (let i = 0; i < lons.length; i++) out[i] = geodeticDistance(lon, lat, lons[i]!, lats[i]!);
  return out;
}
