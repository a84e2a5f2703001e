/** Polylines: length, corners. Coordinates lon, lat (degrees), depth (km positive down). */
import { azimuth } from "./azimuth.ts";
import { distance3d } from "./distance.ts";
import type { PointColumns } from "./sphere.ts";

/** Successive points nearer than this (km, 3-D) are one point. */
const SAME_POINT_KM = 0.001;

/** Makes a line of interleaved coordinates: `stride` 2 (lon, lat; depth 0) or 3 (lon, lat, depth). */
export function lineOf(interleaved: ArrayLike<number>, stride: 2 | 3): PointColumns {
  const n = interleaved.length / stride;
  const lon = new Float64Array(n);
  const lat = new Float64Array(n);
  const depth = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    lon[i] = interleaved[i * stride]!;
    lat[i] = interleaved[i * stride + 1]!;
    if (stride === 3) depth[i] = interleaved[i * stride + 2]!;
  }
  return { lon, lat, depth };
}

/** The points of a line at the given indices, in that order. */
export function pickPoints(line: PointColumns, indices: readonly number[]): PointColumns {
  return {
    lon: Float64Array.from(indices, (i) => line.lon[i]!),
    lat: Float64Array.from(indices, (i) => line.lat[i]!),
    depth: Float64Array.from(indices, (i) => line.depth[i]!),
  };
}

/** Drops every point that equals (to a metre) the last one kept. */
export function withoutRepeatedPoints(line: PointColumns): PointColumns {
  const { lon, lat, depth } = line;
  const kept = [0];
  let last = 0;
  for (let i = 1; i < lon.length; i++) {
    if (distance3d(lon[last]!, lat[last]!, depth[last]!, lon[i]!, lat[i]!, depth[i]!) < SAME_POINT_KM) continue;
    kept.push(i);
    last = i;
  }
  return kept.length === lon.length ? line : pickPoints(line, kept);
}

/** Length of segment i, km (3-D). */
export function segmentLength(line: PointColumns, i: number): number {
  const { lon, lat, depth } = line;
  return distance3d(lon[i]!, lat[i]!, depth[i]!, lon[i + 1]!, lat[i + 1]!, depth[i + 1]!);
}

/** Length in km: the sum of the 3-D lengths of the segments. */
export function lineLength(line: PointColumns): number {
  let sum = 0;
  for (let i = 0; i + 1 < line.lon.length; i++) sum += segmentLength(line, i);
  return sum;
}

/**
 * The first and last points and every vertex where the azimuth turns by more than `degrees` (plain difference of
 * azimuths, without wrap at 360, as in the reference).
 */
export function keepCorners(line: PointColumns, degrees: number): PointColumns {
  const { lon, lat } = line;
  const n = lon.length;
  const kept = [0];
  for (let i = 1; i + 1 < n; i++) {
    const before = azimuth(lon[i - 1]!, lat[i - 1]!, lon[i]!, lat[i]!);
    const after = azimuth(lon[i]!, lat[i]!, lon[i + 1]!, lat[i + 1]!);
    if (Math.abs(after - before) > degrees) kept.push(i);
  }
  kept.push(n - 1);
  return pickPoints(line, kept);
}
