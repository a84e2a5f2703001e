/** A few neighbouring sites that a task works on together, with what distances and models need of them. */

import { EARTH_RADIUS, RADIANS_PER_DEGREE } from "../../geo/sphere.ts";
import { SITE_COLUMNS, type SiteColumn, TEXT_COLUMNS, type TextColumn } from "../context-block.ts";
import type { SiteCollection } from "../sites/site-collection.ts";
import { prepareSites, type SitePoints } from "../sites/site-points.ts";
import type { TileSites, WantedColumns } from "./context-collector.ts";

export interface SiteTile {
  readonly count: number;
  readonly sites: SiteCollection;
  readonly points: SitePoints;
  readonly parameters: TileSites;
}

/** Sites start..stop-1 of a collection. */
export function makeTile(sites: SiteCollection, start: number, stop: number): SiteTile {
  const cut: SiteCollection = {
    count: stop - start,
    lon: sites.lon.subarray(start, stop),
    lat: sites.lat.subarray(start, stop),
    depth: sites.depth.subarray(start, stop),
    parameters: new Map(Array.from(sites.parameters, ([name, column]) => [name, column.subarray(start, stop)])),
    texts: new Map(Array.from(sites.texts, ([name, column]) => [name, column.slice(start, stop)])),
  };
  const numbers = new Map<SiteColumn, Float64Array>([
    ["lon", cut.lon],
    ["lat", cut.lat],
  ]);
  for (const name of SITE_COLUMNS) {
    const column = cut.parameters.get(name);
    if (column !== undefined) numbers.set(name, column);
  }
  const texts = new Map<TextColumn, readonly string[]>();
  for (const name of TEXT_COLUMNS) {
    const column = cut.texts.get(name);
    if (column !== undefined) texts.set(name, column);
  }
  return { count: cut.count, sites: cut, points: prepareSites(cut), parameters: { numbers, texts } };
}

/** Site columns that models want and the sites do not have. */
export function missingSiteColumns(wanted: WantedColumns, parameters: TileSites): readonly (SiteColumn | TextColumn)[] {
  return [
    ...wanted.site.filter((name) => !parameters.numbers.has(name)),
    ...wanted.text.filter((name) => !parameters.texts.has(name)),
  ];
}

/** A ball around sites, km. */
export interface SiteBall {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly radius: number;
}

/** A ball around the sites of a tile, km. */
export function tileBall({ points, count }: SiteTile): SiteBall {
  let x = 0;
  let y = 0;
  let z = 0;
  for (let s = 0; s < count; s++) {
    x += points.x[s]! / count;
    y += points.y[s]! / count;
    z += points.z[s]! / count;
  }
  let radius = 0;
  for (let s = 0; s < count; s++)
    radius = Math.max(radius, Math.hypot(points.x[s]! - x, points.y[s]! - y, points.z[s]! - z));
  return { x, y, z, radius };
}

/** Whether any site of the ball can be within `limit` km of a place on the surface: spares the look at each of them. */
export function ballWithin(ball: SiteBall, lon: number, lat: number, limit: number): boolean {
  const phi = lat * RADIANS_PER_DEGREE;
  const lambda = lon * RADIANS_PER_DEGREE;
  const horizontal = EARTH_RADIUS * Math.cos(phi);
  const dx = horizontal * Math.cos(lambda) - ball.x;
  const dy = horizontal * Math.sin(lambda) - ball.y;
  const dz = EARTH_RADIUS * Math.sin(phi) - ball.z;
  return Math.sqrt(dx * dx + dy * dy + dz * dz) - ball.radius <= limit + 1e-6;
}
