/** Which sites see all ruptures of a point and which the average one (method-classical 2.1, 2.4). */
import { chordDistances } from "../sites/site-points.ts";
import type { SiteTile } from "./tile.ts";

/** Rows of a tile, split; reused from point to point. */
export interface NearAndFar {
  readonly everySite: Int32Array;
  readonly chords: Float64Array;
  readonly near: Int32Array;
  readonly far: Int32Array;
  nears: number;
  fars: number;
}

export function makeNearAndFar(sites: number): NearAndFar {
  return {
    everySite: Int32Array.from({ length: sites }, (_, s) => s),
    chords: new Float64Array(sites),
    near: new Int32Array(sites),
    far: new Int32Array(sites),
    nears: 0,
    fars: 0,
  };
}

/**
 * Splits the sites by their straight distance to a place: beyond `kept` km they are left out, beyond `limit` they are far.
 * @param together few sites: one near site makes all kept ones near
 */
export function splitSites(
  split: NearAndFar,
  tile: SiteTile,
  lon: number,
  lat: number,
  depth: number,
  kept: number,
  limit: number,
  together: boolean,
): void {
  const { everySite, chords, near, far } = split;
  chordDistances(lon, lat, depth, tile.points, everySite, tile.count, chords);
  let nears = 0;
  let fars = 0;
  for (let s = 0; s < tile.count; s++) {
    const chord = chords[s]!;
    if (chord > kept) continue;
    if (chord > limit) far[fars++] = s;
    else near[nears++] = s;
  }
  if (fars > 0 && nears > 0 && together) {
    nears = 0;
    fars = 0;
    for (let s = 0; s < tile.count; s++) if (chords[s]! <= kept) near[nears++] = s;
  }
  split.nears = nears;
  split.fars = fars;
}

/**
 * Straight distance, km, from a point up to which sites are looked at: the reach of the largest magnitude that has one and the
 * radius of the largest rupture, at most half that reach, plus `extra`.
 */
export function farthestSite(mags: ArrayLike<number>, reach: ArrayLike<number>, radius: number, extra: number): number {
  let largest = -1;
  for (let bin = 0; bin < mags.length; bin++)
    if (reach[bin]! > 0 && (largest < 0 || mags[bin]! > mags[largest]!)) largest = bin;
  if (largest < 0) return -1;
  const distance = reach[largest]!;
  return distance + Math.min(radius, distance / 2) + extra;
}
