/** What the hazard documents of a job must be for each other and for the job, besides being readable. */
import { mergeEmptyBranches } from "../hazard/logic-tree/merge-empty-branches.ts";
import { countSourcePaths } from "../hazard/logic-tree/source-paths.ts";
import type { SourceModelLogicTree } from "../hazard/logic-tree/trees.ts";
import type { MagnitudeFrequencyDistribution } from "../hazard/mfd/mfd.ts";
import type { Source, SourceModel } from "../hazard/sources/source.ts";
import { InputError, type InputProblem, ProblemList } from "../input-error.ts";
import { nearestName } from "../nearest-name.ts";
import { type JobFile, placeOf } from "./job-ini/job-file.ts";
import type { DescribedTree } from "./logic-tree/ground-motion-tree.ts";
import { pythonFloat } from "./python-float.ts";

/** The trees of sites with labels have the branches of the first, with other models and weights. */
export function checkSameBranches([first, ...others]: readonly DescribedTree[]): void {
  const problems = new ProblemList();
  for (const other of others)
    for (const { tectonicRegionType, branches, line } of first!.branchSets) {
      const set = other.branchSets.find((candidate) => candidate.tectonicRegionType === tectonicRegionType);
      if (set !== undefined && set.branches.length !== branches.length)
        problems.add(
          `The logic trees are inconsistent, the solution is to add Dummy GMMs with zero weight: ${tectonicRegionType} has ${branches.length} models in ${first!.id} (line ${line}), ${set.branches.length} in ${other.id}`,
          { file: other.file, line: set.line, parameter: "applyToTectonicRegionType" },
        );
    }
  problems.throwIfAny();
}

/** The probabilities of non-parametric and multi-fault ruptures hold for one time span, which must be the job's. */
export function checkInvestigationTime(jobFile: JobFile, models: ReadonlyMap<string, SourceModel>): void {
  const { investigation_time } = jobFile.parameters;
  const problems = new ProblemList();
  for (const [file, model] of models) {
    const isListed = ({ kind }: Source) => kind === "nonParametric" || kind === "multiFault";
    if (model.groups.some(({ sources }) => sources.some(isListed)) && model.investigationTime !== investigation_time)
      problems.add(
        `The source model ${file} contains an investigation_time of ${model.investigationTime ?? "nothing"}, while the job.ini has ${investigation_time ?? "nothing"}`,
        placeOf(jobFile, "investigation_time"),
      );
  }
  problems.throwIfAny();
}

/** At least one source must reach the minimum magnitude. */
export function checkMinimumMagnitude(jobFile: JobFile, models: ReadonlyMap<string, SourceModel>): void {
  const minimum = jobFile.parameters.minimum_magnitude;
  const sources = [...models.values()].flatMap(({ groups }) => groups.flatMap((group) => group.sources));
  const reaches = (source: Source) =>
    largestMagnitude(source) >= (minimum[source.tectonicRegionType] ?? minimum["default"] ?? 0);
  if (sources.length > 0 && !sources.some(reaches))
    throw new InputError("no source has ruptures above minimum_magnitude", placeOf(jobFile, "minimum_magnitude"));
}

function largestMagnitude(source: Source): number {
  if (source.kind === "nonParametric" || source.kind === "multiFault")
    return source.ruptures.reduce((top, { mag }) => Math.max(top, mag), 0);
  return largestOf(source.mfd);
}

function largestOf(mfd: MagnitudeFrequencyDistribution): number {
  switch (mfd.kind) {
    case "truncatedGR":
    case "taperedGR":
    case "alternativeCharacteristic":
      return mfd.maxMag;
    case "incremental":
      return mfd.minMag + mfd.binWidth * (mfd.rates.length - 1);
    case "arbitrary":
      return mfd.mags.reduce((top, mag) => Math.max(top, mag), 0);
    case "youngsCoppersmith":
      return mfd.characteristicMag + 0.25;
    case "multi":
      return mfd.members.reduce((top, member) => Math.max(top, largestOf(member)), 0);
  }
}

/**
 * Hypocentres of areas and multi-points must lie between their seismogenic depths. A document by itself may say otherwise: the
 * reference finds it when it cuts the sources into points.
 */
export function checkHypocentralDepths(models: ReadonlyMap<string, SourceModel>): void {
  const problems = new ProblemList();
  for (const { groups } of models.values())
    for (const source of groups.flatMap(({ sources }) => sources)) {
      if (source.kind !== "area" && source.kind !== "multiPoint") continue;
      const { upperSeismogenicDepth: upper, lowerSeismogenicDepth: lower } = source;
      const depth = source.hypocentralDepths.find((each) => each.depth < upper || each.depth > lower)?.depth;
      if (depth === undefined) continue;
      const [where, bound] = depth < upper ? ["over upper", upper] : ["below lower", lower];
      problems.add(
        `source ${source.id}: depth=${pythonFloat(depth)} is ${where}_seismogenic_depth=${pythonFloat(bound as number)}`,
        { ...source.origin, parameter: "hypoDepth", allowed: `${pythonFloat(upper)} to ${pythonFloat(lower)} km` },
      );
    }
  problems.throwIfAny();
}

