/**
 * The one reading of a job: documents and problems together. Checking a job is the problems of its reading, computing it its values.
 *
 * Its second step: `openJob` (open-job.ts) reads the job file alone, `readOpenedJob` every document it names.
 */
import { join } from "node:path";
import type { GmmLogicTree } from "../hazard/logic-tree/trees.ts";
import type { SiteCollection } from "../hazard/sites/site-collection.ts";
import { formatProblem, type InputProblem, ProblemList } from "../input-error.ts";
import { unsupportedInHazard } from "./capabilities.ts";
import { checkDistanceTectonicRegions, checkSameBranches, treeProblems } from "./check-hazard.ts";
import { hdf5Problems } from "./check-hdf5-inputs.ts";
import { checksumOf } from "./checksum.ts";
import { parentProblems } from "./continue-job.ts";
import { folderOf } from "./input-folder.ts";
import type { Job } from "./job.ts";
import { readDocuments } from "./job-documents.ts";
import { describeGroundMotion, type JobSources, readSources, readTree } from "./job-hazard.ts";
import { type JobFile, placeOf } from "./job-ini/job-file.ts";
import { parameterWarnings } from "./job-ini/parameter-warnings.ts";
import { type JobMeasures, jobMeasures } from "./job-measures.ts";
import { buildTree, type DescribedTree, reduceTree } from "./logic-tree/ground-motion-tree.ts";
import { modelWarnings } from "./model-warnings.ts";
import type { OpenedJob } from "./open-job.ts";
import { requiredParameters } from "./required-parameters.ts";
import { settingsOfFunctions } from "./risk/risk-measures.ts";
import type { ReadScenario, ScenarioInputs } from "./scenario/scenario-inputs.ts";
import { withPlaceNames } from "./sites/geohash.ts";
import { type JobSites, readJobSiteModel, readSites } from "./sites/job-sites.ts";
import type { RequiredParameters } from "./sites/site-parameters.ts";
import { sourceWarnings } from "./source-warnings.ts";
import { requireLevels } from "./suggest-levels.ts";

export interface JobReading extends OpenedJob {
  readonly warnings: readonly string[];
  /** When nothing is wrong, all is computed here, and the calculation it continues is at hand. */
  readonly job: Job | undefined;
}

/**
 * Reads the documents of a job whose file is sound.
 * @param parent the job that it continues, where it is known.
 */
export async function readOpenedJob(opened: OpenedJob, parent: Job | undefined): Promise<JobReading> {
  const { jobFile, capabilities, continues } = opened;
  if (jobFile === undefined || opened.problems.length > 0)
    return { ...opened, warnings: jobFile?.warnings ?? [], job: undefined };
  const problems = new ProblemList();
  const notComputed = new ProblemList();
  notComputed.problems.push(...opened.notComputed);
  const warnings: string[] = [...jobFile.warnings, ...parameterWarnings(jobFile)];
  const measures = jobMeasures(jobFile);
  if (parent !== undefined) problems.problems.push(...parentProblems(jobFile, opened.own, measures, parent));

  const hazard = await readHazardModel(jobFile, measures, parent, problems, notComputed);
  if (capabilities !== undefined)
    notComputed.problems.push(
      ...unsupportedInHazard({ sourceModelTree: hazard.tree, sourceModels: hazard.sources?.models }, capabilities),
    );
  const own = await problems.attemptAsync(async () => readJobSites(jobFile, hazard, measures, parent, continues));
  const scenario = own === undefined ? undefined : await scenarioOf(jobFile, own, problems, notComputed);
  const sites =
    own === undefined
      ? undefined
      : {
          sites: scenario?.sites ?? own.sites,
          scenario: scenario?.scenario,
          shakeMapFiles: scenario?.shakeMapFiles ?? [],
        };
  warnings.push(...(own?.warnings ?? []), ...(scenario?.warnings ?? []));
  const documents = await readDocuments({ jobFile, parent, continues, problems, warnings });
  problems.problems.push(...(await hdf5Problems(jobFile)));
  const { risk } = documents;
  if (risk !== undefined && !continues && hasRiskFunctions(jobFile))
    problems.attempt(() => requireLevels(jobFile, risk.model));

  warnings.push(...warningsOfModels(jobFile, measures, hazard, sites?.sites));
  if (hazard.sources !== undefined) warnings.push(...sourceWarnings(jobFile, hazard.sources, sites?.sites, problems));
  warnings.push(...distinct(opened.oddities).map(formatProblem));
  const isWhole = problems.problems.length === 0 && notComputed.problems.length === 0 && sites !== undefined;
  const job =
    isWhole && (parent !== undefined || !continues)
      ? makeJob({ jobFile, measures, parent, hazard, sites, warnings }, documents)
      : undefined;
  return { ...opened, problems: distinct(problems.problems), notComputed: notComputed.problems, warnings, job };
}

