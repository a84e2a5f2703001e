/** Contexts of planar ruptures that are in place: shared by all sources that make planes. */
import { DEGREES_PER_RADIAN } from "../../geo/sphere.ts";
import { planarDistances, planarRrup } from "../distances/planar-distances.ts";
import type { PlanarRuptures } from "../ruptures/rupture-set.ts";
import { type SelectedSites, selectAll, selectNone } from "../sites/selected-sites.ts";
import { withAdded } from "./added-rates.ts";
import { inCanterbury } from "./canterbury.ts";
import {
  acceptRows,
  type ContextCollector,
  makeRuptureValues,
  type RuptureValues,
  reserve,
} from "./context-collector.ts";
import { readRuptureValues } from "./family-contexts.ts";
import type { RuptureEmitter } from "./rupture-emitter.ts";

/** Working state: sites that a rupture reaches, and its values. */
export interface PlanarEmitter {
  readonly values: RuptureValues;
  selected: SelectedSites | undefined;
}

export function makePlanarEmitter(): PlanarEmitter {
  return { values: makeRuptureValues(), selected: undefined };
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
  /** What is added to the weight of rupture r, at r + `addedFrom`. */
  readonly added?: Float64Array | undefined;
  readonly addedFrom?: number;
}

/** Adds the contexts of the ruptures of one magnitude with some sites of a tile. The weight of each is `factor` times its share. */
export function emitPlanar(
  emitter: PlanarEmitter,
  { ruptures, first, stop, share, mag, maximum, inclusive, added, addedFrom = 0 }: PlanarBin,
  factor: number,
  minimumDistance: number,
  sites: SelectedSites,
  collector: ContextCollector,
): void {
  for (let r = first; r < stop; r++) {
    const n = placeRows(emitter, ruptures, r, maximum, inclusive, sites, collector);
    if (n === 0) continue;
    readRuptureValues(ruptures, r, mag, emitter.values);
    const weight = factor * share[r]!;
    const whole = added === undefined ? weight : withAdded(weight, added[addedFrom + r]!);
    acceptRows(collector, n, emitter.values, whole, minimumDistance);
  }
}

/** Writes the distances of rupture `r` behind the rows there are; returns the number of sites within the maximum distance. */
function placeRows(
  emitter: PlanarEmitter,
  ruptures: PlanarRuptures,
  r: number,
  maximum: number,
  inclusive: boolean,
  sites: SelectedSites,
  collector: ContextCollector,
): number {
  const { points, indices, count } = sites;
  if (emitter.selected?.points !== points) emitter.selected = selectNone(points);
  const { selected } = emitter;
  const reached = selected.indices;
  const { block, site } = collector;
  const row = reserve(collector, count);
  const rrup = block.rrup;
  sites.row = row;
  planarRrup(ruptures, r, sites, rrup);
  let n = 0;
  for (let i = 0; i < count; i++) {
    const distance = rrup[row + i]!;
    if (!(inclusive ? distance <= maximum : distance < maximum)) continue;
    rrup[row + n] = distance;
    reached[n] = indices[i]!;
    n++;
  }
  if (n === 0) return 0;
  selected.count = n;
  selected.row = row;
  planarDistances(ruptures, r, selected, block);
  for (let i = 0; i < n; i++) site[row + i] = reached[i]!;
  return n;
}

/** Contexts of planar surfaces given by their corners: the whole tile is looked at, sites at the maximum distance count. */
export function planarSetEmitter(ruptures: PlanarRuptures, minimumDistance: number): RuptureEmitter {
  const emitter = makePlanarEmitter();
  let everySite: SelectedSites | undefined;
  return {
    setTile: (next) => {
      everySite = selectAll(next.points);
    },
    emit: (r, mag, maximum, collector, weight) => {
      if (everySite === undefined) return;
      const n = placeRows(emitter, ruptures, r, maximum, true, everySite, collector);
      if (n === 0) return;
      const { values } = emitter;
      readRuptureValues(ruptures, r, mag, values);
      if (collector.wanted.rupture.includes("in_cshm")) values.in_cshm = planeInCanterbury(ruptures, r);
      acceptRows(collector, n, values, weight, minimumDistance);
    },
  };
}

function planeInCanterbury({ corners }: PlanarRuptures, r: number): number {
  for (let corner = 12 * r; corner < 12 * r + 12; corner += 3) {
    const x = corners[corner]!;
    const y = corners[corner + 1]!;
    const lon = Math.atan2(y, x) * DEGREES_PER_RADIAN;
    const lat = Math.atan2(corners[corner + 2]!, Math.hypot(x, y)) * DEGREES_PER_RADIAN;
    if (inCanterbury(lon, lat) === 1) return 1;
  }
  return 0;
}
