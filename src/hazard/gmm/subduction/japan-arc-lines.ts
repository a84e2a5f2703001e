/** Trench and volcanic fronts of Japan, and distances to them, for models with anomalous intensities. Degrees and km. */
import { azimuth } from "../../../geo/azimuth.ts";
import { distanceToSemiArc, signedDistanceToSegment } from "../../../geo/great-circle.ts";

/** Points (lon, lat). */
export type ArcLine = readonly (readonly [lon: number, lat: number])[];

/** Trench of the Pacific plate. */
export const TRENCH: ArcLine = [
  [143.5, 24],
  [143, 29],
  [141.9, 33.8],
  [142.4, 35.8],
  [143.25, 36.55],
  [143.8, 37.7],
  [144.2, 39.2],
  [144.3, 40.1],
  [144.65, 41],
  [146.8, 42],
  [153, 45.5],
];

/** Volcanic front of the south-west, Si & Midorikawa (1999). */
export const SOUTH_WEST_FRONT: ArcLine = [
  [122, 24.5],
  [124, 24.5],
  [128.3, 27.9],
  [129.7, 29.5],
  [130.8, 31.5],
  [131.6, 33.4],
  [132, 34.9],
  [133.7, 35.3],
  [134.9, 35.3],
  [136.9, 36.2],
];

/** Volcanic front of the Pacific plate, Morikawa & Fujiwara (2013). */
export const PACIFIC_FRONT: ArcLine = [
  [141.6, 24],
  [140.2, 31],
  [139.7, 34.1],
  [138.7, 36.1],
  [140.1, 37.2],
  [141, 39.3],
  [141.2, 42.6],
  [145, 43.6],
  [146.9, 44.3],
  [150, 45.9],
];

/** Volcanic front of the Philippine Sea plate, Morikawa & Fujiwara (2013). */
export const PHILIPPINE_FRONT: ArcLine = [
  [122, 24.5],
  [124, 24.5],
  [128.3, 27.9],
  [129.7, 29.5],
  [130.8, 31.5],
  [131.6, 33.4],
  [132, 34.9],
  [133.7, 35.3],
  [134.9, 35.3],
  [136.9, 36.2],
  [138.7, 36.2],
];

/** Outline of the slab of the Philippine Sea plate, zone 4 of the Japanese hazard maps. */
export const PHILIPPINE_ZONE_4: ArcLine = [
  [132.133, 33.217],
  [131.917, 32.933],
  [131.7, 32.533],
  [131.517, 32.017],
  [131.483, 31.783],
  [131.083, 31.067],
  [130.9, 30.817],
  [130.3, 31.05],
  [130, 31.267],
  [130.4, 32],
  [130.6, 32.367],
  [131, 32.65],
  [131.283, 33.267],
];

/** ... and zone 5. */
export const PHILIPPINE_ZONE_5: ArcLine = [
  [130.3, 31.05],
  [130.9, 30.817],
  [130.467, 30.25],
  [130.067, 29.8],
  [129.6, 29.233],
  [129.2, 28.6],
  [128.8, 28.1],
  [127.767, 27.1],
  [126.817, 26.1],
  [126.267, 25.6],
  [125.3, 24.967],
  [125, 24.85],
  [124.5, 24.717],
  [123.7, 24.633],
  [123, 24.533],
  [122.5, 24.55],
  [122.233, 24.55],
  [121.5, 24.55],
  [122.233, 25.333],
  [123, 25.5],
  [124, 25.767],
  [125, 26.5],
  [126, 27.267],
  [127, 28],
  [128, 28.817],
  [129, 30],
  [130, 31.267],
];

/**
 * Distance to a line, positive on its right: to its segments, the first and the last of which go on beyond the ends as great
 * circles.
 */
export function distanceToLine(line: ArcLine, lon: number, lat: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 1 < line.length; i++) {
    const distance = segmentDistance(line, i, lon, lat);
    if (Math.abs(distance) < Math.abs(nearest)) nearest = distance;
  }
  return nearest;
}

function segmentDistance(line: ArcLine, i: number, lon: number, lat: number): number {
  const [lon1, lat1] = line[i]!;
  const [lon2, lat2] = line[i + 1]!;
  if (i === 0) return -distanceToSemiArc(lon2, lat2, azimuth(lon2, lat2, lon1, lat1), lon, lat);
  if (i === line.length - 2) return distanceToSemiArc(lon1, lat1, azimuth(lon1, lat1, lon2, lat2), lon, lat);
  return signedDistanceToSegment(lon1, lat1, lon2, lat2, lon, lat);
}
