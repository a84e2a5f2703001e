/** The sites of a job: from which input, in which order, with which parameters (docs/method/classical.md 8). */
import { regionGrid } from "../../geo/region-grid.ts";
import { roundEven } from "../../geo/rounding.ts";
import { foldLongitude, type LonLatColumns } from "../../geo/sphere.ts";
import type { SiteCollection } from "../../hazard/sites/site-collection.ts";
import { InputError, ProblemList } from "../../input-error.ts";
import { readHazardCurves } from "../hazard-curves.ts";
import { type JobFile, placeOf } from "../job-ini/job-file.ts";
import { convexHull } from "./convex-hull.ts";
import { readExposureSites } from "./exposure-sites.ts";
import { withPlaceNames } from "./geohash.ts";
import { nearestSearch } from "./nearest.ts";
import { overrideVs30 } from "./override-vs30.ts";
import { pickSites } from "./pick-sites.ts";
import { joinSiteModels, readSiteModel, type SiteModel } from "./site-model.ts";
import { prefersJobFile, type RequiredParameters, siteParameters } from "./site-parameters.ts";
import { reducesToAssets, sitesOfAssets } from "./sites-of-assets.ts";

/** Sites may take their parameters from a record so far away (km). */
const LIMIT_KM = 8;
const KM_PER_DEGREE = 111.2;
const MAX_GRID_SITES = 5_000_000;
/** The same with a grid, in grid steps. */
const LIMIT_STEPS = 1.414;

interface Points {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly depth: Float64Array;
  /** The points are the records of the site model, in its order. */
  readonly areSiteModel: boolean;
}

export interface JobSites {
  readonly sites: SiteCollection;
  readonly warnings: readonly string[];
}

/**
 * @throws InputError when no input gives sites, when two coincide, when a parameter is missing that a model needs, or a
 * site has no record of the site model near.
 */
export async function readSites(jobFile: JobFile, required: RequiredParameters): Promise<JobSites> {
  const { parameters } = jobFile;
  const warnings: string[] = [];
  const siteModel = readJobSiteModel(jobFile);
  const points = await sitePoints(jobFile, siteModel);
  const count = points.lon.length;
  // Folding leaves noise in the last digits, so it comes first.
  const lon = points.lon.map((value) => roundEven(foldLongitude(value), 5));
  const lat = points.lat.map((value) => roundEven(value, 5));
  refuseCoinciding(jobFile, lon, lat);
  const records =
    siteModel === undefined || (prefersJobFile(parameters) && !points.areSiteModel)
      ? undefined
      : {
          model: siteModel,
          record: recordOfSite(jobFile, siteModel, points, lon, lat, warnings),
          areSites: points.areSiteModel,
        };
  const { numbers, texts } = siteParameters(jobFile, required, records, count);
  checkLabels(jobFile, siteModel);
  const modelDepth = points.areSiteModel ? siteModel?.numbers.get("depth") : undefined;
  const depth = modelDepth?.slice() ?? points.depth;
  let sites: SiteCollection = { count, lon, lat, depth, parameters: numbers, texts };
  if (count > 0 && parameters.tile_spec !== undefined) sites = sitesOfTile(jobFile, sites, parameters.tile_spec);
  if (count > 0 && reducesToAssets(jobFile)) sites = await sitesOfAssets(jobFile, sites);
  sites = withGeohashes(jobFile, withSiteNames(jobFile, sites));
  const { override_vs30 } = parameters;
  if (override_vs30.length > 0) sites = overrideVs30(sites, override_vs30, placeOf(jobFile, "override_vs30"));
  return { sites, warnings };
}

/**
 * Names (`siteid`) of the sites of a job for design motions, whose outputs are by name. They follow their sites, which are sorted;
 * the reference gives them in the order in which they are written.
 * @throws InputError when such a job has no names
 */
function withSiteNames(jobFile: JobFile, sites: SiteCollection): SiteCollection {
  const { postproc_func, siteid, sites: points } = jobFile.parameters;
  if (postproc_func !== "compute_rtgm.main" || sites.texts.has("custom_site_id")) return sites;
  if (siteid.length === 0)
    throw new InputError("missing siteid", {
      ...placeOf(jobFile, "siteid"),
      allowed: "a name for each of sites, or custom_site_id in the site model",
    });
  const order = [...points.keys()].sort((i, j) => comparePoints(points[i]!, points[j]!));
  return { ...sites, texts: new Map([...sites.texts, ["custom_site_id", order.map((i) => siteid[i]!)]]) };
}

/**
 * The sites of tile i of n: every n-th, from the i-th on. They keep the names that they have among all sites, by which the results of tiles
 * are put together.
 * @throws InputError unless there are more sites than tiles
 */
