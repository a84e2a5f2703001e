/** Distances of multi-fault ruptures, put together from those of their sections (docs/method/sources.md 7.4). */
import { azimuth } from "../../geo/azimuth.ts";
import { modulo } from "../../geo/sphere.ts";
import type { SelectedSites } from "../sites/selected-sites.ts";
import { ry0Of } from "../surfaces/generalized-coordinates.ts";
import type { SectionSets, SetTraces } from "../surfaces/section-sets.ts";
import { LINE_VALUES, nearestSite, type SectionDistances } from "./multi-fault-sections.ts";
import type { DistanceBlock } from "./planar-distances.ts";

/** All that distances need of sets of sections. */
type Lists = Pick<SectionSets, "first" | "members">;

/** Smallest rrup of rupture `r` to any site, km. */
export function nearestOf({ first, members }: Lists, r: number, limit: number, distances: SectionDistances): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = first[r]!; i < first[r + 1]!; i++) {
    const distance = nearestSite(distances, members[i]!, limit);
    if (distance < least) least = distance;
  }
  return least;
}

/** Sites whose rrup, the smallest of the sections', does not exceed `maximum`; their rrup goes to `rrup` from `row` on. */
export function selectSites(
  { first, members }: Lists,
  r: number,
  maximum: number,
  distances: SectionDistances,
  selected: SelectedSites,
  rrup: Float64Array,
): number {
  const { count } = distances.sites;
  const { indices, row } = selected;
  let n = 0;
  for (let s = 0; s < count; s++) {
    let least = Number.POSITIVE_INFINITY;
    for (let i = first[r]!; i < first[r + 1]!; i++) {
      const distance = distances.rrup[members[i]! * count + s]!;
      if (distance < least) least = distance;
    }
    if (!(least <= maximum)) continue;
    rrup[row + n] = least;
    indices[n++] = s;
  }
  selected.count = n;
  return n;
}

/** rjb: the smallest of the sections'. */
export function writeRjb(
  { first, members }: Lists,
  r: number,
  { rjb, sites }: SectionDistances,
  { indices, count, row }: SelectedSites,
  out: Float64Array,
): void {
  for (let k = 0; k < count; k++) {
    let least = Number.POSITIVE_INFINITY;
    for (let i = first[r]!; i < first[r + 1]!; i++) {
      const distance = rjb[members[i]! * sites.count + indices[k]!]!;
      if (distance < least) least = distance;
    }
    out[row + k] = least;
  }
}

/** rx and ry0 by generalised coordinates; sums in single precision, as the reference's. */
export function writeLines(
  { section, flipped, shift }: SetTraces,
  { lines, sites }: SectionDistances,
  uMax: number,
  { indices, count, row }: SelectedSites,
  rx: Float64Array,
  ry0: Float64Array,
): void {
  for (let k = 0; k < count; k++) {
    let ts = 0;
    let us = 0;
    let ws = 0;
    for (let i = 0; i < section.length; i++) {
      const at = (section[i]! * sites.count + indices[k]!) * LINE_VALUES + 3 * flipped[i]!;
      const w = lines[at + 2]!;
      ts = Math.fround(ts + Math.fround(lines[at]! * w));
      us = Math.fround(us + Math.fround(Math.fround(lines[at + 1]! + shift[i]!) * w));
      ws = Math.fround(ws + w);
    }
    if (rx.length > 0) rx[row + k] = Math.fround(ts / ws);
    if (ry0.length > 0) ry0[row + k] = ry0Of(Math.fround(us / ws), uMax);
  }
}

/** Azimuths from the hypocentre, the centroid of a section, relative to the strike. */
export function writeAzimuth(
  [lon, lat]: readonly [number, number, number],
  strike: number,
  { sites }: SectionDistances,
  { indices, count, row }: SelectedSites,
  out: Float64Array,
): void {
  for (let k = 0; k < count; k++) {
    const s = indices[k]!;
    out[row + k] = modulo(azimuth(lon, lat, sites.lon[s]!, sites.lat[s]!) - strike, 360);
  }
}

/** Of the sections' points nearest to the site, that of the nearest section. */
export function writeClosest(
  { first, members }: Lists,
  r: number,
  { rrup, clon, clat, sites }: SectionDistances,
  { indices, count, row }: SelectedSites,
  block: Pick<DistanceBlock, "clon" | "clat" | "azimuthcp">,
): void {
  for (let k = 0; k < count; k++) {
    const s = indices[k]!;
    let nearest = members[first[r]!]! * sites.count + s;
    for (let i = first[r]! + 1; i < first[r + 1]!; i++) {
      const at = members[i]! * sites.count + s;
      if (rrup[at]! < rrup[nearest]!) nearest = at;
    }
    const lon = clon[nearest]!;
    const lat = clat[nearest]!;
    if (block.clon.length > 0) block.clon[row + k] = lon;
    if (block.clat.length > 0) block.clat[row + k] = lat;
    if (block.azimuthcp.length > 0) block.azimuthcp[row + k] = azimuth(sites.lon[s]!, sites.lat[s]!, lon, lat);
  }
}
