/** From a job that was read and checked to what the tasks of a hazard calculation share. */
import { maximumDistance } from "../../hazard/contexts/maximum-distance.ts";
import { lookoutPlaces } from "../../hazard/contexts/sources-within-distance.ts";
import { statisticsOf } from "../../hazard/curves/statistics.ts";
import { type SourceOrigins, tellSourcesApart } from "../../hazard/events/event-sources.ts";
import { isLinearMeasure } from "../../hazard/intensity-measure.ts";
import { contentKey, makeCompositeModel, withGrids } from "../../hazard/logic-tree/composite-model.ts";
import { mergeEmptyBranches } from "../../hazard/logic-tree/merge-empty-branches.ts";
import { makeRealizations, type RealizationOptions, type Realizations } from "../../hazard/logic-tree/realizations.ts";
import type { GmmBranchSet, GmmLogicTree, SourceModelLogicTree } from "../../hazard/logic-tree/trees.ts";
import { equivalentPoint } from "../../hazard/sources/equivalent-point.ts";
import { faultArea, largestMagnitude } from "../../hazard/sources/fault-area.ts";
import type { Source } from "../../hazard/sources/source.ts";
import { InputError } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import { checkDeltaRates } from "./delta-rates.ts";
import { modelsByFaultTag } from "./fault-tags.ts";
import type { BranchModel, HazardSetup, TectonicRegionModels, TectonicRegionSettings } from "./hazard-setup.ts";
import { outputLevels, siteAmplification } from "./site-amplification.ts";

/**
 * Curves of realizations are kept without being asked for up to this many values (32 MB): the older API lists them all. A
 * single realization is always kept.
 */
const KEPT_UNASKED = 8 * 1024 * 1024;

/** What the branch set of a job with one model (`gsim = ...`) applies to. */
const EVERY_TECTONIC_REGION_TYPE = "*";

/** `default` stands for tectonic regions that are not named. */
function ofTectonicRegionType<T>(
  byTectonicRegionType: { readonly [tectonicRegionType: string]: T },
  tectonicRegionType: string,
): T | undefined {
  return byTectonicRegionType[tectonicRegionType] ?? byTectonicRegionType["default"];
}

/** What becomes of the sources: classical hazard merges points and replaces sources by equivalent points; event sets take all as they are. */
export type SetupPurpose = "curves" | "events";

/**
 * Everything the tasks need, from a job that was read and checked.
 * @throws InputError for logic trees that do not fit the sources, and for sources that refuse a modification.
 */