function sitesOfTile(
  jobFile: JobFile,
  sites: SiteCollection,
  [tile, tiles]: readonly [number, number],
): SiteCollection {
  if (sites.count <= tiles)
    throw new InputError(`${tiles} tiles of ${sites.count} sites`, {
      ...placeOf(jobFile, "tile_spec"),
      allowed: "fewer tiles than sites",
    });
  const kept = Array.from(sites.lon.keys()).filter((i) => i % tiles === tile - 1);
  return pickSites(withPlaceNames(sites), kept);
}

/** Sites whose results are looked up by place get names when they have none: in modes of events and of risk. */
function withGeohashes({ parameters, inputs }: JobFile, sites: SiteCollection): SiteCollection {
  const mode = parameters.calculation_mode ?? "";
  // Hazard that names fragility functions is, to the reference, the beginning of a calculation of damage.
  const damage = ["classical", "scenario"].includes(mode) && [...inputs.keys()].some((key) => /fragility$/.test(key));
  if (!(damage || /scenario|event_based|risk|damage/.test(mode)) || sites.texts.has("custom_site_id")) return sites;
  return withPlaceNames(sites);
}

type Point = readonly [lon: number, lat: number, depth: number];

function comparePoints(a: Point, b: Point): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** The numbers that choose a ground-motion tree must be labels of the job. */
function checkLabels(jobFile: JobFile, siteModel: SiteModel | undefined): void {
  const numbers = new Set(Object.values(jobFile.parameters.site_labels));
  if (numbers.size === 0) return;
  const column = siteModel?.numbers.get("ilabel");
  if (column === undefined)
    throw new InputError("the site model has no column ilabel, which chooses the ground-motion tree of each site", {
      ...placeOf(jobFile, "site_labels"),
      allowed: "a site model with the column ilabel",
    });
  const unknown = [...new Set(column)].filter((label) => label !== 0 && !numbers.has(label));
  if (unknown.length > 0)
    throw new InputError(`${siteModel!.file} has labels that site_labels does not know: ${unknown.join(", ")}`, {
      ...placeOf(jobFile, "site_labels"),
      allowed: ["0", ...numbers].join(", "),
    });
}

/** All site models of a job joined; undefined when it names none. */
export function readJobSiteModel(jobFile: JobFile): SiteModel | undefined {
  const files = jobFile.inputs.get("site_model")?.files;
  if (files === undefined) return undefined;
  const options = { overriddenVs30: jobFile.parameters.override_vs30.length > 0 };
  const problems = new ProblemList();
  const models = files.flatMap((file) => {
    const model = problems.attempt(() => readSiteModel(jobFile.folder, file, options));
    return model === undefined ? [] : [model];
  });
  problems.throwIfAny();
  return joinSiteModels(models);
}

/** The first input that gives sites wins; the order of the sites is the reference's. */
async function sitePoints(jobFile: JobFile, siteModel: SiteModel | undefined): Promise<Points> {
  const { parameters } = jobFile;
  if (parameters.sites.length > 0) {
    const sorted = [...parameters.sites].sort(comparePoints);
    return {
      lon: Float64Array.from(sorted, ([lon]) => lon),
      lat: Float64Array.from(sorted, ([, lat]) => lat),
      depth: Float64Array.from(sorted, ([, , depth]) => depth),
      areSiteModel: false,
    };
  }
  const curves = jobFile.inputs.get("hazard_curves")?.files;
  if (curves !== undefined) {
    const { lon, lat, depth } = readHazardCurves(jobFile.folder, curves, parameters.investigation_time);
    return { lon, lat, depth, areSiteModel: false };
  }
  const exposure = jobFile.inputs.get("exposure")?.files;
  const spacing = parameters.region_grid_spacing;
  if (spacing !== undefined) {
    const ring = await gridRing(jobFile, exposure, siteModel);
    if (!(spacing > 0))
      throw new InputError(`there is no grid of ${spacing} km over the region`, {
        ...placeOf(jobFile, "region_grid_spacing"),
        allowed: "> 0 km",
      });
    refuseLargeGrid(jobFile, ring, spacing);
    let grid: Awaited<ReturnType<typeof regionGrid>>;
    try {
      grid = await regionGrid(ring, spacing);
    } catch (error) {
      if (!(error instanceof InputError) && !(error instanceof RangeError)) throw error;
      throw new InputError(
        `there is no grid of ${spacing} km over the region: ${error.message}`,
        placeOf(jobFile, "region_grid_spacing"),
      );
    }
    return { ...grid, depth: new Float64Array(grid.lon.length), areSiteModel: false };
  }
  if (siteModel !== undefined) {
    const { lon, lat, numbers } = siteModel;
    return { lon, lat, depth: numbers.get("depth") ?? new Float64Array(lon.length), areSiteModel: true };
  }
  if (exposure !== undefined) {
    const { lon, lat } = await readExposureSites(jobFile);
    return { lon, lat, depth: new Float64Array(lon.length), areSiteModel: false };
  }
  // Event sets without fields need no sites.
  if (parameters.calculation_mode === "preclassical" || !parameters.ground_motion_fields)
    return { lon: new Float64Array(0), lat: new Float64Array(0), depth: new Float64Array(0), areSiteModel: false };
  throw new InputError("the job does not say where its sites are", {
    file: jobFile.file,
    allowed: "sites, sites_csv, site_model_file, region with region_grid_spacing, exposure_file",
  });
}

