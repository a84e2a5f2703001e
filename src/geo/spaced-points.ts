/** Equally spaced points on the straight way between two points: along the great circle, depth linear. */
import { azimuth } from "./azimuth.ts";
import { geodeticDistance } from "./distance.ts";
import { pointAt } from "./point-at.ts";
import { roundAway } from "./rounding.ts";
import type { PointColumns } from "./sphere.ts";

export type Point = readonly [lon: number, lat: number, depth: number];

/**
 * `count` points from `start`, the i-th i/(count-1) of the way: `horizontal` km along `direction` degrees and
 * `vertical` km down. The first is `start` itself.
 */
export function pointsTowards(
  start: Point,
  direction: number,
  horizontal: number,
  vertical: number,
  count: number,
): PointColumns {
  const lon = new Float64Array(count);
  const lat = new Float64Array(count);
  const depth = new Float64Array(count);
  lon[0] = start[0];
  lat[0] = start[1];
  depth[0] = start[2];
  for (let i = 1; i < count; i++) {
    const there = pointAt(start[0], start[1], direction, (horizontal * i) / (count - 1));
    lon[i] = there[0];
    lat[i] = there[1];
    depth[i] = start[2] + (vertical * i) / (count - 1);
  }
  return { lon, lat, depth };
}

/** `count` (at least 2) points from `start` to `end`, both exactly included. */
export function pointsBetween(start: Point, end: Point, count: number): PointColumns {
  const points = pointsTowards(
    start,
    azimuth(start[0], start[1], end[0], end[1]),
    geodeticDistance(start[0], start[1], end[0], end[1]),
    end[2] - start[2],
    count,
  );
  points.lon[count - 1] = end[0];
  points.lat[count - 1] = end[1];
  points.depth[count - 1] = end[2];
  return points;
}

/**
 * Points from `start` towards `end` exactly `spacing` km apart (3-D). Their number is that of whole intervals nearest
 * to the distance, so the last one need not be `end`; `start` alone when the distance is below half the spacing.
 */
export function intervalsBetween(start: Point, end: Point, spacing: number): PointColumns {
  const horizontal = geodeticDistance(start[0], start[1], end[0], end[1]);
  const vertical = end[2] - start[2];
  const distance = roundAway(Math.sqrt(horizontal * horizontal + vertical * vertical), 7);
  const intervals = roundAway(distance / spacing);
  if (intervals === 0)
    return { lon: Float64Array.of(start[0]), lat: Float64Array.of(start[1]), depth: Float64Array.of(start[2]) };
  const stretch = (spacing * intervals) / distance;
  return pointsTowards(
    start,
    azimuth(start[0], start[1], end[0], end[1]),
    horizontal * stretch,
    vertical * stretch,
    intervals + 1,
  );
}