function warningsOfModels(
  { parameters }: JobFile,
  { measures }: JobMeasures,
  { trees, sources }: HazardModel,
  sites: SiteCollection | undefined,
): readonly string[] {
  if (trees.length === 0 || sites === undefined) return [];
  const distances = parameters.maximum_distance;
  return modelWarnings({
    trees,
    measures,
    sites,
    sourceModels: sources?.models.values() ?? [],
    maximumDistance(tectonicRegionType) {
      const pairs = distances?.[tectonicRegionType] ?? distances?.["default"];
      return pairs === undefined ? undefined : Math.max(...pairs.map(([, km]) => km));
    },
    exact: parameters.numerics === "exact",
  });
}

function hasRiskFunctions({ inputs }: JobFile): boolean {
  return [...inputs.keys()].some((key) => /fragility|vulnerability/.test(key));
}

/** One mistake is told once, however many readers meet it. */
function distinct(problems: readonly InputProblem[]): readonly InputProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** The logic trees of a job, and its sources. */
interface HazardModel {
  readonly described: readonly DescribedTree[];
  readonly tree: ReturnType<typeof readTree>;
  readonly sources: JobSources | undefined;
  /** Tectonic region types of the sources. */
  readonly tectonicRegionTypes: ReadonlySet<string>;
  /** Absolute folder of the ground-motion tree's file. */
  readonly gmmFolder: string;
  /** The first for all sites, the others in the order of `site_labels`. */
  readonly trees: readonly GmmLogicTree[];
}

async function readHazardModel(
  jobFile: JobFile,
  { measures }: JobMeasures,
  parent: Job | undefined,
  problems: ProblemList,
  notComputed: ProblemList,
): Promise<HazardModel> {
  const { root } = jobFile.folder;
  const described = problems.attempt(() => describeGroundMotion(jobFile)) ?? [];
  const [first] = described;
  if (first !== undefined) problems.attempt(() => checkDistanceTectonicRegions(jobFile, first));
  const tree = problems.attempt(() => readTree(jobFile));
  const sources = tree === undefined ? undefined : await problems.attemptAsync(() => readSources(jobFile, tree));
  const tectonicRegionTypes =
    sources?.tectonicRegionTypes ??
    new Set<string>(parent?.gmmTree?.branchSets.map(({ tectonicRegionType }) => tectonicRegionType));
  const reduced =
    sources === undefined && tectonicRegionTypes.size === 0
      ? described.map((each) => reduceTree(each, tectonicRegionTypesOf(each)))
      : (problems.attempt(() => described.map((each) => reduceTree(each, tectonicRegionTypes))) ?? []);
  problems.attempt(() => checkSameBranches(reduced));
  if (reduced[0] !== undefined) problems.problems.push(...treeProblems(jobFile, tree, reduced[0], sources?.models));
  const gmmFolder = first === undefined ? (parent?.gmmFolder ?? root) : join(root, folderOf(first.file));
  const trees = reduced.flatMap(
    (each) => problems.attempt(() => builtTree(each, gmmFolder, measures, notComputed)) ?? [],
  );
  return { described, tree, sources, tectonicRegionTypes, gmmFolder, trees };
}

