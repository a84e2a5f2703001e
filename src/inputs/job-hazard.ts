/** The hazard documents of a job: logic trees and source models, read as its parameters ask. */
import { posix } from "node:path";
import type { SourceModelBranch, SourceModelLogicTree } from "../hazard/logic-tree/trees.ts";
import type { Source, SourceModel } from "../hazard/sources/source.ts";
import { InputError, ProblemList } from "../input-error.ts";
import { nearestName } from "../nearest-name.ts";
import {
  checkHypocentralDepths,
  checkInvestigationTime,
  checkMinimumMagnitude,
  checkPointSourceDistance,
} from "./check-hazard.ts";
import { folderOf, nameInside, pathOf } from "./input-folder.ts";
import { type JobFile, placeOf } from "./job-ini/job-file.ts";
import { type DescribedTree, readGroundMotionTrees, singleModelTree } from "./logic-tree/ground-motion-tree.ts";
import {
  checkTreeAgainstSources,
  type ListedSource,
  readSourceModelTree,
  sourceModelFiles,
} from "./logic-tree/source-model-tree.ts";
import { readSourceFile, type SectionGeometry, type SourceFile, type SourceFilter } from "./nrml/source-models.ts";
import type { SourceSettings } from "./nrml/sources.ts";

/**
 * The ground-motion trees of the job: of a file, the first for all sites, others (`site_labels`) by their id; or one
 * model for all tectonic regions. None when the job names none.
 */
export function describeGroundMotion(jobFile: JobFile): readonly DescribedTree[] {
  const [file] = jobFile.inputs.get("gsim_logic_tree")?.files ?? [];
  if (file !== undefined) return labelledTrees(jobFile, readGroundMotionTrees(jobFile.folder, file));
  if (!jobFile.given.has("gsim")) return [];
  try {
    const tree = singleModelTree(jobFile.parameters.gsim, jobFile.file, jobFile.lines.get("gsim"));
    return [tree];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError([{ ...error.problems[0], ...placeOf(jobFile, "gsim") }]);
  }
}

/**
 * The trees a job uses: the first, and those its `site_labels` name.
 * @throws InputError for labels without a tree, and for a first tree that is not for the other sites.
 */
function labelledTrees(jobFile: JobFile, trees: readonly DescribedTree[]): readonly DescribedTree[] {
  const labels = Object.keys(jobFile.parameters.site_labels);
  if (labels.length === 0) return trees.slice(0, 1);
  const problems = new ProblemList();
  const [first, ...others] = trees;
  const ids = others.map(({ id }) => id);
  if (first!.id !== "Default")
    problems.add(
      `the first logic tree is for the sites without a label: its logicTreeID must be Default, not ${first!.id}`,
      {
        file: first!.file,
        parameter: "logicTreeID",
        allowed: "Default",
      },
    );
  for (const label of labels)
    if (!ids.includes(label))
      problems.add(`${first!.file} has no logic tree for the label ${label}`, {
        ...placeOf(jobFile, "site_labels"),
        allowed: ids.join(", "),
        suggestion: nearestName(label, ids),
      });
  problems.throwIfAny();
  return [first!, ...labels.map((label) => others.find(({ id }) => id === label)!)];
}

export function readTree(jobFile: JobFile): SourceModelLogicTree | undefined {
  const [file] = jobFile.inputs.get("source_model_logic_tree")?.files ?? [];
  if (file === undefined) return trivialTree(jobFile);
  const tree = readSourceModelTree(jobFile.folder, file, sourceSettings(jobFile));
  return onlyBranch(jobFile, tree);
}

/** `source_model_file` is a tree of one branch. */
function trivialTree(jobFile: JobFile): SourceModelLogicTree | undefined {
  const [model] = jobFile.inputs.get("source_model")?.files ?? [];
  if (model === undefined) return undefined;
  const name = posix.relative(folderOf(jobFile.file), model);
  const branch: SourceModelBranch = { id: "br0", weight: 1, value: { kind: "files", files: [name] }, text: name };
  const line = jobFile.lines.get("source_model") ?? 1;
  const set = { id: "bs0", uncertaintyType: "sourceModel", branches: [branch], line };
  return { id: "lt", file: jobFile.file, branchSets: [set] };
}

