/** Distances from several planes that rupture together (method-sources 7.4). */
import { azimuth } from "../../geo/azimuth.ts";
import { makeContextBlock } from "../context-block.ts";
import type { SitePoints } from "../sites/site-points.ts";
import type { PlanarMultiSurface } from "../surfaces/planar-multi-surface.ts";
import { fillJointDistances, type JointSurfaces } from "./multi-surface-distances.ts";
import { type DistanceBlock, fillArcDistances, planarRrup } from "./planar-distances.ts";
import { fillAzimuth } from "./planar-point-distances.ts";

let scratch = makeContextBlock(["rrup", "rjb"], 0);

function scratchOf(count: number): typeof scratch {
  if (scratch.capacity < count) scratch = makeContextBlock(["rrup", "rjb"], count);
  return scratch;
}

/** rrup in km: the smallest of the planes'. */
export function multiPlanarRrup(
  surface: PlanarMultiSurface,
  sites: SitePoints,
  siteIndices: Int32Array,
  count: number,
  out: Float64Array,
  offset: number,
): void {
  const { planes } = surface;
  planarRrup(planes, 0, sites, siteIndices, count, out, offset);
  const one = scratchOf(count).rrup;
  for (let plane = 1; plane < planes.count; plane++) {
    planarRrup(planes, plane, sites, siteIndices, count, one, 0);
    for (let i = 0; i < count; i++) if (one[i]! < out[offset + i]!) out[offset + i] = one[i]!;
  }
}

/**
 * All wanted distances of rupture `r` but rrup, into rows `offset`.. of the columns of `out`.
 * @throws InputError if `rcdpp` is wanted.
 */
export function multiPlanarDistances(
  ruptures: JointSurfaces<"multiPlanar", PlanarMultiSurface>,
  r: number,
  sites: SitePoints,
  siteIndices: Int32Array,
  count: number,
  out: DistanceBlock,
  offset: number,
): void {
  const { surface } = ruptures;
  fillJointDistances(ruptures, r, sites, siteIndices, count, out, offset);
  if (out.rjb.length > 0) fillSmallestRjb(surface, sites, siteIndices, count, out.rjb, offset);
  if (out.azimuth.length > 0) {
    const [lon, lat] = surface.middle;
    const origin = {
      azimuthFrom: "hypocentre",
      hypoLon: Float64Array.of(lon),
      hypoLat: Float64Array.of(lat),
      strike: Float64Array.of(surface.parameters.strike),
      corners: surface.planes.corners,
    } as const;
    fillAzimuth(origin, 0, sites, siteIndices, count, out.azimuth, offset);
  }
  if (out.clon.length > 0 || out.clat.length > 0 || out.azimuthcp.length > 0)
    fillNearestCorner(surface, sites, siteIndices, count, out, offset);
}

function fillSmallestRjb(
  surface: PlanarMultiSurface,
  sites: SitePoints,
  siteIndices: Int32Array,
  count: number,
  out: Float64Array,
  offset: number,
): void {
  const block = scratchOf(count);
  out.fill(Number.POSITIVE_INFINITY, offset, offset + count);
  for (let plane = 0; plane < surface.planes.count; plane++) {
    fillArcDistances(surface.planes, plane, sites, siteIndices, count, block, 0);
    for (let i = 0; i < count; i++) if (block.rjb[i]! < out[offset + i]!) out[offset + i] = block.rjb[i]!;
  }
}

/** The reference takes a corner of the planes for their closest point, not a point within them. */
function fillNearestCorner(
  surface: PlanarMultiSurface,
  sites: SitePoints,
  siteIndices: Int32Array,
  count: number,
  out: Pick<DistanceBlock, "clon" | "clat" | "azimuthcp">,
  offset: number,
): void {
  const { corners } = surface.planes;
  const points = surface.surfaces.flatMap((plane) => plane.points);
  for (let i = 0; i < count; i++) {
    const s = siteIndices[i]!;
    let nearest = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let c = 0; c < points.length; c++) {
      const dx = sites.x[s]! - corners[3 * c]!;
      const dy = sites.y[s]! - corners[3 * c + 1]!;
      const dz = sites.z[s]! - corners[3 * c + 2]!;
      const squared = dx * dx + dy * dy + dz * dz;
      if (squared >= least) continue;
      least = squared;
      nearest = c;
    }
    const [lon, lat] = points[nearest]!;
    if (out.clon.length > 0) out.clon[offset + i] = lon;
    if (out.clat.length > 0) out.clat[offset + i] = lat;
    if (out.azimuthcp.length > 0) out.azimuthcp[offset + i] = azimuth(sites.lon[s]!, sites.lat[s]!, lon, lat);
  }
}