/** All tectonic regions that a tree names. */
function tectonicRegionTypesOf({ branchSets }: DescribedTree): ReadonlySet<string> {
  return new Set(branchSets.map(({ tectonicRegionType }) => tectonicRegionType));
}

/** Builds the models for their arguments and measures; those not computed here are told together, once a tree. */
function builtTree(
  tree: DescribedTree,
  folder: string,
  measures: JobMeasures["measures"],
  notComputed: ProblemList,
): GmmLogicTree {
  const unsupported = new Map<string, number>();
  const built = buildTree(tree, folder, measures, (name, line) => {
    if (!unsupported.has(name)) unsupported.set(name, line);
  });
  const [line] = unsupported.values();
  if (unsupported.size > 0)
    notComputed.add(`not computed natively: ${[...unsupported.keys()].join(", ")}`, { file: tree.file, line });
  return built;
}

const NO_SITES: JobSites = {
  sites: {
    count: 0,
    lon: new Float64Array(0),
    lat: new Float64Array(0),
    depth: new Float64Array(0),
    parameters: new Map(),
    texts: new Map(),
  },
  warnings: [],
};

/** Hazard of these needs no places of the job's own. */
const HAZARD_INPUTS = ["gmfs", "multi_peril", "shakemap"];

/** Sites of the job's own, else those of the calculation it continues; none where the mode gets along without. */
async function readJobSites(
  jobFile: JobFile,
  hazard: HazardModel,
  { measures }: JobMeasures,
  parent: Job | undefined,
  continues: boolean,
): Promise<JobSites> {
  const { parameters, inputs } = jobFile;
  const mode = parameters.calculation_mode ?? "";
  // Modes that compute losses or damage have the sites of the hazard they start from.
  const inherits = continues && (!namesSites(jobFile) || (parent !== undefined && isRiskMode(mode)));
  if (inherits) return { sites: parent?.sites ?? NO_SITES.sites, warnings: [] };
  const fields = storedFieldsOf(jobFile);
  if (fields !== undefined) {
    const { readStoredSites } = await import("./stored-fields.ts");
    return { sites: await readStoredSites(jobFile.folder, fields), warnings: [] };
  }
  const hasHazard = HAZARD_INPUTS.some((key) => inputs.has(key)) || Object.keys(parameters.shakemap_uri).length > 0;
  if (hasHazard && !namesSites(jobFile)) return NO_SITES;
  if (!namesSites(jobFile) && !inputs.has("hazard_curves") && !NEEDS_SITES.has(mode)) return NO_SITES;
  const [first] = hazard.described;
  const required =
    first === undefined || (continues && parent === undefined)
      ? requiredByTree(parent?.gmmTree)
      : requiredParameters(jobFile, hazard.described, hazard.gmmFolder, measures, hazard.tectonicRegionTypes);
  const read = await readSites(jobFile, required);
  return hasFields(mode) ? { ...read, sites: withPlaceNames(read.sites) } : read;
}

/** A file of fields in HDF5, which are at sites of its own: those of risk modes only are read. */
function storedFieldsOf({ inputs, parameters }: JobFile): string | undefined {
  const [file] = inputs.get("gmfs")?.files ?? [];
  return file?.endsWith(".hdf5") === true && isRiskMode(parameters.calculation_mode ?? "") ? file : undefined;
}

/** Modes whose sites have names. */
function hasFields(mode: string): boolean {
  return /scenario|event_based|multi_risk/.test(mode);
}

/** Ruptures, recordings and fields of a scenario, and its sites with those of the stations. */
async function scenarioOf(
  jobFile: JobFile,
  { sites }: JobSites,
  problems: ProblemList,
  notComputed: ProblemList,
): Promise<ReadScenario | undefined> {
  if (jobFile.parameters.calculation_mode?.startsWith("scenario") !== true) return undefined;
  if (storedFieldsOf(jobFile) !== undefined) return undefined;
  if (jobFile.inputs.get("gmfs")?.files[0]?.endsWith(".hdf5")) {
    notComputed.add("gmfs in HDF5 is not read here", { ...placeOf(jobFile, "gmfs"), allowed: "csv, xml" });
    return undefined;
  }
  const { readScenario } = await import("./scenario/scenario-inputs.ts");
  const { readJobShakeMap } = await import("./shake-map/read-shake-map.ts");
  return problems.attemptAsync(async () =>
    readScenario(jobFile, sites, readJobSiteModel(jobFile), await readJobShakeMap(jobFile)),
  );
}

