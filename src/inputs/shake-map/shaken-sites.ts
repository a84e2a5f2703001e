/** What a ShakeMap says of the sites of a job: the nearest point of a grid, or the area around. */
import { strictlyInRing } from "../../geo/point-in-ring.ts";
import type { SiteCollection } from "../../hazard/sites/site-collection.ts";
import { InputError, type ProblemPlace } from "../../input-error.ts";
import { nearestSearch } from "../sites/nearest.ts";
import type { Area, ShakeMap } from "./shake-map.ts";

export interface ShakenSites {
  /** All sites there were, and the numbers of those that it says something of, ascending: the sites of the job from then on. */
  readonly before: SiteCollection;
  readonly kept: Int32Array;
  /** Where the motions are, degrees: points of the grid, or the sites themselves. */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** By measure, one a site, as in the ShakeMap. */
  readonly medians: ReadonlyMap<string, Float32Array>;
  readonly deviations: ReadonlyMap<string, Float32Array>;
  readonly warnings: readonly string[];
}

/**
 * Sites outside all areas are left out. Those farther than `limit` km from the points of a grid keep the nearest, as in the
 * reference, with a warning.
 * @throws InputError when no site lies in an area
 */
export function shakenSites(map: ShakeMap, sites: SiteCollection, limit: number, place: ProblemPlace): ShakenSites {
  const { places } = map;
  const found = Array.from({ length: sites.count }, (_, site) => [sites.lon[site]!, sites.lat[site]!] as const);
  let of: readonly number[];
  const warnings: string[] = [];
  if (places.kind === "areas")
    of = found.map(([lon, lat]) => places.areas.findIndex((area) => isInside(lon, lat, area)));
  else {
    const nearest = nearestSearch({ lon: Float64Array.from(places.lon), lat: Float64Array.from(places.lat) });
    let far = 0;
    of = found.map(([lon, lat]) => {
      const { index, distance } = nearest(lon, lat);
      if (distance > limit) far++;
      return index;
    });
    if (far > 0)
      warnings.push(`${far} of ${sites.count} sites are more than ${limit} km from the points of the ShakeMap`);
  }
  const kept = Int32Array.from(of.keys()).filter((site) => of[site]! >= 0);
  if (kept.length === 0 && sites.count > 0)
    throw new InputError("no site lies within an area of the ShakeMap", {
      ...place,
      allowed: "areas around the assets, longitude first",
    });
  if (kept.length < sites.count)
    warnings.push(
      `${sites.count - kept.length} of ${sites.count} sites lie outside the ShakeMap: their assets are left out`,
    );
  const pick = (columns: ReadonlyMap<string, Float32Array>) =>
    new Map(Array.from(columns, ([name, values]) => [name, Float32Array.from(kept, (site) => values[of[site]!]!)]));
  const at = (axis: "lon" | "lat") =>
    Float64Array.from(kept, (site) =>
      places.kind === "points" ? places[axis][of[site]!]! : Math.fround(sites[axis][site]!),
    );
  return {
    ...{ before: sites, kept, lon: at("lon"), lat: at("lat") },
    ...{ medians: pick(map.medians), deviations: pick(map.deviations), warnings },
  };
}

/** Not on a border: rings by the even-odd rule, so that holes are outside. */
function isInside(lon: number, lat: number, area: Area): boolean {
  let inside = false;
  for (const ring of area) if (strictlyInRing(lon, lat, ring.slice(0, -1))) inside = !inside;
  return inside;
}
