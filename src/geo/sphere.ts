/** The Earth of every distance here: a sphere of 6371 km, as in the reference engine. */
export const EARTH_RADIUS = 6371.0;

export const RADIANS_PER_DEGREE = Math.PI / 180;
export const DEGREES_PER_RADIAN = 180 / Math.PI;

/**
 * Degrees of latitude a kilometre takes, in box filters and grid cells only (docs/method/classical.md): a rounded
 * constant of the reference, 1.3e-6 away from 180 / (pi R).
 */
export const DEGREES_PER_KM = 0.0089932;

/** A place on the surface: longitude and latitude in degrees. */
export type LonLat = readonly [lon: number, lat: number];

/** Points as columns: degrees, and km positive down. */
export interface PointColumns {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly depth: Float64Array;
}

/** Points on the surface as columns, degrees. */
export interface LonLatColumns {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
}

/**
 * `x mod m` in [0, m), for m > 0 (JavaScript's `%` keeps the sign of x).
 * @example modulo(-30, 360) = 330
 */
export function modulo(x: number, m: number): number {
  const rest = x % m;
  if (rest === 0) return 0;
  return rest < 0 ? rest + m : rest;
}

/**
 * Longitude difference or longitude folded to [-180, 180).
 * @example foldLongitude(190) = -170
 */
export function foldLongitude(degrees: number): number {
  return modulo(degrees + 180, 360) - 180;
}
