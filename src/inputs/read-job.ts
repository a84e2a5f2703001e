/** From the user's files to a checked `Job`. */
import { dirname, join } from "node:path";
import type { GroundMotionModel } from "../hazard/gmm/model.ts";
import type { GmmLogicTree, SourceModelLogicTree } from "../hazard/logic-tree/trees.ts";
import type { Source, SourceModel } from "../hazard/sources/source.ts";
import { InputError, ProblemList } from "../input-error.ts";
import { type Capabilities, refuseUnsupported, unsupportedInJobFile } from "./capabilities.ts";
import { checksumOf } from "./checksum.ts";
import { didYouMean } from "./did-you-mean.ts";
import { folderOf, type InputFolder, nameInside, pathOf } from "./input-folder.ts";
import type { Job } from "./job.ts";
import { type JobFile, placeOf, readJobFileLeniently } from "./job-ini/job-file.ts";
import { parameterProblems } from "./job-ini/parameter-checks.ts";
import { jobMeasures } from "./job-measures.ts";
import {
  buildTree,
  type DescribedTree,
  readGroundMotionTree,
  reduceTree,
  singleModelTree,
} from "./logic-tree/ground-motion-tree.ts";
import { checkTreeAgainstSources, readSourceModelTree, sourceModelFiles } from "./logic-tree/source-model-tree.ts";
import { readSourceFile, type SectionGeometry, type SourceFile, type SourceFilter } from "./nrml/source-models.ts";
import type { SourceSettings } from "./nrml/sources.ts";
import { readSites } from "./sites/job-sites.ts";

export interface ReadJobOptions {
  /** Absolute folder that holds every file of the job; nothing outside is read. Default: the folder of the job file. */
  readonly root?: string;
  /** What the calculator can do: everything else is refused by name, as early as it is seen. */
  readonly capabilities?: Capabilities;
  /** The job this one continues: its sources and models stand in for those not given. */
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
  const { jobFile, problems } = readJobFileLeniently(folder, file);
  problems.problems.push(...parameterProblems(jobFile, options.parent !== undefined));
  if (options.capabilities !== undefined)
    problems.problems.push(...unsupportedInJobFile(jobFile, options.capabilities));
  problems.throwIfAny();
  const job = await readJobInputs(jobFile, options.parent);
  if (options.capabilities !== undefined) refuseUnsupported(job, options.capabilities);
  return job;
}

/** The folder and the name in it of a job file. */
export function locate(
  iniPath: string,
  root: string | undefined,
): { readonly folder: InputFolder; readonly file: string } {
  if (root === undefined)
    return { folder: { root: dirname(iniPath) }, file: iniPath.slice(dirname(iniPath).length + 1) };
  const inside = iniPath.startsWith(`${root}/`) ? iniPath.slice(root.length + 1) : iniPath;
  return { folder: { root }, file: nameInside("", inside) };
}

/** Reads the documents that a sound job file names. */
async function readJobInputs(jobFile: JobFile, parent: Job | undefined): Promise<Job> {
  const { folder } = jobFile;
  const problems = new ProblemList();
  const { measures, levels } = jobMeasures(jobFile);
  const described = problems.attempt(() => describeGroundMotion(jobFile));
  if (described !== undefined) problems.attempt(() => checkDistanceRegions(jobFile, described));
  const tree = problems.attempt(() => readTree(jobFile));
  const sources = tree === undefined ? undefined : await collected(problems, () => readSources(jobFile, tree));
  problems.throwIfAny();

  const regions = sources?.regions ?? new Set<string>();
  const reduced =
    described === undefined || sources === undefined
      ? described
      : problems.attempt(() => reduceTree(described, regions));
  const gmmTree =
    reduced === undefined
      ? undefined
      : problems.attempt(() => buildTree(reduced, join(folder.root, folderOf(reduced.file)), measures));
  const models = modelsOf(gmmTree ?? parent?.gmmTree);
  const sites = await collected(problems, () => readSites(jobFile, requiredSiteParameters(models)));
  problems.throwIfAny();

  const files = new Map([...jobFile.inputs].map(([key, input]): [string, readonly string[]] => [key, input.files]));
  if (sources !== undefined) files.set("source_model", sources.files);
  const sourceModelTree = tree ?? parent?.sourceModelTree;
  return {
    parameters: jobFile.parameters,
    given: jobFile.given,
    files,
    measures,
    levels,
    sites: sites!.sites,
    sourceModels: sources?.models ?? parent?.sourceModels ?? new Map(),
    warnings: [...jobFile.warnings, ...sites!.warnings],
    gmmFolder: reduced === undefined ? (parent?.gmmFolder ?? folder.root) : join(folder.root, folderOf(reduced.file)),
    checksum: checksumOf(folder, [jobFile.file, ...[...files.values()].flat()]),
    ...(sourceModelTree === undefined ? {} : { sourceModelTree }),
    ...((gmmTree ?? parent?.gmmTree) === undefined ? {} : { gmmTree: (gmmTree ?? parent?.gmmTree)! }),
  };
}

