/**
 * Distances from the sections of a fault system to the sites of a tile, each worked out once when first asked for: ruptures
 * combine them (docs/method/sources.md 7.4).
 */
import { EARTH_RADIUS } from "../../geo/sphere.ts";
import { makeContextBlock } from "../context-block.ts";
import { type SelectedSites, selectAll } from "../sites/selected-sites.ts";
import type { SitePoints } from "../sites/site-points.ts";
import type { FaultSection, SectionShape } from "../surfaces/fault-section.ts";
import { traceCoordinates } from "../surfaces/generalized-coordinates.ts";
import { distanceToKite } from "../surfaces/kite-outline.ts";
import { nearestNode, nodesRrup } from "./node-distances.ts";
import { fillArcDistances, planarRrup } from "./planar-distances.ts";
import { fillClosestPoint } from "./planar-point-distances.ts";

/** Values a section and site: T, U and weight of the trace as it runs, then turned round. */
export const LINE_VALUES = 6;

/** Which of the distances besides rrup are wanted. */
export interface SectionWants {
  readonly rjb: boolean;
  /** For rx and ry0. */
  readonly lines: boolean;
  /** For clon, clat and azimuthcp. */
  readonly closest: boolean;
}

/** Sections x sites each; sections that were not asked for hold old values. */
export interface SectionDistances {
  readonly sections: readonly FaultSection[];
  readonly sites: SitePoints;
  readonly wants: SectionWants;
  readonly everySite: SelectedSites;
  /** km; infinite for sections beyond the maximum distance altogether. */
  readonly rrup: Float64Array;
  /** Smallest rrup of each section; NaN before it is known. */
  readonly nearest: Float64Array;
  readonly rjb: Float64Array;
  /** Sections x sites x `LINE_VALUES`. */
  readonly lines: Float32Array;
  readonly clon: Float64Array;
  readonly clat: Float64Array;
  /** Sections whose distances besides rrup are there. */
  readonly ready: Uint8Array;
}

export function makeSectionDistances(
  sections: readonly FaultSection[],
  sites: SitePoints,
  wants: SectionWants,
): SectionDistances {
  const values = sections.length * sites.count;
  return {
    sections,
    sites,
    wants,
    everySite: selectAll(sites),
    rrup: new Float64Array(values),
    nearest: new Float64Array(sections.length).fill(Number.NaN),
    rjb: new Float64Array(wants.rjb ? values : 0),
    lines: new Float32Array(wants.lines ? values * LINE_VALUES : 0),
    clon: new Float64Array(wants.closest ? values : 0),
    clat: new Float64Array(wants.closest ? values : 0),
    ready: new Uint8Array(sections.length),
  };
}

/**
 * Fills rrup of a section unless it is there, and returns the smallest. Sections farther than `limit` km from all sites are
 * not looked at node by node.
 */
export function nearestSite(distances: SectionDistances, section: number, limit: number): number {
  const known = distances.nearest[section]!;
  if (!Number.isNaN(known)) return known;
  const { sites, rrup, everySite, sections } = distances;
  const { shape, ball } = sections[section]!;
  const from = section * sites.count;
  let reached = false;
  for (let s = 0; s < sites.count && !reached; s++)
    reached =
      Math.hypot(sites.x[s]! - ball.x, sites.y[s]! - ball.y, sites.z[s]! - ball.z) - ball.radius <= limit + 1e-6;
  let least = Number.POSITIVE_INFINITY;
  if (reached) {
    sectionRrup(shape, { ...everySite, row: from }, rrup);
    for (let i = from; i < from + sites.count; i++) if (rrup[i]! < least) least = rrup[i]!;
  } else rrup.fill(Number.POSITIVE_INFINITY, from, from + sites.count);
  distances.nearest[section] = least;
  return least;
}

/** Fills all other distances of a section unless they are there. */
export function completeSection(distances: SectionDistances, section: number): void {
  if (distances.ready[section] === 1) return;
  distances.ready[section] = 1;
  const { wants, sections } = distances;
  const from = section * distances.sites.count;
  const { shape, frames } = sections[section]!;
  if (wants.rjb) fillRjb(distances, shape, from);
  if (wants.closest) fillClosest(distances, shape, from);
  if (!wants.lines) return;
  const { ux, uy, uz, count } = distances.sites;
  for (let s = 0; s < count; s++)
    for (const [turned, frame] of frames.entries())
      traceCoordinates(frame, ux[s]!, uy[s]!, uz[s]!, distances.lines, (from + s) * LINE_VALUES + 3 * turned);
}

/** rrup in km. */
export function sectionRrup(shape: SectionShape, selected: SelectedSites, out: Float64Array): void {
  if (shape.kind === "planar") {
    planarRrup(shape.planes, 0, selected, out);
    return;
  }
  nodesRrup(shape.nodes, selected, out);
}

let scratch = makeContextBlock(["rjb"], 0);

function scratchOf(count: number): typeof scratch {
  if (scratch.capacity < count) scratch = makeContextBlock(["rjb"], count);
  return scratch;
}

function fillRjb({ sites, everySite, rjb }: SectionDistances, shape: SectionShape, from: number): void {
  const { count, ux, uy, uz } = sites;
  if (shape.kind === "planar") {
    const block = scratchOf(count);
    fillArcDistances(shape.planes, 0, everySite, block);
    for (let s = 0; s < count; s++) rjb[from + s] = block.rjb[s]!;
    return;
  }
  for (let s = 0; s < count; s++)
    rjb[from + s] = distanceToKite(shape.outline, EARTH_RADIUS * ux[s]!, EARTH_RADIUS * uy[s]!, EARTH_RADIUS * uz[s]!);
}

const NOTHING = new Float64Array(0);

function fillClosest({ sites, everySite, clon, clat }: SectionDistances, shape: SectionShape, from: number): void {
  if (shape.kind === "planar") {
    fillClosestPoint(shape.planes, 0, { ...everySite, row: from }, { clon, clat, azimuthcp: NOTHING });
    return;
  }
  const { lon, lat } = shape.nodes;
  for (let s = 0; s < sites.count; s++) {
    const nearest = nearestNode(shape.nodes, sites, s);
    clon[from + s] = lon[nearest]!;
    clat[from + s] = lat[nearest]!;
  }
}
