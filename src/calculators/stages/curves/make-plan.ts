/**
 * Cuts a classical calculation into tasks. The plan depends on the job only, never on the machine: sites in tiles first,
 * and, where there are too few tiles to keep threads busy, the sources in slices whose sums are added in order.
 */
import type { CurveTask, SourceSlice } from "./task.ts";

/** What the plan needs to know of a family. */
export interface FamilySize {
  /** Pieces that can be computed apart from each other. */
  readonly units: number;
  readonly ruptures: number;
}

export interface PlanSize {
  readonly sites: number;
  /** Sites that must stay together: the near and far decisions of few sites are common to all. */
  readonly smallestTile: number;
  /** Models times measures: cost of a context. */
  readonly motions: number;
  readonly families: readonly FamilySize[];
}

/** Sites of a tile: their sums for a few models and measures stay in the second-level cache. */
export const TILE_SITES = 64;

/** So many tasks keep the slots of a large cluster busy to the end (docs/how-to/use-a-cluster.md). */
const MANY_TASKS = 2048;

/** Tiles of a large calculation become no smaller than this, which costs a tenth more: measured. */
const SMALLEST_TILE = 8;

/** Contexts times motions, as if every rupture reached every site, that are half a second at least: smaller tasks need no cutting. */
const LONG_TASK = 50_000_000;

/** With fewer tiles than this the sources are cut, too. */
const FEW_TILES = 8;

/** Contexts times motions worth a task of its own, about a tenth of a second. */
const WORTH_A_TASK = 1_000_000;

/** Tasks in the order in which their results are wanted. */
export function makeCurvePlan(size: PlanSize): readonly CurveTask[] {
  const ruptures = size.families.reduce((sum, family) => sum + family.ruptures, 0);
  const tileSites = tileSitesOf(size, ruptures * size.motions);
  const tiles: [number, number][] = [];
  for (let start = 0; start < size.sites; start += tileSites)
    tiles.push([start, Math.min(size.sites, start + tileSites)]);
  const whole = size.families.map(({ units }, family): SourceSlice => ({ family, unitStart: 0, unitStop: units }));
  const cost = ruptures * size.motions * size.sites;
  const wanted = Math.min(2 * FEW_TILES, Math.ceil(cost / WORTH_A_TASK));
  if (tiles.length >= FEW_TILES || wanted <= tiles.length)
    return tiles.map(([siteStart, siteStop]) => ({ siteStart, siteStop, slices: whole, complete: true }));
  const portions = cutSources(size.families, Math.ceil(wanted / tiles.length));
  return tiles.flatMap(([siteStart, siteStop]) =>
    portions.map((slices) => ({ siteStart, siteStop, slices, complete: portions.length === 1 })),
  );
}

/** Halved while that makes tasks that are wanted and long enough. */
function tileSitesOf({ sites, smallestTile }: PlanSize, costOfSite: number): number {
  if (sites <= smallestTile) return Math.max(TILE_SITES, sites);
  let tile = TILE_SITES;
  while (tile > SMALLEST_TILE && sites / tile < MANY_TASKS && (costOfSite * tile) / 2 >= LONG_TASK) tile /= 2;
  return tile;
}

/** Slices of about equal numbers of ruptures, families in order. */
export function cutSources(families: readonly FamilySize[], count: number): readonly (readonly SourceSlice[])[] {
  const total = families.reduce((sum, { ruptures }) => sum + ruptures, 0);
  const target = Math.max(1, total / count);
  const portions: SourceSlice[][] = [];
  let portion: SourceSlice[] = [];
  let filled = 0;
  const close = (): void => {
    if (portion.length > 0) portions.push(portion);
    portion = [];
    filled = 0;
  };
  for (const [family, { units, ruptures }] of families.entries()) {
    const perUnit = units === 0 ? 0 : ruptures / units;
    let unit = 0;
    while (unit < units) {
      const room = perUnit === 0 ? units : Math.max(1, Math.ceil((target - filled) / perUnit));
      const stop = Math.min(units, unit + room);
      portion.push({ family, unitStart: unit, unitStop: stop });
      filled += (stop - unit) * perUnit;
      unit = stop;
      if (filled >= target) close();
    }
  }
  close();
  return portions.length === 0 ? [[]] : portions;
}
