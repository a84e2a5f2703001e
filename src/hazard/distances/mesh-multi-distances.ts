/** Distances from several kite surfaces that rupture together (docs/method/sources.md 7.4). */
import { azimuth } from "../../geo/azimuth.ts";
import { azimuthToSingle } from "../../geo/single-geodesy.ts";
import { EARTH_RADIUS, modulo } from "../../geo/sphere.ts";
import type { SelectedSites } from "../sites/selected-sites.ts";
import type { KiteMultiSurface } from "../surfaces/kite-multi-surface.ts";
import { distanceToKite } from "../surfaces/kite-outline.ts";
import { fillJointDistances, type JointSurfaces } from "./multi-surface-distances.ts";
import { nearestNode, nodesRrup } from "./node-distances.ts";
import type { DistanceBlock } from "./planar-distances.ts";

/** rrup in km of the selected sites: the straight distance to the nearest node of all sections. */
export function multiKiteRrup({ nodes }: KiteMultiSurface, selected: SelectedSites, out: Float64Array): void {
  nodesRrup(nodes, selected, out);
}

/**
 * All wanted distances of rupture `r` but rrup; columns of length 0 are not
 * wanted.
 * @throws InputError if `rcdpp` is wanted
 */
export function multiKiteDistances(
  ruptures: JointSurfaces<"multiKite", KiteMultiSurface>,
  r: number,
  selected: SelectedSites,
  out: DistanceBlock,
): void {
  const { points: sites, indices, count, row } = selected;
  const { surface } = ruptures;
  fillJointDistances(ruptures, r, selected, out);
  if (out.rjb.length > 0) fillSmallestRjb(surface, selected, out.rjb);
  if (out.azimuth.length > 0) {
    const [lon, lat] = surface.centroid;
    for (let i = 0; i < count; i++) {
      const s = indices[i]!;
      const bearing = azimuth(lon, lat, sites.lon[s]!, sites.lat[s]!);
      out.azimuth[row + i] = modulo(bearing - surface.parameters.strike, 360);
    }
  }
  if (out.clon.length > 0 || out.clat.length > 0 || out.azimuthcp.length > 0) fillNearestNode(surface, selected, out);
}

function fillSmallestRjb({ outlines }: KiteMultiSurface, selected: SelectedSites, out: Float64Array): void {
  const { points: sites, indices, count, row } = selected;
  for (let i = 0; i < count; i++) {
    const s = indices[i]!;
    const x = EARTH_RADIUS * sites.ux[s]!;
    const y = EARTH_RADIUS * sites.uy[s]!;
    const z = EARTH_RADIUS * sites.uz[s]!;
    let least = Number.POSITIVE_INFINITY;
    for (const outline of outlines) least = Math.min(least, distanceToKite(outline, x, y, z));
    out[row + i] = least;
  }
}

/** The nearest node, the first one on ties. */
function fillNearestNode(
  { nodes, sections }: KiteMultiSurface,
  selected: SelectedSites,
  out: Pick<DistanceBlock, "clon" | "clat" | "azimuthcp">,
): void {
  const { points: sites, indices, count, row } = selected;
  const { lon, lat } = nodes;
  const direction = sections[0]?.single === true ? azimuthToSingle : azimuth;
  for (let i = 0; i < count; i++) {
    const s = indices[i]!;
    const nearest = nearestNode(nodes, sites, s);
    if (out.clon.length > 0) out.clon[row + i] = lon[nearest]!;
    if (out.clat.length > 0) out.clat[row + i] = lat[nearest]!;
    if (out.azimuthcp.length > 0)
      out.azimuthcp[row + i] = direction(sites.lon[s]!, sites.lat[s]!, lon[nearest]!, lat[nearest]!);
  }
}
