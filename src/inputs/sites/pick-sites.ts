/** Some sites of a collection, or some of them several times. */
import type { SiteCollection } from "../../hazard/sites/site-collection.ts";

/** The sites at `indices`, renumbered in their order. */
export function pickSites(sites: SiteCollection, indices: readonly number[]): SiteCollection {
  const pick = (column: Float64Array) => Float64Array.from(indices, (i) => column[i]!);
  return {
    count: indices.length,
    lon: pick(sites.lon),
    lat: pick(sites.lat),
    depth: pick(sites.depth),
    parameters: new Map([...sites.parameters].map(([name, column]): [string, Float64Array] => [name, pick(column)])),
    texts: new Map(
      [...sites.texts].map(([name, column]): [string, readonly string[]] => [name, indices.map((i) => column[i]!)]),
    ),
  };
}
