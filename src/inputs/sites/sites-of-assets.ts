/** With an exposure only the sites count that are the nearest to one of its assets. */
import { strictlyInRing } from "../../geo/point-in-ring.ts";
import type { SiteCollection } from "../../hazard/sites/site-collection.ts";
import { InputError } from "../../input-error.ts";
import { type JobFile, placeOf } from "../job-ini/job-file.ts";
import { readExposureSites } from "./exposure-sites.ts";
import { nearestSearch } from "./nearest.ts";
import { pickSites } from "./pick-sites.ts";

/** Assets may be so many grid steps away from their site. */
const LIMIT_STEPS = 1.414;

/** Hazard that was computed before: its sites stay as they are. */
const GIVEN_HAZARD = ["gmfs", "hazard_curves", "station_data", "shakemap"];

/** Whether the sites of this job are reduced. */
export function reducesToAssets({ parameters, inputs }: JobFile): boolean {
  return (
    inputs.has("exposure") &&
    parameters.hazard_calculation_id === undefined &&
    Object.keys(parameters.rupture_dict).length === 0 &&
    Object.keys(parameters.shakemap_uri).length === 0 &&
    !GIVEN_HAZARD.some((key) => inputs.has(key))
  );
}

/**
 * Sites with assets, in order. Assets outside `region` do not count; the others must have a site within
 * `asset_hazard_distance` (the largest of them; with a grid 1.414 steps), or `discard_assets` must be set.
 * @throws InputError when assets are too far away.
 */
export async function sitesOfAssets(jobFile: JobFile, sites: SiteCollection): Promise<SiteCollection> {
  const { parameters } = jobFile;
  const { region, region_grid_spacing: spacing, asset_hazard_distance, discard_assets } = parameters;
  const limit = spacing === undefined ? Math.max(...Object.values(asset_hazard_distance)) : spacing * LIMIT_STEPS;
  const places = await readExposureSites(jobFile);
  const search = nearestSearch(sites);
  const used = new Uint8Array(sites.count);
  let inside = 0;
  let far = 0;
  for (let i = 0; i < places.lon.length; i++) {
    const [lon, lat] = [places.lon[i]!, places.lat[i]!];
    if (region !== undefined && !strictlyInRing(lon, lat, region)) continue;
    inside++;
    const { index, distance } = search(lon, lat);
    if (distance <= limit) used[index] = 1;
    else far++;
  }
  if (inside === 0) throw new InputError("no asset lies in the region", placeOf(jobFile, "region"));
  const place = placeOf(jobFile, spacing === undefined ? "asset_hazard_distance" : "region_grid_spacing");
  if (far === inside) throw new InputError(`no asset has a site within ${limit} km (asset_hazard_distance)`, place);
  if (far > 0 && !discard_assets && parameters.calculation_mode?.startsWith("scenario") !== true)
    throw new InputError(
      `the assets at ${far} places were discarded: they are farther than ${limit} km from any site`,
      {
        ...place,
        allowed: "assets near sites, or discard_assets = true",
      },
    );
  const kept = Array.from(sites.lon.keys()).filter((i) => used[i] === 1);
  return kept.length === sites.count ? sites : pickSites(sites, kept);
}
