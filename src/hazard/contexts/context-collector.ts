/**
 * Gathers contexts into blocks: the distances of a rupture to the sites within the maximum distance are written behind the rows already
 * there, the rupture's and the sites' columns are filled, and full blocks are handed on.
 */

import type { NumericColumn, RuptureColumn, SiteColumn, TextColumn } from "../context-block.ts";
import { type ContextBlock, type DistanceColumn, makeContextBlock } from "../context-block.ts";

/** Columns that the models of one tectonic region need. */
export interface WantedColumns {
  readonly rupture: readonly RuptureColumn[];
  readonly distance: readonly DistanceColumn[];
  readonly site: readonly SiteColumn[];
  readonly text: readonly TextColumn[];
  /** Distances wanted by others than models: the minimum distance does not raise them. */
  readonly unraised?: readonly DistanceColumn[];
}

/** Values of a rupture's columns; those not wanted are not read. Reused from rupture to rupture. */
export type RuptureValues = { [column in RuptureColumn]: number };

export function makeRuptureValues(): RuptureValues {
  return {
    mag: 0,
    rake: 0,
    dip: 0,
    strike: 0,
    ztor: 0,
    zbot: 0,
    width: 0,
    hypo_depth: 0,
    hypo_lon: 0,
    hypo_lat: 0,
    in_cshm: 0,
  };
}

/** Site parameters of a tile, by column; rows of the tile. */
export interface TileSites {
  readonly numbers: ReadonlyMap<SiteColumn, Float64Array>;
  readonly texts: ReadonlyMap<TextColumn, readonly string[]>;
}

export interface ContextCollector {
  readonly block: ContextBlock;
  /** Row of the tile that each context belongs to. */
  readonly site: Int32Array;
  /** Expected number of occurrences (or its share, for families) of each context's rupture. */
  readonly weight: Float64Array;
  readonly wanted: WantedColumns;
  /** rrup decides which contexts count, whether or not a model needs it. */
  readonly distances: readonly DistanceColumn[];
  /** Columns that the minimum distance raises. */
  readonly raised: readonly DistanceColumn[];
  readonly sites: TileSites;
  /** Contexts handed on so far. */
  total: number;
  readonly onFull: (collector: ContextCollector) => void;
}

/**
 * @param capacity rows; at least the largest number of sites of a tile
 * @param onFull called with a filled block; must use it up before returning
 * @param exact lets the minimum distance raise distances only; the reference raises rx, ry0 and azimuths too
 */
export function makeCollector(
  wanted: WantedColumns,
  sites: TileSites,
  capacity: number,
  onFull: (collector: ContextCollector) => void,
  exact = false,
): ContextCollector {
  const distances = [...new Set([...wanted.distance, ...(wanted.unraised ?? []), "rrup" as const])];
  const columns: (NumericColumn | TextColumn)[] = [...wanted.rupture, ...distances, ...wanted.site, ...wanted.text];
  return {
    block: makeContextBlock(columns, capacity),
    site: new Int32Array(capacity),
    weight: new Float64Array(capacity),
    wanted,
    distances,
    raised: exact ? wanted.distance.filter((name) => TRUE_DISTANCES.has(name)) : wanted.distance,
    sites,
    total: 0,
    onFull,
  };
}

/** Distances to the rupture or its hypocentre, as opposed to coordinates relative to it. */
const TRUE_DISTANCES: ReadonlySet<DistanceColumn> = new Set(["rrup", "rjb", "repi", "rhypo", "rvolc"]);

/** Makes room for `rows` more contexts and returns the row to write the first at. */
export function reserve(collector: ContextCollector, rows: number): number {
  const { block } = collector;
  if (block.length + rows > block.capacity) flush(collector);
  return block.length;
}

/** Hands on what was gathered. */
export function flush(collector: ContextCollector): void {
  const { block } = collector;
  if (block.length === 0) return;
  collector.total += block.length;
  collector.onFull(collector);
  block.length = 0;
}

/**
 * Completes the new rows from the end of the block on: raises distances to `minimumDistance`, fills rupture and site
 * columns and weights, and counts the rows in.
 */
export function acceptRows(
  collector: ContextCollector,
  rows: number,
  rupture: RuptureValues,
  weight: number,
  minimumDistance: number,
): void {
  const { block, site, wanted, raised, sites } = collector;
  const start = block.length;
  const stop = start + rows;
  if (minimumDistance > 0)
    for (const name of raised) {
      const column = block[name];
      for (let row = start; row < stop; row++) if (column[row]! < minimumDistance) column[row] = minimumDistance;
    }
  for (const name of wanted.rupture) block[name].fill(rupture[name], start, stop);
  for (const name of wanted.site) {
    const values = sites.numbers.get(name)!;
    const column = block[name];
    for (let row = start; row < stop; row++) column[row] = values[site[row]!]!;
  }
  for (const name of wanted.text) {
    const values = sites.texts.get(name)!;
    const column = block[name];
    for (let row = start; row < stop; row++) column[row] = values[site[row]!]!;
  }
  collector.weight.fill(weight, start, stop);
  block.length = stop;
}
