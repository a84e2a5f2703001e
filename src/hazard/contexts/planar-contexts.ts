/** Contexts of planar ruptures that are in place: shared by all sources that make planes. */
import { planarDistances, planarRrup } from "../distances/planar-distances.ts";
import type { PlanarRuptures } from "../ruptures/rupture-set.ts";
import {
  acceptRows,
  type ContextCollector,
  makeRuptureValues,
  type RuptureValues,
  reserve,
} from "./context-collector.ts";
import { readRuptureValues } from "./family-contexts.ts";
import type { SiteTile } from "./tile.ts";

/** Working state: sites that a rupture reaches, and its values. */
export interface PlanarEmitter {
  readonly values: RuptureValues;
  selected: Int32Array;
}

export function makePlanarEmitter(): PlanarEmitter {
  return { values: makeRuptureValues(), selected: new Int32Array(0) };
}

export interface PlanarBin {
  readonly ruptures: PlanarRuptures;
  /** Ruptures first..stop-1 belong to the magnitude. */
  readonly first: number;
  readonly stop: number;
  /** Share of each rupture in the rate of the magnitude. */
  readonly share: Float64Array;
  /** As models see it. */
  readonly mag: number;
  /** km; contexts have rrup below it, or at it where `inclusive`. */
  readonly maximum: number;
  readonly inclusive: boolean;
}

/** Adds the contexts of the ruptures of one magnitude with the rows `sites[0..count-1]` of the tile. */
export function emitPlanar(
  emitter: PlanarEmitter,
  { ruptures, first, stop, share, mag, maximum, inclusive }: PlanarBin,
  tile: SiteTile,
  sites: Int32Array,
  count: number,
  collector: ContextCollector,
  factor: number,
  minimumDistance: number,
): void {
  if (emitter.selected.length < count) emitter.selected = new Int32Array(count);
  const { selected, values } = emitter;
  const { points } = tile;
  const { block, site } = collector;
  for (let r = first; r < stop; r++) {
    const row = reserve(collector, count);
    const rrup = block.rrup;
    planarRrup(ruptures, r, points, sites, count, rrup, row);
    let n = 0;
    for (let i = 0; i < count; i++) {
      const distance = rrup[row + i]!;
      if (!(inclusive ? distance <= maximum : distance < maximum)) continue;
      rrup[row + n] = distance;
      selected[n] = sites[i]!;
      n++;
    }
    if (n === 0) continue;
    planarDistances(ruptures, r, points, selected, n, block, row);
    for (let i = 0; i < n; i++) site[row + i] = selected[i]!;
    readRuptureValues(ruptures, r, mag, values);
    acceptRows(collector, n, values, factor * share[r]!, minimumDistance);
  }
}
