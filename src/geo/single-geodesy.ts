/**
 * Distances and directions on the sphere between places in single precision, computed in single precision: what the
 * reference does with the nodes of ruptures that it read back. Up to a metre off at longitude 180.
 */
import {
  asinSingle,
  atan2Single,
  cosSingle,
  degreesSingle,
  radiansSingle,
  sinSingle,
} from "../numerics/single-precision.ts";
import { DEGREES_PER_RADIAN, EARTH_RADIUS, type LonLat, modulo, RADIANS_PER_DEGREE } from "./sphere.ts";

const { fround } = Math;

/**
 * Great-circle distance in km (haversine; degrees in).
 * @example geodeticDistanceSingle(0, 0, 1, 1) = 157.2494
 */
export function geodeticDistanceSingle(lon1: number, lat1: number, lon2: number, lat2: number): number {
  return haversine(radiansSingle(lon1), radiansSingle(lat1), radiansSingle(lon2), radiansSingle(lat2));
}

function haversine(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const sinLat = sinSingle(fround(fround(lat1 - lat2) / 2));
  const sinLon = sinSingle(fround(fround(lon1 - lon2) / 2));
  const cosines = fround(cosSingle(lat1) * cosSingle(lat2));
  const square = fround(fround(sinLat * sinLat) + fround(cosines * fround(sinLon * sinLon)));
  return fround(2 * EARTH_RADIUS * asinSingle(fround(Math.sqrt(square))));
}

/**
 * Initial azimuth of the great circle from the first point to the second, degrees in [0, 360).
 * @example azimuthSingle(0, 0, 1, 1) = 44.99564
 */
export function azimuthSingle(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const phi1 = radiansSingle(lat1);
  const phi2 = radiansSingle(lat2);
  const lambda = fround(radiansSingle(lon1) - radiansSingle(lon2));
  const cosPhi2 = cosSingle(phi2);
  const east = fround(sinSingle(lambda) * cosPhi2);
  const across = fround(fround(sinSingle(phi1) * cosPhi2) * cosSingle(lambda));
  const north = fround(fround(cosSingle(phi1) * sinSingle(phi2)) - across);
  return fround(modulo(fround(360 - degreesSingle(atan2Single(east, north))), 360));
}

/**
 * Signed distance in km from sites in double precision to the great circle through a place in single precision: the
 * triangle of the place, the site and its projection, whose hypotenuse is single and whose angle is double.
 *
 * @param direction of the circle at the place, degrees; sites on its right have positive distances
 * @returns a function of the site in degrees
 */
export function distanceToArcSingle(
  lon: number,
  lat: number,
  direction: number,
): (siteLon: number, siteLat: number) => number {
  const lambda = radiansSingle(lon);
  const phi = radiansSingle(lat);
  const cosPhi = cosSingle(phi);
  const sinPhi = sinSingle(phi);
  return (siteLon, siteLat) => {
    const siteLambda = siteLon * RADIANS_PER_DEGREE;
    const sitePhi = siteLat * RADIANS_PER_DEGREE;
    const cosSite = Math.cos(sitePhi);
    const course = Math.atan2(
      Math.sin(lambda - siteLambda) * cosSite,
      cosPhi * Math.sin(sitePhi) - sinPhi * cosSite * Math.cos(lambda - siteLambda),
    );
    const bearing = modulo(360 - course * DEGREES_PER_RADIAN, 360);
    const distance = haversine(lambda, phi, fround(siteLambda), fround(sitePhi));
    const angle = modulo(bearing - direction + 360, 360) * RADIANS_PER_DEGREE;
    const sine = Math.sin(angle) * sinSingle(fround(distance / EARTH_RADIUS));
    return (Math.PI / 2 - Math.acos(sine)) * EARTH_RADIUS;
  };
}

/** Half way between two places on their great circle, degrees. The same place twice is returned unchanged. */
export function middlePointSingle(lon1: number, lat1: number, lon2: number, lat2: number): LonLat {
  if (lon1 === lon2 && lat1 === lat2) return [lon1, lat1];
  const half = fround(geodeticDistanceSingle(lon1, lat1, lon2, lat2) / 2);
  const lambda = radiansSingle(lon1);
  const phi = radiansSingle(lat1);
  const direction = radiansSingle(fround(360 - azimuthSingle(lon1, lat1, lon2, lat2)));
  const angle = fround(half / EARTH_RADIUS);
  const [sinAngle, cosAngle] = [sinSingle(angle), cosSingle(angle)];
  const [sinPhi, cosPhi] = [sinSingle(phi), cosSingle(phi)];
  const sine = fround(fround(sinPhi * cosAngle) + fround(fround(cosPhi * sinAngle) * cosSingle(direction)));
  const west = atan2Single(
    fround(fround(sinSingle(direction) * sinAngle) * cosPhi),
    fround(cosAngle - fround(sinPhi * sine)),
  );
  const turn = fround(2 * Math.PI);
  const folded = fround(modulo(fround(fround(lambda - west) + fround(Math.PI)), turn));
  return [degreesSingle(fround(folded - fround(Math.PI))), degreesSingle(asinSingle(sine))];
}

/**
 * Initial azimuth from a site in double precision to a place in single precision, degrees in [0, 360).
 * @example azimuthToSingle(0, 0, 1, 1) = 44.99564
 */
export function azimuthToSingle(siteLon: number, siteLat: number, lon: number, lat: number): number {
  const sitePhi = siteLat * RADIANS_PER_DEGREE;
  const phi = radiansSingle(lat);
  const lambda = siteLon * RADIANS_PER_DEGREE - radiansSingle(lon);
  const cosPhi = cosSingle(phi);
  const course = Math.atan2(
    Math.sin(lambda) * cosPhi,
    Math.cos(sitePhi) * sinSingle(phi) - Math.sin(sitePhi) * cosPhi * Math.cos(lambda),
  );
  return modulo(360 - course * DEGREES_PER_RADIAN, 360);
}
