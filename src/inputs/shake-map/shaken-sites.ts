/** What a ShakeMap says of the sites of a job: the nearest point of a grid, or the area around. */
import { onRing, pointInRing } from "../../geo/point-in-ring.ts";
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
  if (places.kind === "areas") {
    const areas = places.areas.map(boundedArea);
    of = found.map(([lon, lat]) => areas.findIndex((area) => isInside(lon, lat, area)));
  } else {
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

interface BoundedArea {
  /** Not closed. */
  readonly rings: Area;
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

function boundedArea(area: Area): BoundedArea {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const [lon, lat] of area.flat()) {
    box.west = Math.min(box.west, lon);
    box.south = Math.min(box.south, lat);
    box.east = Math.max(box.east, lon);
    box.north = Math.max(box.north, lat);
  }
  return { rings: area.map((ring) => ring.slice(0, -1)), ...box };
}

/** By the even-odd rule, so that holes are outside; places on a border, of a hole too, are in no area. */
function isInside(lon: number, lat: number, { rings, west, south, east, north }: BoundedArea): boolean {
  if (lon <= west || lon >= east || lat <= south || lat >= north) return false;
  let inside = false;
  for (const ring of rings) if (pointInRing(lon, lat, ring)) inside = !inside;
  return inside && !rings.some((ring) => onRing(lon, lat, ring));
}
