/** The exposure of a job, read once however many ask for it. Of a given rupture only the assets in its reach count. */
import { distanceAt, maximumDistance } from "../../hazard/contexts/maximum-distance.ts";
import { distancesFrom } from "../../hazard/events/rupture-distance.ts";
import { InputError } from "../../input-error.ts";
import { makeTag, pickAssets, tagTexts } from "../../risk/exposure/assets.ts";
import { type JobFile, placeOf } from "../job-ini/job-file.ts";
import { readScenarioRuptures } from "../scenario/scenario-ruptures.ts";
import { type Exposure, readExposure } from "./exposure.ts";

const READ = new WeakMap<JobFile, Promise<Exposure>>();

/**
 * @returns undefined when the job names none that can be read as a document
 * @throws InputError with everything wrong in it, every time it is asked for
 */
export async function jobExposure(jobFile: JobFile): Promise<Exposure | undefined> {
  const files = jobFile.inputs.get("exposure")?.files ?? [];
  if (files.length === 0 || !files.every((file) => file.endsWith(".xml"))) return undefined;
  const { parameters, folder } = jobFile;
  let reading = READ.get(jobFile);
  if (reading === undefined) {
    reading = readExposure(folder, files, {
      ignoredCosts: parameters.ignore_missing_costs,
      infrastructure: parameters.infrastructure_connectivity_analysis,
    }).then((exposure) => nearRupture(jobFile, exposure));
    READ.set(jobFile, reading);
  }
  return reading;
}

/** Assets whose distance from the one rupture that is given is below `maximum_distance` at its magnitude. */
async function nearRupture(jobFile: JobFile, exposure: Exposure): Promise<Exposure> {
  const { parameters, inputs } = jobFile;
  const [file] = inputs.get("rupture_model")?.files ?? [];
  const named = file === undefined ? Object.keys(parameters.rupture_dict).length > 0 : /\.(xml|csv)$/.test(file);
  const distances = parameters.maximum_distance;
  if (!named || distances === undefined) return exposure;
  const { ruptures } = await readScenarioRuptures(jobFile);
  const [rupture] = ruptures;
  if (rupture === undefined || ruptures.length > 1) return exposure;
  const pairs = distances["default"] ?? Object.values(distances)[0] ?? [];
  const reach = distanceAt(maximumDistance(pairs), rupture.mag);
  const { assets } = exposure;
  const away = distancesFrom(rupture, assets.lon.map(Math.fround), assets.lat.map(Math.fround));
  const kept = Array.from(away.keys()).filter((asset) => away[asset]! < reach);
  if (kept.length === assets.count) return exposure;
  if (kept.length === 0)
    throw new InputError(
      `no asset lies within ${reach.toFixed(0)} km of the rupture of magnitude ${rupture.mag.toFixed(1)}`,
      {
        reference: `No assets within <RuptureFilter mag=${rupture.mag.toFixed(1)} dist=${reach.toFixed(0)}>`,
        ...placeOf(jobFile, "maximum_distance"),
        allowed: "an exposure with assets within maximum_distance of the rupture",
      },
    );
  const picked = pickAssets(assets, kept);
  const near = { ...picked, tags: picked.tags.map((tag) => makeTag(tag.name, tagTexts(tag))) };
  const { ids, lon, lat } = near;
  const placeOfNear = (asset: number) => exposure.placeOf(kept[asset]!);
  return { ...exposure, assets: near, ids, lon, lat, taxonomies: tagTexts(near.tags[0]!), placeOf: placeOfNear };
}
