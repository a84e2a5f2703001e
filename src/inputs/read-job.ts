/** From the user's files to a checked `Job`. */
import { join } from "node:path";
import type { GmmLogicTree } from "../hazard/logic-tree/trees.ts";
import { ProblemList } from "../input-error.ts";
import { type Capabilities, refuseUnsupported, unsupportedInJobFile } from "./capabilities.ts";
import { checkDistanceRegions, checkSameBranches, treeProblems } from "./check-hazard.ts";
import { checksumOf } from "./checksum.ts";
import { hasOwnSites, parentProblems, withParameters } from "./continue-job.ts";
import { readDeltaRates } from "./delta-rates.ts";
import { jobExposure } from "./exposure/job-exposure.ts";
import { readHazardCurves } from "./hazard-curves.ts";
import { folderOf, locate } from "./input-folder.ts";
import type { Job } from "./job.ts";
import { describeGroundMotion, readSources, readTree } from "./job-hazard.ts";
import { type JobFile, readJobFileLeniently } from "./job-ini/job-file.ts";
import { parameterProblems } from "./job-ini/parameter-checks.ts";
import { jobMeasures } from "./job-measures.ts";
import { buildTree, reduceTree } from "./logic-tree/ground-motion-tree.ts";
import { requiredParameters } from "./required-parameters.ts";
import { readAmplificationTable } from "./sites/amplification-table.ts";
import { type ReadScenario, readScenario } from "./scenario/scenario-inputs.ts";
import { withPlaceNames } from "./sites/geohash.ts";
import { readJobSiteModel, readSites } from "./sites/job-sites.ts";
import type { RequiredParameters } from "./sites/site-parameters.ts";

export interface ReadJobOptions {
  /** Absolute folder that holds every file of the job; nothing outside is read. Default: the folder of the job file. */
  readonly root?: string;
  /** What the calculator of a mode can do: everything else is refused by name, as early as it is seen. */
  readonly capabilitiesOf?: (mode: string | undefined) => Capabilities;
  /** The job this one continues: its parameters, sources, models and sites stand in for those not given. */
  readonly parent?: Job;
}

/**
 * Reads a job file and everything it names.
 *
 * @param iniPath absolute, or relative to `options.root`.
 * @throws InputError with all problems that can be found together: those of the job file and of single values, or, when
 * these are sound, those of the documents.
 */
export async function readJob(iniPath: string, options: ReadJobOptions = {}): Promise<Job> {
  const { folder, file } = locate(iniPath, options.root);
  const { parent } = options;
  const { jobFile: own, problems } = readJobFileLeniently(folder, file);
  const jobFile = parent === undefined ? own : withParameters(own, parent);
  problems.problems.push(...parameterProblems(jobFile, parent !== undefined));
  const capabilities = problems.attempt(() => options.capabilitiesOf?.(jobFile.parameters.calculation_mode));
  if (capabilities !== undefined) problems.problems.push(...unsupportedInJobFile(jobFile, capabilities));
  problems.throwIfAny();
  if (parent !== undefined) problems.problems.push(...parentProblems(jobFile, own.given, jobMeasures(jobFile), parent));
  problems.throwIfAny();
  const job = await readJobInputs(jobFile, parent);
  if (capabilities !== undefined) refuseUnsupported(job, capabilities);
  return job;
}

