/**
 * Which sites a distance function works on and where their distances go: what nearly every one of them needs, handed on as one.
 * Made once a tile and changed from rupture to rupture, so that nothing is allocated for a rupture.
 */
import { EARTH_RADIUS, RADIANS_PER_DEGREE } from "../../geo/sphere.ts";
import type { SitePoints } from "./site-points.ts";

export interface SelectedSites {
  readonly points: SitePoints;
  /** Positions in `points`; the first `count` are selected. */
  readonly indices: Int32Array;
  count: number;
  /** Row of the output columns that the first selected site has; the others follow. */
  row: number;
}

/** Room for a selection of any size; nothing is selected yet. */
export function selectNone(points: SitePoints): SelectedSites {
  return { points, indices: new Int32Array(points.count), count: 0, row: 0 };
}

/** The sites at the given positions. */
export function selectThese(points: SitePoints, indices: Int32Array, row = 0): SelectedSites {
  return { points, indices, count: indices.length, row };
}

/** All sites, in order. */
export function selectAll(points: SitePoints, row = 0): SelectedSites {
  return selectThese(
    points,
    Int32Array.from({ length: points.count }, (_, s) => s),
    row,
  );
}

/** Straight distances, km, from a place (depth in km) to the selected sites: what decides which sites a point can reach. */
export function chordDistances(
  lon: number,
  lat: number,
  depth: number,
  { points, indices, count, row }: SelectedSites,
  out: Float64Array,
): void {
  const phi = lat * RADIANS_PER_DEGREE;
  const lambda = lon * RADIANS_PER_DEGREE;
  const radius = EARTH_RADIUS - depth;
  const x = radius * Math.cos(phi) * Math.cos(lambda);
  const y = radius * Math.cos(phi) * Math.sin(lambda);
  const z = radius * Math.sin(phi);
  for (let i = 0; i < count; i++) {
    const s = indices[i]!;
    const dx = points.x[s]! - x;
    const dy = points.y[s]! - y;
    const dz = points.z[s]! - z;
    out[row + i] = Math.sqrt(dx * dx + dy * dy + dz * dz);
  }
}
