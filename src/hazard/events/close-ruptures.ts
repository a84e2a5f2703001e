/**
 * Which ruptures go on to have fields where a job has many sites: those whose hypocentre lies near a hexagon with
 * sites (docs/method/events.md 3.7). The distances are built in, whatever `maximum_distance`.
 */
import { toCartesian } from "../../geo/cartesian.ts";
import { roundEven } from "../../geo/rounding.ts";
import { pairsWithin, pointTree } from "../../numerics/ball-pairs.ts";
import { distanceAt, maximumDistance } from "../contexts/maximum-distance.ts";
import { cellAt, centreOf } from "../hexagons.ts";

/** Hexagons of the H3 grid with edges of about 10 km. */
const RESOLUTION = 5;

/** km by magnitude. */
const REACH = maximumDistance([
  [3, 0],
  [4, 40],
  [5, 100],
  [6, 200],
  [7, 300],
  [8, 400],
  [9, 700],
  [11, 1200],
]);

/** Distances are only kept to a tenth, as the reference keeps them. */
const TOLERANCE = 0.1;

export interface Hypocentres {
  /** Single precision, as ruptures are stored. */
  readonly mag: Float32Array;
  readonly lon: Float32Array;
  readonly lat: Float32Array;
  /** km. */
  readonly depth: Float32Array;
}

/**
 * @param weights what a site counts for: 1, or its assets
 * @returns for every rupture what it affects: the sum of the weights of sites in hexagons within reach; 0 for those that have
 * no fields
 */
export function affectedSites(
  ruptures: Hypocentres,
  sites: { readonly lon: ArrayLike<number>; readonly lat: ArrayLike<number> },
  weights: ArrayLike<number>,
): Float64Array {
  const { centres, weightOf } = hexagons(sites, weights);
  const tree = pointTree(centres);
  const byMagnitude = Map.groupBy(ruptures.mag.keys(), (r) => Math.fround(magnitudeTenths(ruptures.mag[r]!) / 10));
  const out = new Float64Array(ruptures.mag.length);
  for (const [mag, rows] of byMagnitude) {
    const radius = distanceAt(REACH, mag);
    if (mag < 3 || mag > 10.95) continue;
    const hypocentres = new Float64Array(3 * rows.length);
    for (const [i, r] of rows.entries())
      hypocentres.set(toCartesian(ruptures.lon[r]!, ruptures.lat[r]!, ruptures.depth[r]!), 3 * i);
    pairsWithin(pointTree(hypocentres), tree, radius, TOLERANCE, (i, hexagon) => {
      out[rows[i]!]! += weightOf[hexagon]!;
    });
  }
  return out;
}

/**
 * A magnitude to one decimal, times ten; single precision decides that 6.05 becomes 60.
 * @example magnitudeTenths(6.05) = 60
 */
export function magnitudeTenths(mag: number): number {
  return roundEven(Math.fround(Math.fround(mag) * 10));
}

/** Centres of the hexagons that hold sites, in Cartesian km, and the weights of their sites. */
function hexagons(
  { lon, lat }: { readonly lon: ArrayLike<number>; readonly lat: ArrayLike<number> },
  weights: ArrayLike<number>,
): { centres: Float64Array; weightOf: number[] } {
  const numbers = new Map<string, number>();
  const weightOf: number[] = [];
  const centres: number[] = [];
  for (let s = 0; s < lon.length; s++) {
    const cell = cellAt(lon[s]!, lat[s]!, RESOLUTION);
    const known = numbers.get(cell);
    if (known !== undefined) {
      weightOf[known]! += weights[s]!;
      continue;
    }
    numbers.set(cell, weightOf.length);
    weightOf.push(weights[s]!);
    const [cellLon, cellLat] = centreOf(cell);
    centres.push(...toCartesian(cellLon, cellLat, 0));
  }
  return { centres: Float64Array.from(centres), weightOf };
}