/**
 * `smlt_branch` leaves the source models of one branch; the other branches of its set stay, without sources, so that
 * weights are what they were.
 */
function onlyBranch(jobFile: JobFile, tree: SourceModelLogicTree): SourceModelLogicTree {
  const only = jobFile.parameters.smlt_branch;
  if (only === "") return tree;
  const files = (branch: SourceModelBranch) => branch.value.kind === "files";
  const ids = tree.branchSets.flatMap(({ branches }) => branches.filter(files).map(({ id }) => id));
  if (!ids.includes(only))
    throw new InputError(`smlt_branch=${only}: ${tree.file} has no such branch of source models`, {
      ...placeOf(jobFile, "smlt_branch"),
      allowed: ids.join(", "),
      suggestion: nearestName(only, ids),
    });
  const emptied = (branch: SourceModelBranch): SourceModelBranch =>
    !files(branch) || branch.id === only ? branch : { ...branch, value: { kind: "files", files: [] }, text: "" };
  return { ...tree, branchSets: tree.branchSets.map((set) => ({ ...set, branches: set.branches.map(emptied) })) };
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
  const { source_id: beginnings, source_nodes: elements } = jobFile.parameters;
  const discarded = discardedTectonicRegionTypes(jobFile);
  return ({ id, element, tectonicRegionType }) =>
    !discarded.has(tectonicRegionType) &&
    (beginnings.length === 0 || beginnings.some((beginning) => id.startsWith(beginning))) &&
    (elements.length === 0 || elements.includes(element));
}

/** Of `discard_trts`. */
export function discardedTectonicRegionTypes({ parameters }: JobFile): ReadonlySet<string> {
  const tectonicRegionTypes = parameters.discard_trts.split(",").map((tectonicRegionType) => tectonicRegionType.trim());
  return new Set(tectonicRegionTypes.filter((tectonicRegionType) => tectonicRegionType !== ""));
}

export interface JobSources {
  /** By file as written in the tree. */
  readonly models: ReadonlyMap<string, SourceModel>;
  /** Relative to the job's folder. */
  readonly files: readonly string[];
  /** Tectonic regions of the sources that are kept: the ground-motion tree has branch sets for these only. */
  readonly tectonicRegionTypes: ReadonlySet<string>;
  /** All sources in the files, also those the job leaves out. */
  readonly listed: readonly ListedSource[];
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
    const file = await problems.attemptAsync(async () => {
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
  checkIgnoredSources(jobFile, new Set([...listed.values()].flatMap((sources) => sources.map(({ id }) => id))));
  const models = new Map(
    [...read].map(([name, file]) => [name, withSections(file.model, sectionsFor(name, tree, read))] as const),
  );
  checkInvestigationTime(jobFile, models);
  checkMinimumMagnitude(jobFile, models);
  checkHypocentralDepths(models);
  checkPointSourceDistance(jobFile, models);
  if ([...models.values()].every(({ groups }) => groups.length === 0) && models.size > 0)
    throw new InputError("no sources are left: all were discarded", {
      ...placeOf(jobFile, "source_model_logic_tree"),
      allowed: "see source_id, source_nodes, discard_trts",
    });
  const groups = [...models.values()].flatMap((model) => model.groups);
  const tectonicRegionTypes = new Set(
    groups.filter(({ sources }) => sources.length > 0).map(({ tectonicRegionType }) => tectonicRegionType),
  );
  return { models, files, tectonicRegionTypes, listed: [...read.values()].flatMap((file) => file.listed) };
}

/** Sources whose distances are not replaced must exist. */
function checkIgnoredSources(jobFile: JobFile, ids: ReadonlySet<string>): void {
  for (const id of jobFile.parameters.reqv_ignore_sources)
    if (!ids.has(id))
      throw new InputError(`reqv_ignore_sources names ${id}, which is no source`, {
        ...placeOf(jobFile, "reqv_ignore_sources"),
        suggestion: nearestName(id, ids),
      });
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
      for (const other of value.files) {
        for (const [id, section] of read.get(other)?.sections ?? []) {
          const known = sections.get(id);
          if (known !== undefined && known !== section)
            throw new InputError(`the section ID ${id} appears 2 times in the files ${value.files.join(" ")}`, {
              file: tree.file,
              parameter: "id",
            });
          sections.set(id, section);
        }
      }
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
