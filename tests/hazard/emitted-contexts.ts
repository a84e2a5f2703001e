/** All contexts of a source at a few sites, as rows. */
import type { DistanceColumn } from "../../src/hazard/context-block.ts";
import { type ContextCollector, flush, makeCollector } from "../../src/hazard/contexts/context-collector.ts";
import type { FamilyContexts } from "../../src/hazard/contexts/family-contexts.ts";
import { maximumDistance } from "../../src/hazard/contexts/maximum-distance.ts";
import { makeTile, type SiteTile } from "../../src/hazard/contexts/tile.ts";
import { km } from "./small-geometries.ts";

export const REACH = {
  maximumDistance: maximumDistance([
    [2.5, 100],
    [10.2, 100],
  ]),
  minimumDistance: 0,
};

export interface ContextRow {
  readonly site: number;
  readonly weight: number;
  readonly mag: number;
  readonly rrup: number;
  readonly rjb: number;
}

export function tileAt(...places: readonly (readonly [east: number, north: number])[]): SiteTile {
  const column = (values: number[]) => Float64Array.from(values);
  const sites = {
    count: places.length,
    lon: column(places.map(([east]) => km(east))),
    lat: column(places.map(([, north]) => km(north))),
    depth: new Float64Array(places.length),
    parameters: new Map([["vs30", column(places.map((_, s) => 500 + s))]]),
    texts: new Map(),
  };
  return makeTile(sites, 0, places.length);
}

export function collectorFor(tile: SiteTile, onFull: (collector: ContextCollector) => void): ContextCollector {
  const distance: DistanceColumn[] = ["rrup", "rjb"];
  return makeCollector({ rupture: ["mag"], distance, site: ["vs30"], text: [] }, tile.parameters, 16, onFull);
}

/** Rows of a block that was handed on. */
export function rowsOf({ block, site, weight }: ContextCollector): ContextRow[] {
  return Array.from({ length: block.length }, (_, row) => ({
    site: site[row]!,
    weight: weight[row]!,
    mag: block.mag[row]!,
    rrup: block.rrup[row]!,
    rjb: block.rjb[row]!,
  }));
}

export function contextsAt(contexts: FamilyContexts, tile: SiteTile, factor = 1): ContextRow[] {
  const rows: ContextRow[] = [];
  const collector = collectorFor(tile, (full) => rows.push(...rowsOf(full)));
  contexts.setTile(tile);
  for (let bin = 0; bin < contexts.mags.length; bin++) contexts.emit(bin, 0, contexts.units, collector, factor);
  flush(collector);
  return rows;
}