/** As `ProblemList.attempt`, for what reads files in chunks. */
async function collected<T>(problems: ProblemList, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.problems.push(...error.problems);
    return undefined;
  }
}

/** The ground-motion tree of the job: a file, or one model for all regions. */
export function describeGroundMotion(jobFile: JobFile): DescribedTree | undefined {
  const [file] = jobFile.inputs.get("gsim_logic_tree")?.files ?? [];
  if (file !== undefined) return readGroundMotionTree(jobFile.folder, file);
  if (!jobFile.given.has("gsim")) return undefined;
  try {
    return singleModelTree(jobFile.parameters.gsim, jobFile.file, jobFile.lines.get("gsim"));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError([{ ...error.problems[0], ...placeOf(jobFile, "gsim") }]);
  }
}

export function readTree(jobFile: JobFile): SourceModelLogicTree | undefined {
  const [file] = jobFile.inputs.get("source_model_logic_tree")?.files ?? [];
  if (file === undefined) return undefined;
  if (file.endsWith(".zip"))
    throw new InputError(
      `${file}: a logic tree inside an archive has to be unpacked first`,
      placeOf(jobFile, "source_model_logic_tree"),
    );
  return readSourceModelTree(jobFile.folder, file, sourceSettings(jobFile));
}

function sourceSettings(jobFile: JobFile): Omit<SourceSettings, "file"> {
  const { width_of_mfd_bin, area_source_discretization, complex_fault_mesh_spacing } = jobFile.parameters;
  return {
    widthOfMfdBin: width_of_mfd_bin,
    areaSourceDiscretization: area_source_discretization,
    complexFaultMeshSpacing: complex_fault_mesh_spacing,
  };
}

/** `source_id` (beginnings of ids), `source_nodes` (element names) and `discard_trts` leave sources out. */
function sourceFilter(jobFile: JobFile): SourceFilter {
  const { source_id: beginnings, source_nodes: elements, discard_trts } = jobFile.parameters;
  const discarded = new Set(discard_trts.split(",").map((region) => region.trim()));
  return ({ id, element, tectonicRegion }) =>
    !discarded.has(tectonicRegion) &&
    (beginnings.length === 0 || beginnings.some((beginning) => id.startsWith(beginning))) &&
    (elements.length === 0 || elements.includes(element));
}

export interface JobSources {
  /** By file as written in the tree. */
  readonly models: ReadonlyMap<string, SourceModel>;
  /** Relative to the job's folder. */
  readonly files: readonly string[];
  /** Tectonic regions of all sources in the files. */
  readonly regions: ReadonlySet<string>;
}

/** Reads every source model of the tree once. */
export async function readSources(jobFile: JobFile, tree: SourceModelLogicTree): Promise<JobSources> {
  const { folder } = jobFile;
  const problems = new ProblemList();
  const settings = sourceSettings(jobFile);
  const keep = sourceFilter(jobFile);
  const read = new Map<string, SourceFile>();
  const files: string[] = [];
  for (const name of sourceModelFiles(tree)) {
    const file = await collected(problems, async () => {
      const place = { file: tree.file, parameter: "uncertaintyModel" };
      const inside = nameInside(folderOf(tree.file), name, place);
      pathOf(folder, inside, place);
      if (inside.endsWith(".hdf5")) throw new InputError(`${inside}: source models in hdf5 are not supported`, place);
      files.push(inside);
      return readSourceFile(folder, inside, settings, keep);
    });
    if (file !== undefined) read.set(name, file);
  }
  problems.throwIfAny();
  const listed = new Map([...read].map(([name, file]) => [name, file.listed] as const));
  checkTreeAgainstSources(tree, listed);
  const models = new Map(
    [...read].map(([name, file]) => [name, withSections(file.model, sectionsFor(name, tree, read))] as const),
  );
  checkInvestigationTime(jobFile, models);
  checkPointSourceDistance(jobFile, models);
  if ([...models.values()].every(({ groups }) => groups.length === 0) && models.size > 0)
    throw new InputError("no sources are left: all were discarded", {
      ...placeOf(jobFile, "source_model_logic_tree"),
      allowed: "see source_id, source_nodes, discard_trts",
    });
  const regions = new Set(
    [...read.values()].flatMap((file) => file.listed.map(({ tectonicRegion }) => tectonicRegion)),
  );
  return { models, files, regions };
}

