/** Distances from the nodes of kite surfaces, of one section or of several that rupture together. */

import type { SelectedSites } from "../sites/selected-sites.ts";
import type { SitePoints } from "../sites/site-points.ts";
import type { SectionNodes } from "../surfaces/kite-multi-surface.ts";

type Positions = Pick<SectionNodes, "x" | "y" | "z">;

// The site's coordinates are read before the loops over nodes: inside them the same reads double the time.

/** rrup in km of the selected sites: the straight distance to the nearest node. */
export function nodesRrup({ x, y, z }: Positions, selected: SelectedSites, out: Float64Array): void {
  const { points: sites, indices, count, row } = selected;
  for (let i = 0; i < count; i++) {
    const s = indices[i]!;
    const sx = sites.x[s]!;
    const sy = sites.y[s]!;
    const sz = sites.z[s]!;
    let least = Number.POSITIVE_INFINITY;
    for (let node = 0; node < x.length; node++) {
      const dx = x[node]! - sx;
      const dy = y[node]! - sy;
      const dz = z[node]! - sz;
      least = Math.min(least, dx * dx + dy * dy + dz * dz);
    }
    out[row + i] = Math.sqrt(least);
  }
}

/** Index of the node nearest to site `s`, the first one on ties. */
export function nearestNode({ x, y, z }: Positions, sites: SitePoints, s: number): number {
  const sx = sites.x[s]!;
  const sy = sites.y[s]!;
  const sz = sites.z[s]!;
  let nearest = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let node = 0; node < x.length; node++) {
    const dx = x[node]! - sx;
    const dy = y[node]! - sy;
    const dz = z[node]! - sz;
    const square = dx * dx + dy * dy + dz * dz;
    if (square >= least) continue;
    least = square;
    nearest = node;
  }
  return nearest;
}