/** The reference reads a pointsource_distance by magnitude, but cannot use it; nor do we. */
export function checkPointSourceDistance(jobFile: JobFile, models: ReadonlyMap<string, SourceModel>): void {
  if (!/[[(]/.test(jobFile.texts.get("pointsource_distance") ?? "")) return;
  const pointLike = new Set(["point", "multiPoint", "area"]);
  for (const { groups } of models.values()) {
    if (groups.some(({ sources }) => sources.some(({ kind }) => pointLike.has(kind))))
      throw new InputError("a pointsource_distance that depends on magnitude is not supported for point sources", {
        ...placeOf(jobFile, "pointsource_distance"),
        allowed: "km, or a dictionary of km by region",
      });
  }
}

/**
 * Tectonic regions named in maximum_distance must be in the tree (before it is reduced to the tectonic regions of the sources).
 */
export function checkDistanceTectonicRegions(jobFile: JobFile, tree: DescribedTree): void {
  const { maximum_distance: distances, minimum_magnitude } = jobFile.parameters;
  if (distances === undefined || !jobFile.inputs.has("gsim_logic_tree")) return;
  const known = new Set(tree.branchSets.map(({ tectonicRegionType }) => tectonicRegionType));
  for (const tectonicRegionType of Object.keys(distances)) {
    if (
      tectonicRegionType === "default" ||
      known.has(tectonicRegionType) ||
      Object.hasOwn(minimum_magnitude, tectonicRegionType)
    )
      continue;
    throw new InputError(
      `Invalid maximum_distance: setting the maximum_distance for ${tectonicRegionType} which is not in ${tree.file}`,
      {
        ...placeOf(jobFile, "maximum_distance"),
        allowed: [...known].join(", "),
        suggestion: nearestName(tectonicRegionType, known),
      },
    );
  }
}

/**
 * What the mode and the wish for statistics ask of the trees.
 * @param models the sources that were read; undefined when they could not be.
 */
export function treeProblems(
  jobFile: JobFile,
  tree: SourceModelLogicTree | undefined,
  gmmTree: DescribedTree,
  models: ReadonlyMap<string, SourceModel> | undefined,
): readonly InputProblem[] {
  const problems = new ProblemList();
  const {
    calculation_mode: mode = "",
    individual_rlzs,
    mean,
    std,
    max,
    quantiles,
    number_of_logic_tree_samples,
  } = jobFile.parameters;
  if (mode.startsWith("scenario") && gmmTree.branchSets.length > 1)
    problems.add(
      `${gmmTree.file} for a scenario calculation must contain a single branchset, found ${gmmTree.branchSets.length}!`,
      {
        file: gmmTree.file,
        line: gmmTree.branchSets[1]!.line,
      },
    );
  const sets = [...(tree?.branchSets ?? []), ...gmmTree.branchSets];
  const several = number_of_logic_tree_samples !== 1 && sets.some(({ branches }) => branches.length > 1);
  if (mode === "classical" && several && !individual_rlzs && !mean && !std && !max && quantiles.length === 0)
    problems.add("you disabled all statistics", {
      ...placeOf(jobFile, "mean"),
      allowed: "mean, std, max, quantiles or individual_rlzs",
    });
  if (tree !== undefined && models !== undefined) {
    // As the calculation does: branches that are left without sources are one path.
    const merged = mergeEmptyBranches(tree, models, jobFile.parameters.source_id.length > 0);
    problems.attempt(() => checkPaths(jobFile, merged, gmmTree));
  }
  return problems.problems;
}

/** How many paths the trees have together, against the wishes of the job. */
function checkPaths(jobFile: JobFile, tree: SourceModelLogicTree, gmmTree: DescribedTree): void {
  const { parameters } = jobFile;
  const { calculation_mode: mode = "", number_of_logic_tree_samples: samples, oversampling } = parameters;
  const collapsed = new Set(parameters.collapse_gsim_logic_tree);
  const models = gmmTree.branchSets.filter(({ id }) => !collapsed.has(id));
  const paths = models.reduce((product, set) => product * set.branches.length, countSourcePaths(tree));
  if (samples > 0 && samples >= paths && oversampling === "forbid" && !mode.includes("event"))
    throw new InputError(`${paths} realizations are too few to sample: enumerate them all`, {
      ...placeOf(jobFile, "number_of_logic_tree_samples"),
      allowed: `0 (full enumeration), less than ${paths}, or oversampling = tolerate`,
    });
  const { max_potential_paths: most, use_rates, individual_rlzs, mean, std, max, quantiles } = parameters;
  const meanOnly = mean && !std && !max && quantiles.length === 0 && individual_rlzs !== true;
  if (samples === 0 && paths > most && mode.includes("classical") && !(use_rates && meanOnly))
    throw new InputError(`the logic tree has ${paths} paths, too many to enumerate`, {
      ...placeOf(jobFile, "max_potential_paths"),
      allowed: `at most ${most}: raise max_potential_paths, or sample with number_of_logic_tree_samples`,
    });
}
