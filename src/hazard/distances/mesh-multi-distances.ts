/** Distances from several kite surfaces that rupture together (method-sources 7.4). */
import { azimuth } from "../../geo/azimuth.ts";
import { EARTH_RADIUS, modulo } from "../../geo/sphere.ts";
import type { SitePoints } from "../sites/site-points.ts";
import type { KiteMultiSurface } from "../surfaces/kite-multi-surface.ts";
import { distanceToKite } from "../surfaces/kite-outline.ts";
import { fillJointDistances, type JointSurfaces } from "./multi-surface-distances.ts";
import { nearestNode, nodesRrup } from "./node-distances.ts";
import type { DistanceBlock } from "./planar-distances.ts";

/** rrup in km of sites `siteIndices[0..count-1]`: the straight distance to the nearest node of all sections. */
export function multiKiteRrup(
  { nodes }: KiteMultiSurface,
  sites: SitePoints,
  siteIndices: Int32Array,
  count: number,
  out: Float64Array,
  offset: number,
): void {
  nodesRrup(nodes, sites, siteIndices, count, out, offset);
}

/**
 * All wanted distances of rupture `r` but rrup, into rows `offset`.. of the columns of `out`; columns of length 0 are not
 * wanted.
 * @throws InputError if `rcdpp` is wanted
 */
export function multiKiteDistances(
  ruptures: JointSurfaces<"multiKite", KiteMultiSurface>,
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
    for (let i = 0; i < count; i++) {
      const s = siteIndices[i]!;
      const bearing = azimuth(lon, lat, sites.lon[s]!, sites.lat[s]!);
      out.azimuth[offset + i] = modulo(bearing - surface.parameters.strike, 360);
    }
  }
  if (out.clon.length > 0 || out.clat.length > 0 || out.azimuthcp.length > 0)
    fillNearestNode(surface, sites, siteIndices, count, out, offset);
}

function fillSmallestRjb(
  { outlines }: KiteMultiSurface,
  sites: SitePoints,
  siteIndices: Int32Array,
  count: number,
  out: Float64Array,
  offset: number,
): void {
  for (let i = 0; i < count; i++) {
    const s = siteIndices[i]!;
    const x = EARTH_RADIUS * sites.ux[s]!;
    const y = EARTH_RADIUS * sites.uy[s]!;
    const z = EARTH_RADIUS * sites.uz[s]!;
    let least = Number.POSITIVE_INFINITY;
    for (const outline of outlines) least = Math.min(least, distanceToKite(outline, x, y, z));
    out[offset + i] = least;
  }
}

/** The nearest node, the first one on ties. */
function fillNearestNode(
  { nodes }: KiteMultiSurface,
  sites: SitePoints,
  siteIndices: Int32Array,
  count: number,
  out: Pick<DistanceBlock, "clon" | "clat" | "azimuthcp">,
  offset: number,
): void {
  const { lon, lat } = nodes;
  for (let i = 0; i < count; i++) {
    const s = siteIndices[i]!;
    const nearest = nearestNode(nodes, sites, s);
    if (out.clon.length > 0) out.clon[offset + i] = lon[nearest]!;
    if (out.clat.length > 0) out.clat[offset + i] = lat[nearest]!;
    if (out.azimuthcp.length > 0)
      out.azimuthcp[offset + i] = azimuth(sites.lon[s]!, sites.lat[s]!, lon[nearest]!, lat[nearest]!);
  }
}
