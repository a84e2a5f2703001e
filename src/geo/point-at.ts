/** The direct problem of geodesy on the sphere. */
import { azimuth } from "./azimuth.ts";
import { geodeticDistance } from "./distance.ts";
import { DEGREES_PER_RADIAN, EARTH_RADIUS, type LonLat, modulo, RADIANS_PER_DEGREE } from "./sphere.ts";

/** Where one arrives from (lon, lat) after `km` along a great circle that starts with `azimuth` degrees; lon in [-180, 180). */
export function pointAt(lon: number, lat: number, azimuth: number, km: number): LonLat {
  const phi = lat * RADIANS_PER_DEGREE;
  const direction = azimuth * RADIANS_PER_DEGREE;
  const angle = km / EARTH_RADIUS;
  const sinPhi = Math.sin(phi);
  const cosPhi = Math.cos(phi);
  const sinAngle = Math.sin(angle);
  const cosAngle = Math.cos(angle);
  const sinArrival = sinPhi * cosAngle + cosPhi * sinAngle * Math.cos(direction);
  const west = Math.atan2(-Math.sin(direction) * sinAngle * cosPhi, cosAngle - sinPhi * sinArrival);
  const lambda = modulo(lon * RADIANS_PER_DEGREE - west + Math.PI, 2 * Math.PI) - Math.PI;
  return [lambda * DEGREES_PER_RADIAN, Math.asin(Math.max(-1, Math.min(1, sinArrival))) * DEGREES_PER_RADIAN];
}

/** Half way between two points on their great circle. The same point twice is returned unchanged. */
export function middlePoint(lon1: number, lat1: number, lon2: number, lat2: number): LonLat {
  if (lon1 === lon2 && lat1 === lat2) return [lon1, lat1];
  const half = geodeticDistance(lon1, lat1, lon2, lat2) / 2;
  return pointAt(lon1, lat1, azimuth(lon1, lat1, lon2, lat2), half);
}
