/** What a scenario is given besides sites and ground-motion models: ruptures, recordings, fields. */
import type { SiteCollection } from "../../hazard/sites/site-collection.ts";
import { InputError } from "../../input-error.ts";
import { type GroundMotionFields, readGroundMotionFields } from "../ground-motion-fields.ts";
import { type JobFile, placeOf } from "../job-ini/job-file.ts";
import type { ReadShakeMap } from "../shake-map/read-shake-map.ts";
import { type ShakenSites, shakenSites } from "../shake-map/shaken-sites.ts";
import { pickSites } from "../sites/pick-sites.ts";
import type { SiteModel } from "../sites/site-model.ts";
import { readScenarioRuptures, type ScenarioRupture } from "./scenario-ruptures.ts";
import { readStations, type Stations, withStations } from "./stations.ts";

export interface ScenarioInputs {
  readonly ruptures: readonly ScenarioRupture[];
  /** Stations and the sites of the job that they stand at. */
  readonly stations?: { readonly recorded: Stations; readonly siteOf: Uint32Array };
  /** The first sites are the job's own; those behind them are stations. */
  readonly ownSites: number;
  /** Fields that were computed elsewhere. */
  readonly fields?: GroundMotionFields;
  /** What a ShakeMap says of the sites: fields are drawn from it. */
  readonly shakeMap?: ShakenSites;
}

export interface ReadScenario {
  readonly scenario: ScenarioInputs;
  readonly sites: SiteCollection;
  readonly warnings: readonly string[];
  /** Files of the ShakeMap. */
  readonly shakeMapFiles: readonly string[];
}

/** @throws InputError for ruptures, stations, fields and ShakeMaps that cannot be read */
export async function readScenario(
  jobFile: JobFile,
  sites: SiteCollection,
  siteModel: SiteModel | undefined,
  shakeMap?: ReadShakeMap,
): Promise<ReadScenario> {
  if (shakeMap !== undefined) return shakenScenario(jobFile, sites, shakeMap);
  const shakeMapFiles: readonly string[] = [];
  const { ruptures, warnings } = await readScenarioRuptures(jobFile);
  const [stationFile] = jobFile.inputs.get("station_data")?.files ?? [];
  const [fieldFile] = jobFile.inputs.get("gmfs")?.files ?? [];
  const fields = fieldFile === undefined ? undefined : givenFields(jobFile, fieldFile);
  const given = fields === undefined ? {} : { fields };
  if (stationFile === undefined)
    return { scenario: { ruptures, ownSites: sites.count, ...given }, sites, warnings, shakeMapFiles };
  const recorded = readStations(jobFile.folder, stationFile);
  const { sites: all, own, siteOf } = withStations(sites, recorded, siteModel);
  return {
    scenario: { ruptures, ownSites: own, stations: { recorded, siteOf }, ...given },
    sites: all,
    warnings: [...warnings, ...recorded.warnings],
    shakeMapFiles,
  };
}

/** The hazard is the ShakeMap's: a rupture or fields beside it would count for nothing. */
function shakenScenario(jobFile: JobFile, sites: SiteCollection, { map, files, warnings }: ReadShakeMap): ReadScenario {
  const beside = ["gmfs", "rupture_model", "station_data"].filter((key) => jobFile.inputs.has(key));
  const [first] = beside;
  if (first !== undefined)
    throw new InputError(`a ShakeMap and ${beside.map((key) => `${key}_file`).join(", ")} exclude each other`, {
      ...placeOf(jobFile, first),
      allowed: "one hazard",
    });
  const limit = jobFile.parameters.asset_hazard_distance["default"] ?? Number.POSITIVE_INFINITY;
  const shaken = shakenSites(map, sites, limit, placeOf(jobFile, "shakemap_uri"));
  return {
    scenario: { ruptures: [], ownSites: shaken.kept.length, shakeMap: shaken },
    sites: shaken.kept.length === sites.count ? sites : pickSites(sites, [...shaken.kept]),
    warnings: [...warnings, ...shaken.warnings],
    shakeMapFiles: files,
  };
}

function givenFields(jobFile: JobFile, file: string): GroundMotionFields {
  if (file.endsWith(".csv")) return readGroundMotionFields(jobFile.folder, file);
  throw new InputError(`fields are read from csv, not from ${file}`, {
    ...placeOf(jobFile, "gmfs"),
    allowed: "a file whose name ends in .csv",
  });
}