export function makeHazardSetup(
  job: Job,
  purpose: SetupPurpose = "curves",
): { setup: HazardSetup; realizations: Realizations } {
  const { parameters } = job;
  if (job.sourceModelTree === undefined || job.gmmTree === undefined)
    throw new InputError("the calculation needs a source model and a ground-motion logic tree", {
      parameter: "source_model_logic_tree_file",
    });
  const investigationTime = parameters.investigation_time;
  if (investigationTime === undefined || !(investigationTime > 0))
    throw new InputError("investigation_time is missing", { parameter: "investigation_time", allowed: "years, > 0" });
  const truncationLevel = parameters.truncation_level;
  if (truncationLevel === undefined)
    throw new InputError("truncation_level is missing", { parameter: "truncation_level", allowed: "a number >= 0" });

  const exact = parameters.numerics === "exact";
  const collapsed = new Set(parameters.collapse_gsim_logic_tree);
  const gmmTree = collapseTree(job.gmmTree, collapsed);
  const sourceModelTree = mergeEmptyBranches(job.sourceModelTree, job.sourceModels, parameters.source_id.length > 0);
  const realizations = makeRealizations(sourceModelTree, gmmTree, realizationOptions(job));
  const forEvents = purpose === "events";
  const models = modelsByFaultTag(job);
  const sources = makeCompositeModel(
    realizations.sourcePaths,
    forEvents ? tellSourcesApart(models, sourceOrigins(job.sourceModelTree)) : models,
    {
      binWidth: parameters.width_of_mfd_bin,
      faultArea,
      largestMagnitude,
      settle: forEvents ? (source) => source : equivalentDistances(job),
      exact,
    },
    parameters.disagg_by_src && !forEvents,
  );
  const psGridSpacing = parameters.split_sources && !forEvents ? parameters.ps_grid_spacing : 0;
  const composite = psGridSpacing > 0 ? withGrids(sources) : sources;
  checkDeltaRates(job, composite.families);
  const tectonicRegions = job.gmmTree.branchSets.map(
    (set, b): TectonicRegionModels =>
      collapsed.has(set.id)
        ? { tectonicRegionType: set.tectonicRegionType, models: [averageOf(set)], byLabel: [], unusedMeasures: [[]] }
        : {
            tectonicRegionType: set.tectonicRegionType,
            models: branchModels(set),
            byLabel: Array.from(job.gmmTreesByLabel ?? [], ([label, tree]) => ({
              label,
              models: branchModels(tree.branchSets[b]!),
            })),
            unusedMeasures: set.branches.map(({ weightByMeasure }) =>
              job.measures.filter(({ name }) => weightByMeasure?.get(name) === 0).map(({ name }) => name),
            ),
          },
  );
  const groupTrt = composite.groups.map(({ tectonicRegionType }) => {
    const trt = tectonicRegions.findIndex(
      (candidate) =>
        candidate.tectonicRegionType === tectonicRegionType ||
        candidate.tectonicRegionType === EVERY_TECTONIC_REGION_TYPE,
    );
    if (trt < 0)
      throw new InputError(`the ground-motion logic tree has no branch set for "${tectonicRegionType}"`, {
        file: gmmTree.file,
        parameter: "applyToTectonicRegionType",
      });
    return trt;
  });
  const statistics = statisticsOf({
    mean: parameters.mean,
    std: parameters.std,
    quantiles: parameters.quantiles,
    max: parameters.max,
  });
  const setup: HazardSetup = {
    sites: job.sites,
    lookouts: exact ? undefined : lookoutPlaces(job.sites, job.sites.count > parameters.max_sites_disagg),
    composite,
    tectonicRegions,
    groupTrt,
    groupSettings: composite.groups.map(({ tectonicRegionType }) => tectonicRegionSettings(job, tectonicRegionType)),
    modelFolder: job.gmmFolder,
    measures: job.measures,
    levels: job.measures.map((imt, m) =>
      isLinearMeasure(imt) ? levelsOf(job, m) : Float64Array.from(levelsOf(job, m), Math.log),
    ),
    settings: {
      investigationTime,
      truncationLevel,
      minimumDistance: parameters.minimum_distance,
      // Whether far ruptures are averaged should depend on no other site than the site itself.
      maxSitesDisagg: exact ? 0 : parameters.max_sites_disagg,
      splitSources: parameters.split_sources,
      psGridSpacing,
      ruptureMeshSpacing: parameters.rupture_mesh_spacing,
      complexFaultMeshSpacing: parameters.complex_fault_mesh_spacing,
      floatingSteps: { alongStrike: parameters.floating_x_step, downDip: parameters.floating_y_step },
      inferOccurRates: parameters.infer_occur_rates,
      areaSourceDiscretization: parameters.area_source_discretization,
      widthOfMfdBin: parameters.width_of_mfd_bin,
      shiftHypo: parameters.shift_hypo,
      geometricMean: parameters.horiz_comp_to_geom_mean,
      useRates: parameters.use_rates,
      keepRealizations:
        parameters.individual_rlzs === true ||
        realizations.count === 1 ||
        curveValues(job, realizations.count) <= KEPT_UNASKED,
      bySource: parameters.disagg_by_src,
      exact,
    },
    amplification: siteAmplification(job),
    deltaRates: job.deltaRates,
    realizations: {
      count: realizations.count,
      paths: realizations.sourcePaths.length,
      sourcePath: realizations.sourcePath,
      models: realizations.models,
      plainWeights: realizations.weights,
      weights: job.measures.map(({ name }) => realizations.weightsFor(name)),
      weightsByLabel: labelWeights(job, sourceModelTree),
    },
    statistics,
  };
  return { setup, realizations };
}

/** Jobs without curves have measures without levels. */
function levelsOf(job: Job, measure: number): Float64Array {
  return job.levels[measure] ?? new Float64Array();
}

function sourceOrigins(tree: SourceModelLogicTree): SourceOrigins {
  const branches = tree.branchSets.flatMap((set) => set.branches);
  return {
    branchOf: (file) => branches.find(({ value }) => value.kind === "files" && value.files.includes(file))?.id ?? file,
    contentOf: (source) => contentKey({ ...source, id: "" }),
  };
}