/** Sections of the geometry models that stand in a branch together with the source model. */
function sectionsFor(
  name: string,
  tree: SourceModelLogicTree,
  read: ReadonlyMap<string, SourceFile>,
): ReadonlyMap<string, SectionGeometry> {
  const sections = new Map<string, SectionGeometry>();
  for (const { branches } of tree.branchSets) {
    for (const { value } of branches) {
      if (value.kind !== "files" || !value.files.includes(name)) continue;
      for (const other of value.files)
        for (const [id, section] of read.get(other)?.sections ?? []) sections.set(id, section);
    }
  }
  return sections;
}

function withSections(model: SourceModel, sections: ReadonlyMap<string, SectionGeometry>): SourceModel {
  const hasMultiFaults = model.groups.some(({ sources }) => sources.some(({ kind }) => kind === "multiFault"));
  if (!hasMultiFaults) return model;
  const complete = (source: Source): Source => {
    if (source.kind !== "multiFault") return source;
    const single = new Map<string, Exclude<SectionGeometry, { kind: "multiSurface" }>>();
    for (const id of new Set(source.ruptures.flatMap((rupture) => rupture.sections))) {
      const section = sections.get(id);
      const place = { file: source.origin?.file, line: source.origin?.line, parameter: "sectionIndexes" };
      if (section === undefined)
        throw new InputError(`source ${source.id}: section ${id} is in no geometry model of the branch`, place);
      if (section.kind === "multiSurface")
        throw new InputError(`source ${source.id}: section ${id} of several surfaces is not supported`, place);
      single.set(id, section);
    }
    return { ...source, sections: single };
  };
  return { ...model, groups: model.groups.map((group) => ({ ...group, sources: group.sources.map(complete) })) };
}

/** The probabilities of non-parametric ruptures hold for one time span, which must be the job's. */
function checkInvestigationTime(jobFile: JobFile, models: ReadonlyMap<string, SourceModel>): void {
  const { investigation_time } = jobFile.parameters;
  const problems = new ProblemList();
  for (const [file, model] of models) {
    const nonParametric = model.groups.some(({ sources }) => sources.some(({ kind }) => kind === "nonParametric"));
    if (nonParametric && model.investigationTime !== investigation_time)
      problems.add(
        `The source model ${file} contains an investigation_time of ${model.investigationTime ?? "None"}, while the job.ini has ${investigation_time ?? "None"}`,
        placeOf(jobFile, "investigation_time"),
      );
  }
  problems.throwIfAny();
}

/** The reference reads a pointsource_distance by magnitude, but cannot use it; nor do we. */
function checkPointSourceDistance(jobFile: JobFile, models: ReadonlyMap<string, SourceModel>): void {
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
 * Regions named in maximum_distance must be in the tree (before it is reduced to the regions of the sources).
 */
function checkDistanceRegions(jobFile: JobFile, tree: DescribedTree): void {
  const { maximum_distance: distances, minimum_magnitude } = jobFile.parameters;
  if (distances === undefined || !jobFile.inputs.has("gsim_logic_tree")) return;
  const known = new Set(tree.branchSets.map(({ tectonicRegion }) => tectonicRegion));
  for (const region of Object.keys(distances)) {
    if (region === "default" || known.has(region) || Object.hasOwn(minimum_magnitude, region)) continue;
    throw new InputError(
      `Invalid maximum_distance: setting the maximum_distance for ${region} which is not in ${tree.file}`,
      {
        ...placeOf(jobFile, "maximum_distance"),
        allowed: [...known].join(", "),
        suggestion: didYouMean(region, known),
      },
    );
  }
}

function modelsOf(tree: GmmLogicTree | undefined): readonly GroundMotionModel[] {
  return tree === undefined ? [] : tree.branchSets.flatMap(({ branches }) => branches.map(({ model }) => model));
}

/** Site parameters the models read, each with the first model that reads it. */
function requiredSiteParameters(models: readonly GroundMotionModel[]): ReadonlyMap<string, string> {
  const required = new Map<string, string>();
  for (const model of models)
    for (const column of model.siteColumns) if (!required.has(column)) required.set(column, model.name);
  return required;
}