/** A tectonic region alone is none. */
function namesSites({ parameters, inputs }: JobFile): boolean {
  const grid = parameters.region !== undefined && parameters.region_grid_spacing !== undefined;
  return parameters.sites.length > 0 || inputs.has("site_model") || inputs.has("exposure") || grid;
}

const NEEDS_SITES: ReadonlySet<string> = new Set(["classical", "preclassical", "disaggregation"]);

function isRiskMode(mode: string): boolean {
  return /(risk|damage|bcr)$/.test(mode);
}

/** For jobs without models of their own. */
function requiredByTree(tree: GmmLogicTree | undefined): RequiredParameters {
  const required = new Map<string, string>();
  for (const { branches } of tree?.branchSets ?? [])
    for (const { model } of branches)
      for (const column of model.siteColumns) if (!required.has(column)) required.set(column, model.name);
  return required;
}

interface Parts {
  readonly jobFile: JobFile;
  readonly measures: JobMeasures;
  readonly parent: Job | undefined;
  readonly hazard: HazardModel;
  readonly sites: {
    readonly sites: SiteCollection;
    readonly scenario: ScenarioInputs | undefined;
    readonly shakeMapFiles: readonly string[];
  };
  readonly warnings: readonly string[];
}

function makeJob(
  { jobFile, measures, parent, hazard, sites, warnings }: Parts,
  documents: Awaited<ReturnType<typeof readDocuments>>,
): Job {
  const { sources, gmmFolder } = hazard;
  const [gmmTree = parent?.gmmTree, ...labelled] = hazard.trees;
  const sourceModelTree = hazard.tree ?? parent?.sourceModelTree;
  const files = new Map([...jobFile.inputs].map(([key, input]): [string, readonly string[]] => [key, input.files]));
  if (sources !== undefined) files.set("source_model", sources.files);
  if (sites.shakeMapFiles.length > 0 && !files.has("shakemap")) files.set("shakemap_uri", sites.shakeMapFiles);
  const settled = settingsOfFunctions(jobFile.parameters, measures.measures, documents.risk);
  const levels = measures.measures.length > 0 ? measures.levels : settled.measures.map(() => new Float64Array(0));
  return {
    file: jobFile.file,
    parameters: settled.parameters,
    given: jobFile.given,
    files,
    filesByName: new Map([
      // Distances that replace sources belong to these.
      ...(sources === undefined ? (parent?.filesByName ?? []) : []),
      ...[...jobFile.inputs].flatMap(([key, { byName }]) => (byName === undefined ? [] : [[key, byName] as const])),
    ]),
    measures: documents.hazardCurves?.measures ?? settled.measures,
    levels: documents.hazardCurves?.levels ?? levels,
    sites: sites.sites,
    sourceModels: sources?.models ?? parent?.sourceModels ?? new Map(),
    warnings,
    gmmFolder,
    checksum: checksumOf(jobFile.folder, [jobFile.file, ...[...files.values()].flat()]),
    ...documents,
    // A job without risk functions has those of the calculation it continues.
    ...(parent?.risk !== undefined && (documents.risk?.model.lossTypes.length ?? 0) === 0
      ? { risk: { ...parent.risk, ...(documents.risk === undefined ? {} : { assets: documents.risk.assets }) } }
      : {}),
    ...(sites.scenario === undefined ? {} : { scenario: sites.scenario }),
    ...(sourceModelTree === undefined ? {} : { sourceModelTree }),
    ...(gmmTree === undefined ? {} : { gmmTree }),
    ...treesByLabel(jobFile, labelled, hazard.trees.length === 0 ? parent : undefined),
  };
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
