/** The assets of a job at the sites of its hazard. */
import { InputError } from "../../../input-error.ts";
import type { Job } from "../../../inputs/job.ts";
import { nearestSearch } from "../../../inputs/sites/nearest.ts";
import type { LocatedAssets } from "../../../risk/exposure/assets.ts";
import { assetsAtSites, locateAssets } from "../../../risk/exposure/locate-assets.ts";
import { mergeAssets } from "../../../risk/exposure/merge-assets.ts";
import type { CalculatorOptions, ParentCalculation } from "../../calculator.ts";

/** Assets may be so many grid steps away from their site. */
const LIMIT_STEPS = 1.414;

/**
 * Assets with their sites, merged if the job says so.
 * @param strict assets too far from every site are an error unless `discard_assets` is set; else they are told and left out.
 * @throws InputError without an exposure, and when no asset is near a site
 */
export function locateJobAssets(
  job: Job,
  parent: ParentCalculation | undefined,
  { log }: Pick<CalculatorOptions["reporter"], "log">,
  strict: boolean,
): LocatedAssets {
  const { parameters } = job;
  // As the reference, which does not look at an exposure where the calculation that is continued has one.
  const first = parent?.job.assets === undefined ? job : parent.job;
  const { assets } = first;
  if (assets !== job.assets && job.files.has("exposure"))
    log("WARNING", "the assets are those of the calculation that is continued, not of exposure_file");
  const sites = job.scenario?.shakeMap?.before ?? job.sites;
  if (assets === undefined)
    throw new InputError("missing exposure", {
      parameter: "exposure_file",
      allowed: "an exposure of the job, or of the calculation it continues",
    });
  const spacing = parameters.region_grid_spacing ?? parent?.job.parameters.region_grid_spacing;
  const limit =
    spacing === undefined ? Math.max(...Object.values(first.parameters.asset_hazard_distance)) : spacing * LIMIT_STEPS;
  const located = locateAssets(assets, {
    nearest: nearestSearch(sites),
    siteCount: sites.count,
    limit,
    region: parameters.region,
    keepSites: true,
  });
  const place = { parameter: spacing === undefined ? "asset_hazard_distance" : "region_grid_spacing" };
  if (located.assets.count === 0 && located.discarded.length === 0)
    throw new InputError("no asset lies in the region", { parameter: "region" });
  if (located.assets.count === 0)
    throw new InputError(`no asset has a site within ${limit} km (asset_hazard_distance)`, place);
  const far = located.discarded.length;
  const told = `${far} assets were discarded: they are farther than ${limit} km from any site (${located.discarded.slice(0, 5).join(", ")}${far > 5 ? " ..." : ""})`;
  if (far > 0 && strict && !parameters.discard_assets)
    throw new InputError(told, { ...place, allowed: "assets near sites, or discard_assets = true" });
  if (far > 0) log("WARNING", told);
  const shaken = job.scenario?.shakeMap;
  const kept = shaken === undefined ? located.assets : assetsAtSites(located.assets, shaken.kept);
  return first.parameters.aggregate_exposure ? mergeAssets(kept) : kept;
}
