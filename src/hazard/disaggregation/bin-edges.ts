/** Edges of the bins that hazard is disaggregated into (Bazzurro and Cornell 1999; docs/method/disaggregation.md 2). */

/**
 * Multiples of `width` from the one at or below the smallest magnitude to the one above the largest; a magnitude at the last
 * edge gets a bin more.
 */
export function magnitudeEdges(mags: Iterable<number>, width: number): Float64Array {
  let smallest = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (const mag of mags) {
    if (mag < smallest) smallest = mag;
    if (mag > largest) largest = mag;
  }
  const first = Math.floor(smallest / width);
  let last = Math.ceil(largest / width);
  if (last === first || largest >= Math.round(width * last * 1000) / 1000) last++;
  return multiples(width, first, last);
}

/** Multiples of `width` from 0 to the one at or beyond `farthest` km; one bin without a width. */
export function distanceEdges(farthest: number, width: number | undefined): Float64Array {
  return width === undefined ? Float64Array.of(0, farthest) : multiples(width, 0, Math.ceil(farthest / width));
}

/** Degrees of latitude in a km, as the reference rounds it. */
export const DEGREES_PER_KM = 0.0089932;

/** Keeps the last edge from being lost to rounding, degrees. */
const LAST_EDGE = 0.001;

/** Edges of bins around one site, degrees. */
export interface CoordinateEdges {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
}

/**
 * Edges of coordinate bins within `farthest` km of a site, `width` degrees wide: there are as many bins as fit into half of the
 * range, so that they are about twice as wide as asked, a quirk that `exact` does without. Longitudes are
 * not wrapped: around a site at 179.9 they go beyond 180.
 */
export function coordinateEdges(
  lon: number,
  lat: number,
  farthest: number,
  width: number,
  exact = false,
): CoordinateEdges {
  const halfLat = Math.min(farthest * DEGREES_PER_KM, 90);
  const halfLon = Math.min((farthest * DEGREES_PER_KM) / Math.cos((lat * Math.PI) / 180), 180);
  const count = Math.ceil(((exact ? 2 : 1) * farthest * DEGREES_PER_KM) / width);
  return { lon: around(lon, halfLon, count), lat: around(lat, halfLat, count) };
}

/** Edges from `middle` - `half` on, by the rule of ranges of floating-point numbers. */
function around(middle: number, half: number, count: number): Float64Array {
  const step = (2 * half) / count;
  const edges = Math.ceil((2 * half + LAST_EDGE) / step);
  const delta = -half + step - -half;
  return Float64Array.from({ length: edges }, (_, i) => middle + (-half + i * delta));
}

/** `count` equal parts of the truncated normal distribution's range. */
export function epsilonEdges(truncation: number, count: number): Float64Array {
  return Float64Array.from({ length: count + 1 }, (_, i) =>
    i === count ? truncation : -truncation + (i * 2 * truncation) / count,
  );
}

/** Middle of each bin. */
export function binCentres(edges: Float64Array): Float64Array {
  return Float64Array.from({ length: edges.length - 1 }, (_, i) => (edges[i]! + edges[i + 1]!) / 2);
}

function multiples(width: number, first: number, last: number): Float64Array {
  return Float64Array.from({ length: last - first + 1 }, (_, i) => width * (first + i));
}
