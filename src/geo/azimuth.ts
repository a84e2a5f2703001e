/** Directions on the sphere, degrees clockwise from north. */
import { geodeticDistanceFloat32 } from "./distance.ts";
import { DEGREES_PER_RADIAN, type LonLatColumns, modulo, RADIANS_PER_DEGREE } from "./sphere.ts";

/**
 * Initial azimuth of the great circle from the first point to the second, degrees in [0, 360).
 * @example azimuth(0, 0, 1, 1) = 44.99564
 */
export function azimuth(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const phi1 = lat1 * RADIANS_PER_DEGREE;
  const phi2 = lat2 * RADIANS_PER_DEGREE;
  const lambda = (lon1 - lon2) * RADIANS_PER_DEGREE;
  const cosPhi2 = Math.cos(phi2);
  const back = Math.atan2(
    Math.sin(lambda) * cosPhi2,
    Math.cos(phi1) * Math.sin(phi2) - Math.sin(phi1) * cosPhi2 * Math.cos(lambda),
  );
  return modulo(360 - back * DEGREES_PER_RADIAN, 360);
}

/** Azimuths from one point to many, degrees. */
export function azimuths(
  lon: number,
  lat: number,
  lons: Float64Array,
  lats: Float64Array,
  out: Float64Array = new Float64Array(lons.length),
): Float64Array {
  for (let i = 0; i < lons.length; i++) out[i] = azimuth(lon, lat, lons[i]!, lats[i]!);
  return out;
}

/**
 * Mean direction of a line in degrees [0, 360): the azimuth of a line of two points, otherwise the circular mean of
 * the segments' azimuths weighted by their lengths (float32 radians, docs/method/sources.md 7.4).
 */
export function averageAzimuth(line: LonLatColumns): number {
  const { lon, lat } = line;
  const n = lon.length;
  if (n === 2) return azimuth(lon[0]!, lat[0]!, lon[1]!, lat[1]!);
  let sines = 0;
  let cosines = 0;
  for (let i = 0; i + 1 < n; i++) {
    const weight = geodeticDistanceFloat32(lon[i]!, lat[i]!, lon[i + 1]!, lat[i + 1]!);
    const direction = azimuth(lon[i]!, lat[i]!, lon[i + 1]!, lat[i + 1]!) * RADIANS_PER_DEGREE;
    sines += weight * Math.sin(direction);
    cosines += weight * Math.cos(direction);
  }
  return modulo(Math.atan2(sines, cosines) * DEGREES_PER_RADIAN, 360);
}
