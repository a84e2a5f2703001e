/** Sites at km east and north of (0, 0), and blocks for their distances. */
import { type ContextBlock, type DistanceColumn, makeContextBlock } from "../../src/hazard/context-block.ts";
import { type SelectedSites, selectAll } from "../../src/hazard/sites/selected-sites.ts";
import { prepareSites, type SitePoints } from "../../src/hazard/sites/site-points.ts";
import { km } from "./small-geometries.ts";

export function pointsAt(...places: readonly (readonly [east: number, north: number])[]): SitePoints {
  return prepareSites({
    count: places.length,
    lon: Float64Array.from(places, ([east]) => km(east)),
    lat: Float64Array.from(places, ([, north]) => km(north)),
    depth: new Float64Array(places.length),
  });
}

export function sitesAt(...places: readonly (readonly [east: number, north: number])[]): SelectedSites {
  return selectAll(pointsAt(...places));
}

export function blockOf(rows: number, ...columns: readonly DistanceColumn[]): ContextBlock {
  return makeContextBlock(columns, rows);
}
