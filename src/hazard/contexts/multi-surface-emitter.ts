/** Contexts of ruptures of several surfaces at once, the same ones each time. */
import { multiKiteDistances, multiKiteRrup } from "../distances/mesh-multi-distances.ts";
import { multiPlanarDistances, multiPlanarRrup } from "../distances/planar-multi-distances.ts";
import type { MultiKiteRuptures, MultiPlanarRuptures } from "../ruptures/rupture-set.ts";
import { type SelectedSites, selectAll, selectNone } from "../sites/selected-sites.ts";
import { inCanterbury } from "./canterbury.ts";
import { acceptRows, makeRuptureValues, reserve } from "./context-collector.ts";
import { readRuptureValues } from "./family-contexts.ts";
import type { RuptureEmitter } from "./rupture-emitter.ts";
import type { SiteTile } from "./tile.ts";

/** rrup to the sites of a tile is worked out once, since all ruptures share the surfaces. */
export function multiSurfaceEmitter(
  ruptures: MultiPlanarRuptures | MultiKiteRuptures,
  minimumDistance: number,
): RuptureEmitter {
  let tile: SiteTile | undefined;
  let selected: SelectedSites | undefined;
  let rrup = new Float64Array(0);
  const values = makeRuptureValues();

  const setTile = (next: SiteTile): void => {
    tile = next;
    selected = selectNone(next.points);
    if (rrup.length < next.count) rrup = new Float64Array(next.count);
    if (ruptures.kind === "multiKite") multiKiteRrup(ruptures.surface, selectAll(next.points), rrup);
    else multiPlanarRrup(ruptures.surface, selectAll(next.points), rrup);
  };

  const emit: RuptureEmitter["emit"] = (r, mag, maximum, collector, weight) => {
    if (tile === undefined || selected === undefined) return;
    const { indices } = selected;
    let n = 0;
    for (let s = 0; s < tile.count; s++) if (rrup[s]! <= maximum) indices[n++] = s;
    if (n === 0) return;
    const { block, site, wanted } = collector;
    const row = reserve(collector, n);
    for (let i = 0; i < n; i++) {
      block.rrup[row + i] = rrup[indices[i]!]!;
      site[row + i] = indices[i]!;
    }
    selected.count = n;
    selected.row = row;
    if (ruptures.kind === "multiKite") multiKiteDistances(ruptures, r, selected, block);
    else multiPlanarDistances(ruptures, r, selected, block);
    readRuptureValues(ruptures, r, mag, values);
    if (wanted.rupture.includes("in_cshm")) values.in_cshm = surfacesInCanterbury(ruptures);
    acceptRows(collector, n, values, weight, minimumDistance);
  };

  return { setTile, emit };
}

function surfacesInCanterbury(ruptures: MultiPlanarRuptures | MultiKiteRuptures): number {
  if (ruptures.kind === "multiPlanar") {
    for (const { points } of ruptures.surface.surfaces)
      for (const [lon, lat] of points) if (inCanterbury(lon, lat) === 1) return 1;
    return 0;
  }
  const { lon, lat } = ruptures.surface.nodes;
  for (let node = 0; node < lon.length; node++) if (inCanterbury(lon[node]!, lat[node]!) === 1) return 1;
  return 0;
}
