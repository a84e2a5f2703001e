/** Boxes in longitude and latitude that may cross the date line. */
import { foldLongitude, type LonLatColumns } from "./sphere.ts";

/** Degrees. Across the date line `west` is greater than `east`. */
export interface BoundingBox {
  readonly west: number;
  readonly east: number;
  readonly north: number;
  readonly south: number;
}

/**
 * Smallest box of a set of points; NaNs are skipped. A box wider than 180 degrees is taken as one across the date line.
 * @throws RangeError if the points spread over more than 180 degrees of longitude.
 */
export function boundingBox(points: LonLatColumns): BoundingBox {
  const { lon, lat } = points;
  let west = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  let north = Number.NEGATIVE_INFINITY;
  let south = Number.POSITIVE_INFINITY;
  let smallestPositive = Number.POSITIVE_INFINITY;
  let largestNegative = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < lon.length; i++) {
    const x = lon[i]!;
    const y = lat[i]!;
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
    if (x > 0 && x < smallestPositive) smallestPositive = x;
    if (x < 0 && x > largestNegative) largestNegative = x;
  }
  if (longitudinalExtent(west, east) < 0) {
    west = smallestPositive;
    east = largestNegative;
    if (!(longitudinalExtent(west, east) >= 0))
      throw new RangeError("points collection has longitudinal extent wider than 180 degrees");
  }
  return { west, east, north, south };
}

/**
 * Degrees from `west` eastwards to `east`, in [-180, 180); negative if `east` lies to the west.
 * @example longitudinalExtent(179, -178) = 3
 */
export function longitudinalExtent(west: number, east: number): number {
  return foldLongitude(east - west);
}
