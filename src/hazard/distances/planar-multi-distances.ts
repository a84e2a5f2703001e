/** Distances from several planes that rupture together (docs/method/sources.md 7.4). */
import { azimuth } from "../../geo/azimuth.ts";
import { makeContextBlock } from "../context-block.ts";
import type { SelectedSites } from "../sites/selected-sites.ts";
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
export function multiPlanarRrup(surface: PlanarMultiSurface, selected: SelectedSites, out: Float64Array): void {
  const { count, row } = selected;
  const { planes } = surface;
  planarRrup(planes, 0, selected, out);
  const one = scratchOf(count).rrup;
  const fromTop = { ...selected, row: 0 };
  for (let plane = 1; plane < planes.count; plane++) {
    planarRrup(planes, plane, fromTop, one);
    for (let i = 0; i < count; i++) if (one[i]! < out[row + i]!) out[row + i] = one[i]!;
  }
}

/**
 * All wanted distances of rupture `r` but rrup.
 * @throws InputError if `rcdpp` is wanted.
 */
export function multiPlanarDistances(
  ruptures: JointSurfaces<"multiPlanar", PlanarMultiSurface>,
  r: number,
  selected: SelectedSites,
  out: DistanceBlock,
): void {
  const { surface } = ruptures;
  fillJointDistances(ruptures, r, selected, out);
  if (out.rjb.length > 0) fillSmallestRjb(surface, selected, out.rjb);
  if (out.azimuth.length > 0) {
    const [lon, lat] = surface.centroid;
    const origin = {
      azimuthFrom: "hypocentre",
      hypoLon: Float64Array.of(lon),
      hypoLat: Float64Array.of(lat),
      strike: Float64Array.of(surface.parameters.strike),
      corners: surface.planes.corners,
    } as const;
    fillAzimuth(origin, 0, selected, out.azimuth);
  }
  if (out.clon.length > 0 || out.clat.length > 0 || out.azimuthcp.length > 0) fillNearestCorner(surface, selected, out);
}

function fillSmallestRjb(surface: PlanarMultiSurface, selected: SelectedSites, out: Float64Array): void {
  const { count, row } = selected;
  const block = scratchOf(count);
  const fromTop = { ...selected, row: 0 };
  out.fill(Number.POSITIVE_INFINITY, row, row + count);
  for (let plane = 0; plane < surface.planes.count; plane++) {
    fillArcDistances(surface.planes, plane, fromTop, block);
    for (let i = 0; i < count; i++) if (block.rjb[i]! < out[row + i]!) out[row + i] = block.rjb[i]!;
  }
}

/** The reference takes a corner of the planes for their closest point, not a point within them. */
function fillNearestCorner(
  surface: PlanarMultiSurface,
  selected: SelectedSites,
  out: Pick<DistanceBlock, "clon" | "clat" | "azimuthcp">,
): void {
  const { points: sites, indices, count, row } = selected;
  const { corners } = surface.planes;
  const points = surface.surfaces.flatMap((plane) => plane.points);
  for (let i = 0; i < count; i++) {
    const s = indices[i]!;
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
    if (out.clon.length > 0) out.clon[row + i] = lon;
    if (out.clat.length > 0) out.clat[row + i] = lat;
    if (out.azimuthcp.length > 0) out.azimuthcp[row + i] = azimuth(sites.lon[s]!, sites.lat[s]!, lon, lat);
  }
}
