/**
 * Whether ruptures lie in the Canterbury region of the seismic hazard model of Christchurch, which some New Zealand models ask
 * (`in_cshm`; Gerstenberger et al. 2014). A rupture does when a node of its mesh, a corner for planes, lies inside the
 * box; the reference gives no such answer for point-like sources, which are never inside.
 */
import type { MeshRuptures } from "../ruptures/rupture-set.ts";

/** Degrees. */
const WEST = 171.6;
const EAST = 173.2;
const SOUTH = -43.9;
const NORTH = -43.3;

/**
 * 1 inside, 0 on the edge, outside or without coordinates.
 * @example inCanterbury(172.6, -43.5) = 1
 */
export function inCanterbury(lon: number, lat: number): number {
  return lon > WEST && lon < EAST && lat > SOUTH && lat < NORTH ? 1 : 0;
}

/** 1 if any node of rupture `r` is inside. */
export function meshInCanterbury(
  { mesh, rowStart, rowStop, columnStart, columnStop }: MeshRuptures,
  r: number,
): number {
  for (let row = rowStart[r]!; row < rowStop[r]!; row++)
    for (let node = row * mesh.columns + columnStart[r]!; node < row * mesh.columns + columnStop[r]!; node++)
      if (inCanterbury(mesh.lon[node]!, mesh.lat[node]!) === 1) return 1;
  return 0;
}