/** Points of a grid over the box around the ring; the grid itself would take its memory first. */
function refuseLargeGrid(jobFile: JobFile, ring: LonLatColumns, spacing: number): void {
  const least = (values: Float64Array) => values.reduce((a, b) => Math.min(a, b));
  const most = (values: Float64Array) => values.reduce((a, b) => Math.max(a, b));
  const [west, east, south, north] = [least(ring.lon), most(ring.lon), least(ring.lat), most(ring.lat)];
  const nearest = south > 0 ? south : north < 0 ? -north : 0;
  // More than half around the Earth is meant the other way, across the date line.
  const extent = Math.min(east - west, 360 - (east - west));
  const columns = (extent * KM_PER_DEGREE * Math.cos((nearest * Math.PI) / 180)) / spacing + 1;
  const points = columns * (((north - south) * KM_PER_DEGREE) / spacing + 1);
  if (points > MAX_GRID_SITES)
    throw new InputError(`the grid would have about ${Math.round(points / 1e6)} million sites`, {
      ...placeOf(jobFile, "region_grid_spacing"),
      allowed: `at most ${MAX_GRID_SITES / 1e6} million`,
    });
}

async function gridRing(jobFile: JobFile, exposure: readonly string[] | undefined, siteModel: SiteModel | undefined) {
  const { parameters } = jobFile;
  const { region } = parameters;
  if (region !== undefined)
    return { lon: Float64Array.from(region, ([lon]) => lon), lat: Float64Array.from(region, ([, lat]) => lat) };
  if (exposure !== undefined) return convexHull(await readExposureSites(jobFile));
  if (siteModel !== undefined) return convexHull(siteModel);
  throw new InputError(
    "region_grid_spacing does not say where the grid is: region, site model and exposure are missing",
    placeOf(jobFile, "region_grid_spacing"),
  );
}

function refuseCoinciding(jobFile: JobFile, lon: Float64Array, lat: Float64Array): void {
  if (!someCoincide(lon, lat)) return;
  const seen = new Set<string>();
  const doubled: string[] = [];
  for (let i = 0; i < lon.length; i++) {
    const key = `${lon[i]!.toFixed(5)} ${lat[i]!.toFixed(5)}`;
    if (seen.has(key)) doubled.push(key);
    seen.add(key);
  }
  throw new InputError(
    `${doubled.length} sites stand where others do: ${doubled.slice(0, 9).join(", ")}${doubled.length > 9 ? " ..." : ""}`,
    { file: jobFile.file },
  );
}

/** By one whole number a site, since a grid may have millions: hundred-thousandths of degrees of longitude, then of latitude. */
function someCoincide(lon: Float64Array, lat: Float64Array): boolean {
  const keys = lon.map((x, i) => Math.round(x * 1e5) * 1e8 + Math.round(lat[i]! * 1e5)).sort();
  return keys.some((key, i) => key === keys[i + 1]);
}

/** Index of the record whose parameters each site takes. */
function recordOfSite(
  jobFile: JobFile,
  siteModel: SiteModel,
  points: Points,
  lon: Float64Array,
  lat: Float64Array,
  warnings: string[],
): Int32Array {
  const count = lon.length;
  const same =
    count === siteModel.count && lon.every((value, i) => value === siteModel.lon[i] && lat[i] === siteModel.lat[i]);
  if (points.areSiteModel || same) return Int32Array.from({ length: count }, (_, i) => i);
  const { region_grid_spacing: spacing, siteid } = jobFile.parameters;
  const limit = spacing === undefined ? LIMIT_KM : spacing * LIMIT_STEPS;
  const strict = spacing === undefined && siteid.length === 0;
  const depth = siteModel.numbers.get("depth") ?? new Float64Array(siteModel.count);
  const search = nearestSearch({ lon: siteModel.lon, lat: siteModel.lat, depth });
  let far = 0;
  const records = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const { index, distance } = search(lon[i]!, lat[i]!);
    records[i] = index;
    if (distance <= limit) continue;
    far++;
    if (strict)
      throw new InputError(`${siteModel.file} has no record within ${limit} km of the site at ${lon[i]} ${lat[i]}`, {
        ...placeOf(jobFile, "site_model"),
        allowed: `a record within ${limit} km of every site`,
      });
  }
  if (far > 0)
    warnings.push(
      `${far} sites take their parameters from a record of ${siteModel.file} that is farther than ${limit.toFixed(1)} km`,
    );
  return records;
}
