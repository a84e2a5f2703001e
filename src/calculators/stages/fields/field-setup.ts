/**
 * What computing ground-motion fields needs besides ruptures: plain data that survives a structured clone, so that worker
 * threads can be given it. Modes that start from events share it.
 */
import { cutBelow, type MaximumDistance, maximumDistance } from "../../../hazard/contexts/maximum-distance.ts";
import type { CrossCorrelation } from "../../../hazard/fields/cross-correlation.ts";
import type { SoilFunctions } from "../../../hazard/fields/soil-factors.ts";
import type { SpatialCorrelation } from "../../../hazard/fields/spatial-correlation.ts";
import type { IntensityMeasure } from "../../../hazard/intensity-measure.ts";
import type { GmmBranchSet } from "../../../hazard/logic-tree/trees.ts";
import type { SiteCollection } from "../../../hazard/sites/site-collection.ts";
import { InputError } from "../../../input-error.ts";
import type { Job } from "../../../inputs/job.ts";
import type { ModelSpec } from "../hazard-setup.ts";
import { soilOfSites } from "../site-amplification.ts";

/** A ground-motion model of a tectonic region, once however many branches name it. */
export interface FieldModel {
  /** Decides the order in which models draw. */
  readonly text: string;
  readonly spec: ModelSpec;
  /** Branches of the tectonic region's set that are this model. */
  readonly branches: readonly number[];
}

export interface FieldTectonicRegion {
  readonly tectonicRegionType: string;
  readonly maximumDistance: MaximumDistance;
  readonly minimumMagnitude: number;
  /** Sorted by text. */
  readonly models: readonly FieldModel[];
}

export interface FieldSetup {
  readonly sites: SiteCollection;
  readonly tectonicRegions: readonly FieldTectonicRegion[];
  readonly measures: readonly IntensityMeasure[];
  /** Where files named by models are found. */
  readonly modelFolder: string;
  readonly geometricMean: boolean;
  /** `numerics = exact`. */
  readonly exact: boolean;
  /** km. */
  readonly minimumDistance: number;
  readonly truncationWithin: number;
  readonly truncationBetween: number;
  /** phi over tau, by which models of the total standard deviation only are split; see {@link withBetweenRatio}. */
  readonly betweenRatio: number | undefined;
  readonly crossCorrelation: CrossCorrelation;
  readonly spatialCorrelation: SpatialCorrelation | undefined;
  /** By site; undefined: nothing amplifies motions. */
  readonly soil: SoilFunctions | undefined;
  /** By measure. */
  readonly minimum: Float64Array;
  readonly maximum: Float64Array;
}

/** Where nothing is said, motions below count as none. */
const LEAST_MOTION = 1e-10;
const NO_TRUNCATION = 99;

/** @throws InputError for settings of fields that are not computed */
export function makeFieldSetup(job: Job): FieldSetup {
  const { parameters, measures } = job;
  if (job.gmmTree === undefined)
    throw new InputError("missing gsim or gsim_logic_tree_file", {
      parameter: "gsim",
      allowed: "a ground-motion model",
    });
  const level = parameters.truncation_level ?? NO_TRUNCATION;
  return {
    sites: job.sites,
    tectonicRegions: job.gmmTree.branchSets.map((set) => fieldTectonicRegion(job, set)),
    measures,
    modelFolder: job.gmmFolder,
    geometricMean: parameters.horiz_comp_to_geom_mean,
    exact: parameters.numerics === "exact",
    minimumDistance: parameters.minimum_distance,
    truncationWithin: parameters.truncation_level_within ?? level,
    truncationBetween: parameters.truncation_level_between ?? level,
    // As in the reference, 0 is the same as none.
    betweenRatio: parameters.with_betw_ratio || undefined,
    crossCorrelation: crossCorrelation(job),
    spatialCorrelation: spatialCorrelation(job),
    soil: soilOfSites(job),
    minimum: Float64Array.from(measures, ({ name }) => leastMotion(parameters.minimum_intensity, name)),
    maximum: Float64Array.from(
      measures,
      ({ name }) => parameters.extreme_gmv[name] ?? parameters.extreme_gmv["default"] ?? Number.POSITIVE_INFINITY,
    ),
  };
}

/** A measure that is not named has the default, or none: its motions then keep all others. */
function leastMotion(minimum: { readonly [measure: string]: number }, name: string): number {
  if (Object.keys(minimum).length === 0) return LEAST_MOTION;
  return minimum[name] ?? minimum["default"] ?? 0;
}

function fieldTectonicRegion(job: Job, set: GmmBranchSet): FieldTectonicRegion {
  const { maximum_distance: distances, minimum_magnitude } = job.parameters;
  const pairs = distances?.[set.tectonicRegionType] ?? distances?.["default"];
  if (pairs === undefined)
    throw new InputError(`maximum_distance has no entry for "${set.tectonicRegionType}"`, {
      parameter: "maximum_distance",
      allowed: "a number, (magnitude, km) pairs, or one of these for each tectonic region or `default`",
    });
  const minimumMagnitude = minimum_magnitude[set.tectonicRegionType] ?? minimum_magnitude["default"] ?? 0;
  return {
    tectonicRegionType: set.tectonicRegionType,
    maximumDistance: cutBelow(maximumDistance(pairs), minimumMagnitude),
    minimumMagnitude,
    models: fieldModels(set),
  };
}

/** Models by text, compared code by code as the reference does. */
function fieldModels({ branches }: GmmBranchSet): FieldModel[] {
  const models = new Map<string, { text: string; spec: ModelSpec; branches: number[] }>();
  for (const [b, { text, className, args }] of branches.entries()) {
    const known = models.get(text);
    if (known === undefined) models.set(text, { text, spec: { className, args }, branches: [b] });
    else known.branches.push(b);
  }
  return [...models.values()].sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
}

const CROSS_CORRELATIONS: readonly CrossCorrelation[] = ["FullCrossCorrelation", "GodaAtkinson2009", "Bradley2012"];

function crossCorrelation({ parameters, given }: Job): CrossCorrelation {
  const name = parameters.cross_correlation;
  // yes, no and full are about ShakeMaps and mean none here.
  if (!given.has("cross_correlation") || ["yes", "no", "full", "none"].includes(name)) return "none";
  const known = CROSS_CORRELATIONS.find((candidate) => candidate === name);
  if (known === undefined)
    throw new InputError(`cross_correlation ${name} does not correlate between-event residuals`, {
      parameter: "cross_correlation",
      allowed: CROSS_CORRELATIONS.join(", "),
    });
  return known;
}

function spatialCorrelation({ parameters }: Job): SpatialCorrelation | undefined {
  const settings = parameters.ground_motion_correlation_params as { readonly [name: string]: unknown };
  switch (parameters.ground_motion_correlation_model) {
    case undefined:
      return undefined;
    case "JB2009": {
      const clustering = settings["vs30_clustering"];
      if (typeof clustering !== "boolean")
        throw new InputError("JB2009 needs to know whether values of vs30 are clustered", {
          parameter: "ground_motion_correlation_params",
          allowed: '{"vs30_clustering": True} or {"vs30_clustering": False}',
        });
      return { kind: "JB2009", vs30Clustering: clustering };
    }
    case "HM2018": {
      const multiplier = settings["uncertainty_multiplier"] ?? 0;
      if (multiplier !== 0)
        throw new InputError(
          "the uncertainty of HM2018 is not supported: in the reference its numbers change from run to run",
          {
            parameter: "ground_motion_correlation_params",
            allowed: '{"uncertainty_multiplier": 0}',
          },
        );
      return { kind: "HM2018" };
    }
  }
}
