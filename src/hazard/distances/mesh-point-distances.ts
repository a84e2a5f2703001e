/** Distances from points of a mesh rupture: the ends of its top edge, its centroid, the node nearest to the site. */
import { azimuth } from "../../geo/azimuth.ts";
import { azimuthToSingle, distanceToArcSingle } from "../../geo/single-geodesy.ts";
import type { Point } from "../../geo/spaced-points.ts";
import { EARTH_RADIUS, modulo } from "../../geo/sphere.ts";
import type { DistanceColumn } from "../context-block.ts";
import type { SelectedSites } from "../sites/selected-sites.ts";
import { cloudCentroid } from "../surfaces/gridded-surface.ts";
import { kiteCentroid } from "../surfaces/kite-parameters.ts";
import { meshCentroid } from "../surfaces/mesh-centroid.ts";
import { type MeshWindows, windowOf } from "../surfaces/mesh-windows.ts";
import { setDirection } from "./mesh-top-edge.ts";
import type { DistanceBlock } from "./planar-distances.ts";

/** Poles of the two great circles of ry0. */
const POLES = new Float64Array(6);

/** ry0, km: 0 between the great circles across strike through the ends of the top edge, else the distance to the nearer. */
export function fillMeshRy0(ruptures: MeshWindows, r: number, selected: SelectedSites, out: Float64Array): void {
  const { points: sites, indices, count, row } = selected;
  const { ux, uy, uz } = sites;
  const { mesh } = ruptures;
  const top = ruptures.rowStart[r]! * mesh.columns;
  let first = top + ruptures.columnStart[r]!;
  let last = top + ruptures.columnStop[r]! - 1;
  while (first < last && Number.isNaN(mesh.lon[first]!)) first++;
  while (last > first && Number.isNaN(mesh.lon[last]!)) last--;
  const across = (ruptures.strike[r]! + 90) % 360;
  if (mesh.single === true) {
    const fromFirst = distanceToArcSingle(mesh.lon[first]!, mesh.lat[first]!, across);
    const fromLast = distanceToArcSingle(mesh.lon[last]!, mesh.lat[last]!, across);
    for (let i = 0; i < count; i++) {
      const s = indices[i]!;
      const a = fromFirst(sites.lon[s]!, sites.lat[s]!);
      const b = fromLast(sites.lon[s]!, sites.lat[s]!);
      out[row + i] = a * b > 0 ? Math.min(Math.abs(a), Math.abs(b)) : 0;
    }
    return;
  }
  setDirection(POLES, 0, mesh.lon[first]!, mesh.lat[first]!, across + 90);
  setDirection(POLES, 3, mesh.lon[last]!, mesh.lat[last]!, across + 90);
  for (let i = 0; i < count; i++) {
    const s = indices[i]!;
    const a = ux[s]! * POLES[0]! + uy[s]! * POLES[1]! + uz[s]! * POLES[2]!;
    const b = ux[s]! * POLES[3]! + uy[s]! * POLES[4]! + uz[s]! * POLES[5]!;
    out[row + i] = a * b > 0 ? EARTH_RADIUS * Math.asin(Math.min(Math.abs(a), Math.abs(b))) : 0;
  }
}

/** Azimuth from the centroid of the surface to the site relative to the strike, degrees in [0, 360). */
export function fillMeshAzimuth(ruptures: MeshWindows, r: number, selected: SelectedSites, out: Float64Array): void {
  const { points: sites, indices, count, row } = selected;
  const { lon, lat } = sites;
  const [centroidLon, centroidLat] = surfaceCentroid(ruptures, r);
  const strike = ruptures.strike[r]!;
  for (let i = 0; i < count; i++) {
    const s = indices[i]!;
    out[row + i] = modulo(azimuth(centroidLon, centroidLat, lon[s]!, lat[s]!) - strike, 360);
  }
}

function surfaceCentroid(ruptures: MeshWindows, r: number): Point {
  const { mesh, surface } = ruptures;
  if (surface === "kite") return kiteCentroid(mesh, windowOf(ruptures, r));
  if (surface === "gridded") return cloudCentroid(mesh);
  return meshCentroid(mesh, windowOf(ruptures, r));
}

/** Nearest node, the first in row-major order on ties, and the azimuth from the site to it; degrees. */
export function fillMeshClosestPoint(
  ruptures: MeshWindows,
  r: number,
  wanted: ReadonlySet<DistanceColumn>,
  selected: SelectedSites,
  out: Pick<DistanceBlock, "clon" | "clat" | "azimuthcp">,
): void {
  const { points: sites, indices, count, row } = selected;
  const { mesh } = ruptures;
  const { x, y, z, lon, lat, columns } = mesh;
  const { rowStart, rowStop, columnStart, columnStop } = windowOf(ruptures, r);
  const withLon = wanted.has("clon");
  const withLat = wanted.has("clat");
  const withAzimuth = wanted.has("azimuthcp");
  const direction = mesh.single === true ? azimuthToSingle : azimuth;
  for (let i = 0; i < count; i++) {
    const s = indices[i]!;
    let nearest = Number.POSITIVE_INFINITY;
    let closest = rowStart * columns + columnStart;
    for (let line = rowStart; line < rowStop; line++) {
      for (let node = line * columns + columnStart; node < line * columns + columnStop; node++) {
        const dx = x[node]! - sites.x[s]!;
        const dy = y[node]! - sites.y[s]!;
        const dz = z[node]! - sites.z[s]!;
        const square = dx * dx + dy * dy + dz * dz;
        if (square >= nearest || Number.isNaN(square)) continue;
        nearest = square;
        closest = node;
      }
    }
    if (withLon) out.clon[row + i] = lon[closest]!;
    if (withLat) out.clat[row + i] = lat[closest]!;
    if (withAzimuth) out.azimuthcp[row + i] = direction(sites.lon[s]!, sites.lat[s]!, lon[closest]!, lat[closest]!);
  }
}