/** Reads the documents that a sound job file names. */
async function readJobInputs(jobFile: JobFile, parent: Job | undefined): Promise<Job> {
  const { folder } = jobFile;
  const problems = new ProblemList();
  const { measures, levels } = jobMeasures(jobFile);
  const described = problems.attempt(() => describeGroundMotion(jobFile)) ?? [];
  const [first] = described;
  if (first !== undefined) problems.attempt(() => checkDistanceRegions(jobFile, first));
  const tree = problems.attempt(() => readTree(jobFile));
  const sources = tree === undefined ? undefined : await problems.attemptAsync(() => readSources(jobFile, tree));
  problems.throwIfAny();

  const regions =
    sources?.regions ?? new Set<string>(parent?.gmmTree?.branchSets.map(({ tectonicRegion }) => tectonicRegion));
  const reduced =
    sources === undefined && regions.size === 0
      ? described
      : (problems.attempt(() => described.map((each) => reduceTree(each, regions))) ?? []);
  problems.attempt(() => checkSameBranches(reduced));
  if (reduced[0] !== undefined) problems.problems.push(...treeProblems(jobFile, tree, reduced[0], sources?.models));
  const gmmFolder = first === undefined ? (parent?.gmmFolder ?? folder.root) : join(folder.root, folderOf(first.file));
  const [gmmTree, ...labelled] = reduced.flatMap(
    (each) => problems.attempt(() => buildTree(each, gmmFolder, measures)) ?? [],
  );
  const required =
    first === undefined
      ? requiredByTree(parent?.gmmTree)
      : requiredParameters(jobFile, described, gmmFolder, measures, regions);
  const sites =
    parent !== undefined && (isRiskMode(jobFile) || !hasOwnSites(jobFile))
      ? { sites: parent.sites, warnings: [] }
      : await problems.attemptAsync(() => readSites(jobFile, required));
  const named = sites !== undefined && hasFields(jobFile) ? { ...sites, sites: withPlaceNames(sites.sites) } : sites;
  const scenario: ReadScenario | undefined =
    named !== undefined && isScenario(jobFile)
      ? problems.attempt(() => readScenario(jobFile, named.sites, readJobSiteModel(jobFile)))
      : undefined;
  const [amplificationFile] = jobFile.inputs.get("amplification")?.files ?? [];
  const amplification =
    amplificationFile === undefined
      ? undefined
      : problems.attempt(() => readAmplificationTable(folder, amplificationFile));
  const [deltaFile] = jobFile.inputs.get("delta_rates")?.files ?? [];
  const deltaRates = deltaFile === undefined ? undefined : problems.attempt(() => readDeltaRates(folder, deltaFile));
  const exposure = await problems.attemptAsync(() => jobExposure(jobFile));
  const curveFiles = jobFile.inputs.get("hazard_curves")?.files;
  const hazardCurves =
    curveFiles === undefined
      ? undefined
      : problems.attempt(() => readHazardCurves(folder, curveFiles, jobFile.parameters.investigation_time));
  problems.throwIfAny();
  const risk = isRiskMode(jobFile)
    ? await (await import("./risk/check-risk-inputs.ts")).readRiskInputs(jobFile, parent !== undefined, problems)
    : undefined;
  problems.throwIfAny();
  const assets = exposure?.assets ?? parent?.assets;

  const files = new Map([...jobFile.inputs].map(([key, input]): [string, readonly string[]] => [key, input.files]));
  if (sources !== undefined) files.set("source_model", sources.files);
  const sourceModelTree = tree ?? parent?.sourceModelTree;
  return {
    parameters: jobFile.parameters,
    given: jobFile.given,
    files,
    filesByName: new Map([
      // Distances that replace sources belong to these.
      ...(sources === undefined ? (parent?.filesByName ?? []) : []),
      ...[...jobFile.inputs].flatMap(([key, { byName }]) => (byName === undefined ? [] : [[key, byName] as const])),
    ]),
    measures: hazardCurves?.measures ?? measures,
    levels: hazardCurves?.levels ?? levels,
    sites: scenario?.sites ?? named!.sites,
    sourceModels: sources?.models ?? parent?.sourceModels ?? new Map(),
    warnings: [...jobFile.warnings, ...named!.warnings, ...(scenario?.warnings ?? [])],
    gmmFolder,
    checksum: checksumOf(folder, [jobFile.file, ...[...files.values()].flat()]),
    ...(assets === undefined ? {} : { assets }),
    ...(risk === undefined ? {} : { risk }),
    ...(hazardCurves === undefined ? {} : { hazardCurves }),
    ...(scenario === undefined ? {} : { scenario: scenario.scenario }),
    ...(amplification === undefined ? {} : { amplification }),
    ...(deltaRates === undefined ? {} : { deltaRates }),
    ...(sourceModelTree === undefined ? {} : { sourceModelTree }),
    ...((gmmTree ?? parent?.gmmTree) === undefined ? {} : { gmmTree: (gmmTree ?? parent?.gmmTree)! }),
    ...treesByLabel(jobFile, labelled, gmmTree === undefined ? parent : undefined),
  };
}

/** Modes that compute from given ruptures or fields. */
function isScenario({ parameters }: JobFile): boolean {
  return parameters.calculation_mode?.startsWith("scenario") === true;
}

/** Modes whose sites have names. */
function hasFields({ parameters }: JobFile): boolean {
  return /scenario|event_based/.test(parameters.calculation_mode ?? "");
}

/** Modes that compute losses or damage: their sites are those of the hazard they start from. */
function isRiskMode({ parameters }: JobFile): boolean {
  return /(risk|damage|bcr)$/.test(parameters.calculation_mode ?? "");
}

/** Trees of the labels, in the order of `site_labels`, by the number that sites bear; those of the parent whose trees are used. */
function treesByLabel(
  jobFile: JobFile,
  trees: readonly GmmLogicTree[],
  parent: Job | undefined,
): Pick<Job, "gmmTreesByLabel"> {
  if (parent?.gmmTreesByLabel !== undefined) return { gmmTreesByLabel: parent.gmmTreesByLabel };
  if (trees.length === 0) return {};
  return {
    gmmTreesByLabel: new Map(Object.values(jobFile.parameters.site_labels).map((label, i) => [label, trees[i]!])),
  };
}

/** For jobs without models of their own. */
function requiredByTree(tree: GmmLogicTree | undefined): RequiredParameters {
  const required = new Map<string, string>();
  for (const { branches } of tree?.branchSets ?? [])
    for (const { model } of branches)
      for (const column of model.siteColumns) if (!required.has(column)) required.set(column, model.name);
  return required;
}
