/** Which sites see all ruptures of a point and which the average one (docs/method/classical.md 2.1, 2.4). */
import { chordDistances, type SelectedSites, selectAll, selectNone } from "../sites/selected-sites.ts";
import type { SitePoints } from "../sites/site-points.ts";

/** Rows of a tile, split; reused from point to point. */
export interface NearAndFar {
  readonly everySite: SelectedSites;
  readonly chords: Float64Array;
  readonly near: SelectedSites;
  readonly far: SelectedSites;
}

export function makeNearAndFar(sites: SitePoints): NearAndFar {
  return {
    everySite: selectAll(sites),
    chords: new Float64Array(sites.count),
    near: selectNone(sites),
    far: selectNone(sites),
  };
}

/**
 * Splits the sites by their straight distance to a place: beyond `kept` km they are left out, beyond `limit` they are far.
 * @param together few sites: one near site makes all kept ones near
 */
export function splitSites(
  split: NearAndFar,
  lon: number,
  lat: number,
  depth: number,
  kept: number,
  limit: number,
  together: boolean,
): void {
  const { everySite, chords } = split;
  const { count } = everySite;
  const near = split.near.indices;
  const far = split.far.indices;
  chordDistances(lon, lat, depth, everySite, chords);
  let nears = 0;
  let fars = 0;
  for (let s = 0; s < count; s++) {
    const chord = chords[s]!;
    if (chord > kept) continue;
    if (chord > limit) far[fars++] = s;
    else near[nears++] = s;
  }
  if (fars > 0 && nears > 0 && together) {
    nears = 0;
    fars = 0;
    for (let s = 0; s < count; s++) if (chords[s]! <= kept) near[nears++] = s;
  }
  split.near.count = nears;
  split.far.count = fars;
}

/**
 * Straight distance, km, from a point up to which sites are looked at: the maximum distance of the largest magnitude that has one and the
 * radius of the largest rupture, at most half that distance, plus `extra`.
 */
export function farthestSite(
  mags: ArrayLike<number>,
  maximumDistances: ArrayLike<number>,
  radius: number,
  extra: number,
): number {
  let largest = -1;
  for (let bin = 0; bin < mags.length; bin++)
    if (maximumDistances[bin]! > 0 && (largest < 0 || mags[bin]! > mags[largest]!)) largest = bin;
  if (largest < 0) return -1;
  const distance = maximumDistances[largest]!;
  return distance + Math.min(radius, distance / 2) + extra;
}