function tectonicRegionSettings(job: Job, tectonicRegionType: string): TectonicRegionSettings {
  const { parameters } = job;
  const pairs = parameters.maximum_distance && ofTectonicRegionType(parameters.maximum_distance, tectonicRegionType);
  if (pairs === undefined)
    throw new InputError(`maximum_distance has no entry for "${tectonicRegionType}"`, {
      parameter: "maximum_distance",
      allowed: "a number, (magnitude, km) pairs, or one of these for each tectonic region or `default`",
    });
  const minimumMagnitude = ofTectonicRegionType(parameters.minimum_magnitude, tectonicRegionType) ?? 0;
  return {
    maximumDistance: maximumDistance(pairs),
    pointsourceDistance: ofTectonicRegionType(parameters.pointsource_distance, tectonicRegionType)!,
    minimumMagnitude,
  };
}

/** What `reqv` does to the sources of the tectonic regions it names. */
function equivalentDistances(job: Job): (source: Source) => Source {
  const tectonicRegionTypes = job.filesByName.get("reqv");
  const ignored = new Set(job.parameters.reqv_ignore_sources);
  return (source) =>
    tectonicRegionTypes?.has(source.tectonicRegionType) === true && !ignored.has(source.id)
      ? equivalentPoint(source)
      : source;
}

function branchModels(set: GmmBranchSet): BranchModel[] {
  return set.branches.map(({ className, args }) => ({ kind: "model", spec: { className, args } }));
}

/** Values of all curves of all realizations. */
function curveValues(job: Job, realizations: number): number {
  return job.sites.count * realizations * outputLevels(job).reduce((sum, levels) => sum + levels.length, 0);
}

/** Weights of the realizations under the ground-motion tree of each label; the choice of branches is common to all. */
function labelWeights(job: Job, sourceModelTree: SourceModelLogicTree): ReadonlyMap<number, readonly Float64Array[]> {
  const trees = Array.from(job.gmmTreesByLabel ?? []);
  if (trees.length > 0 && job.parameters.collapse_gsim_logic_tree.length > 0)
    throw new InputError("collapse_gsim_logic_tree cannot be used together with site_labels", {
      parameter: "collapse_gsim_logic_tree",
    });
  return new Map(
    trees.map(([label, tree]) => {
      const { weightsFor } = makeRealizations(sourceModelTree, tree, realizationOptions(job));
      return [label, job.measures.map(({ name }) => weightsFor(name))];
    }),
  );
}

/** Of the job's logic trees, without its sources. @throws InputError when it has no trees, or too many paths */
export function realizationsOf(job: Job): Realizations {
  const { sourceModelTree, sourceModels, gmmTree, parameters } = job;
  if (sourceModelTree === undefined || gmmTree === undefined) throw new InputError("the job has no logic trees");
  const merged = mergeEmptyBranches(sourceModelTree, sourceModels, parameters.source_id.length > 0);
  return makeRealizations(
    merged,
    collapseTree(gmmTree, new Set(parameters.collapse_gsim_logic_tree)),
    realizationOptions(job),
  );
}

function realizationOptions({ parameters }: Job): RealizationOptions {
  return {
    samples: parameters.number_of_logic_tree_samples,
    seed: parameters.random_seed,
    samplingMethod: parameters.sampling_method,
    maxPaths: parameters.max_potential_paths,
    exact: parameters.numerics === "exact",
  };
}

/** The tree with one branch in each of the collapsed sets. */
function collapseTree(tree: GmmLogicTree, collapsed: ReadonlySet<string>): GmmLogicTree {
  const known = new Set(tree.branchSets.map(({ id }) => id));
  for (const id of collapsed)
    if (!known.has(id))
      throw new InputError(`collapse_gsim_logic_tree names "${id}", which is no branch set`, {
        parameter: "collapse_gsim_logic_tree",
        file: tree.file,
        allowed: [...known].join(", "),
      });
  return {
    ...tree,
    branchSets: tree.branchSets.map((set) => {
      const [first] = set.branches;
      if (!collapsed.has(set.id) || first === undefined) return set;
      const { weightByMeasure: _, ...branch } = first;
      return { ...set, branches: [{ ...branch, weight: 1 }] };
    }),
  };
}

function averageOf(set: GmmBranchSet): BranchModel {
  return {
    kind: "average",
    parts: set.branches.map(({ weight, className, args }) => ({ weight, spec: { className, args } })),
  };
}
