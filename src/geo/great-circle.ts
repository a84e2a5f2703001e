/** Signed distances of a target to great circles and their pieces, km; positive on the right of the direction. */
import { azimuth } from "./azimuth.ts";
import { chord } from "./cartesian.ts";
import { geodeticDistance } from "./distance.ts";
import { EARTH_RADIUS, RADIANS_PER_DEGREE } from "./sphere.ts";

/**
 * To the whole great circle through (lon, lat) with azimuth `direction` degrees.
 * @example distanceToArc(0, 0, 0, 1, 1) = 111.178
 */
export function distanceToArc(
  lon: number,
  lat: number,
  direction: number,
  targetLon: number,
  targetLat: number,
): number {
  const angle = geodeticDistance(lon, lat, targetLon, targetLat) / EARTH_RADIUS;
  const bearing = (azimuth(lon, lat, targetLon, targetLat) - direction) * RADIANS_PER_DEGREE;
  return EARTH_RADIUS * Math.asin(Math.sin(bearing) * Math.sin(angle));
}

/**
 * To the half of that circle that lies ahead of (lon, lat). Targets behind get their distance to the origin, negative
 * on the left.
 * @example distanceToSemiArc(0, 0, 0, 1, 1) = 111.178
 */
export function distanceToSemiArc(
  lon: number,
  lat: number,
  direction: number,
  targetLon: number,
  targetLat: number,
): number {
  const distance = geodeticDistance(lon, lat, targetLon, targetLat);
  const bearing = (azimuth(lon, lat, targetLon, targetLat) - direction) * RADIANS_PER_DEGREE;
  if (Math.cos(bearing) > 0) return EARTH_RADIUS * Math.asin(Math.sin(bearing) * Math.sin(distance / EARTH_RADIUS));
  return Math.sin(bearing) < 0 ? -distance : distance;
}

/**
 * To the segment between two points: the distance to its arc where the target lies beside it, otherwise the straight
 * chord to the nearer end; negative on the left.
 * @example signedDistanceToSegment(0, 0, 0, 2, 1, 1) = 111.178
 */
export function signedDistanceToSegment(
  lon1: number,
  lat1: number,
  lon2: number,
  lat2: number,
  targetLon: number,
  targetLat: number,
): number {
  const direction = azimuth(lon1, lat1, lon2, lat2);
  const bearing1 = (azimuth(lon1, lat1, targetLon, targetLat) - direction) * RADIANS_PER_DEGREE;
  const bearing2 = (azimuth(lon2, lat2, targetLon, targetLat) - direction) * RADIANS_PER_DEGREE;
  const beside = Math.cos(bearing1) >= 0 && Math.cos(bearing2) <= 0;
  const distance = beside
    ? Math.abs(distanceToArc(lon1, lat1, direction, targetLon, targetLat))
    : Math.min(chord(lon1, lat1, targetLon, targetLat), chord(lon2, lat2, targetLon, targetLat));
  return Math.sin(bearing1) < 0 ? -distance : distance;
}
