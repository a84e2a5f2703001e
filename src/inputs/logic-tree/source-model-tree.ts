/** The source-model logic tree: structure, weights, values. */
import type {
  SourceModelBranch,
  SourceModelBranchSet,
  SourceModelLogicTree,
  UncertaintyValue,
} from "../../hazard/logic-tree/trees.ts";
import { InputError, ProblemList } from "../../input-error.ts";
import { nearestName } from "../../nearest-name.ts";
import type { InputFolder } from "../input-folder.ts";
import { childrenNamed, requiredAttribute, requiredChild, weightOf } from "../nrml/element.ts";
import type { SourceSettings } from "../nrml/sources.ts";
import type { XmlElement } from "../nrml/xml.ts";
import { pythonFloat } from "../python-float.ts";
import { MAX_BRANCHES, readBranches, readTreeDocuments, WEIGHT_PRECISION } from "./tree-document.ts";
import { readUncertainty, UNCERTAINTY_TYPES } from "./uncertainties.ts";

/** `filename 'F', line N: text`, the form of the reference's messages about trees. */
export function treeMistake(file: string, line: number, text: string): string {
  return `filename '${file}', line ${line}: ${text}`;
}

/**
 * Reads the tree; the source models it names are not opened.
 * @throws InputError with everything wrong in it.
 */
export function readSourceModelTree(
  folder: InputFolder,
  file: string,
  settings: Omit<SourceSettings, "file">,
): SourceModelLogicTree {
  const [document] = readTreeDocuments(folder, file, "source_model_logic_tree_file");
  const problems = new ProblemList();
  const at: SourceSettings = { ...settings, file };
  const branchIds = new Set<string>();
  const setIds = new Set<string>();
  const sets = document.branchSets.map((element, index) =>
    problems.attempt(() => readBranchSet(at, file, element, index, branchIds, setIds, problems)),
  );
  problems.throwIfAny();
  return { id: document.id, file, branchSets: sets.filter((set) => set !== undefined) };
}

function readBranchSet(
  at: SourceSettings,
  file: string,
  element: XmlElement,
  index: number,
  branchIds: Set<string>,
  setIds: Set<string>,
  problems: ProblemList,
): SourceModelBranchSet {
  const { line } = element;
  const fail = (text: string, where: XmlElement = element, parameter?: string) =>
    problems.add(treeMistake(file, where.line, text), { file, line: where.line, column: where.column, parameter });
  const uncertaintyType = requiredAttribute(at, element, "uncertaintyType");
  const id = requiredAttribute(at, element, "branchSetID");
  if (setIds.has(id)) fail(`the branch set id ${id} is not unique`, element, "branchSetID");
  setIds.add(id);

  if (index === 0 && uncertaintyType !== "sourceModel")
    fail('first branchset must define an uncertainty of type "sourceModel"', element, "uncertaintyType");
  if (index > 0 && uncertaintyType === "sourceModel")
    fail('uncertainty of type "sourceModel" can be defined on first branchset only', element, "uncertaintyType");
  if (uncertaintyType === "gmpeModel")
    fail('uncertainty of type "gmpeModel" is not allowed in source model logic tree', element, "uncertaintyType");
  else if (!UNCERTAINTY_TYPES.includes(uncertaintyType))
    throw new InputError(
      treeMistake(file, line, `apply_uncertainty: missing ${uncertaintyType}: unknown uncertainty type`),
      {
        file,
        line,
        parameter: "uncertaintyType",
        allowed: UNCERTAINTY_TYPES.join(", "),
        suggestion: nearestName(uncertaintyType, UNCERTAINTY_TYPES),
      },
    );

  const words = (name: string) => element.attributes[name]?.split(/\s+/).filter(Boolean);
  const applyToBranches = words("applyToBranches");
  const applyToSources = words("applyToSources");
  const applyToTectonicRegionType = element.attributes["applyToTectonicRegionType"];
  const applyToSourceType = element.attributes["applyToSourceType"];
  const filters = (applyToSources === undefined ? 0 : 1) + (applyToTectonicRegionType === undefined ? 0 : 1);
  if (uncertaintyType === "sourceModel" && filters > 0) fail("filters are not allowed on source model uncertainty");
  if (filters > 1) fail("only one filter is allowed per branchset");
  if (uncertaintyType.startsWith("simpleFaultDip") && applyToSources === undefined)
    fail(`uncertainty of type '${uncertaintyType}' must define 'applyToSources'`, element, "applyToSources");
  for (const branch of applyToBranches ?? []) {
    if (!branchIds.has(branch)) fail(`branch '${branch}' is not yet defined`, element, "applyToBranches");
  }

  const branchElements = readBranches(file, element);
  if (branchElements.length > MAX_BRANCHES)
    fail(`the branchset ${id} has too many branches (${branchElements.length} > ${MAX_BRANCHES})`);
  const branches = branchElements.flatMap((branch): readonly SourceModelBranch[] => {
    const read = problems.attempt((): SourceModelBranch => {
      const weight = weightOf(at, requiredChild(at, branch.element, "uncertaintyWeight"));
      const [, second] = childrenNamed(branch.element, "uncertaintyWeight");
      if (second !== undefined) fail(`branch ${branch.id} has several weights`, second, "uncertaintyWeight");
      const text = shownText(branch.model);
      const { line, column } = branch.model;
      const value = uncertaintyOf(at, file, uncertaintyType, branch.model);
      return { id: branch.id, weight, value, text, line, column };
    });
    if (branchIds.has(branch.id)) fail(`branchID '${branch.id}' is not unique`, branch.element, "branchID");
    branchIds.add(branch.id);
    return read === undefined ? [] : [read];
  });
  checkBranches(branches, branchElements.length, fail);
  return {
    file,
    id,
    uncertaintyType,
    branches,
    line,
    ...(applyToBranches === undefined || applyToBranches.length === 0 ? {} : { applyToBranches }),
    ...(applyToSources === undefined ? {} : { applyToSources }),
    ...(applyToTectonicRegionType === undefined ? {} : { applyToTectonicRegionType }),
    ...(applyToSourceType === undefined ? {} : { applyToSourceType }),
  };
}

function checkBranches(branches: readonly SourceModelBranch[], expected: number, fail: (text: string) => void): void {
  if (branches.length < expected) return;
  const sum = branches.reduce((total, { weight }) => total + weight, 0);
  if (Math.abs(sum - 1) > WEIGHT_PRECISION) fail(`branchset weights sum up to ${pythonFloat(sum)}, not 1`);
  const texts = branches.map(({ text }) => text);
  if (texts.join("") !== "" && new Set(texts).size < texts.length)
    fail(`there are duplicate values in uncertaintyModel: ${texts.join(" ").slice(0, 200)}`);
}

/** Text of a value with blanks collapsed; empty for values made of elements. */
function shownText(model: XmlElement): string {
  return model.text.split(/\s+/).filter(Boolean).join(" ");
}

function uncertaintyOf(at: SourceSettings, file: string, type: string, model: XmlElement): UncertaintyValue {
  try {
    return readUncertainty(at, type, model);
  } catch (error) {
    if (!(error instanceof InputError) || error.problems[0].line !== undefined) throw error;
    const [problem] = error.problems;
    throw new InputError([
      {
        ...problem,
        message: treeMistake(file, model.line, problem.message),
        file,
        line: model.line,
        column: model.column,
      },
    ]);
  }
}

/** Source-model files of the tree, as written (relative to the tree), each once, in order. */
export function sourceModelFiles(tree: SourceModelLogicTree): readonly string[] {
  const files = new Set<string>();
  for (const { branches } of tree.branchSets) {
    for (const { value } of branches) if (value.kind === "files") for (const file of value.files) files.add(file);
  }
  return [...files];
}

export interface ListedSource {
  readonly id: string;
  readonly tectonicRegionType: string;
  /** Name of its element. */
  readonly element: string;
}

/**
 * Checks what the tree says about sources against the sources its files list.
 * @throws InputError with everything wrong.
 */
export function checkTreeAgainstSources(
  tree: SourceModelLogicTree,
  listed: ReadonlyMap<string, readonly ListedSource[]>,
): void {
  const problems = new ProblemList();
  const branchesOfSource = new Map<string, Set<string>>();
  const tectonicRegionTypes = new Set<string>();
  const elements = new Set<string>();
  let sources = 0;
  for (const set of tree.branchSets) {
    const fail = (text: string, parameter?: string) =>
      problems.add(treeMistake(tree.file, set.line, text), { file: tree.file, line: set.line, parameter });
    if (set.applyToTectonicRegionType !== undefined && !tectonicRegionTypes.has(set.applyToTectonicRegionType))
      problems.add(
        treeMistake(
          tree.file,
          set.line,
          `source models don't define sources of tectonic region type '${set.applyToTectonicRegionType}'`,
        ),
        {
          file: tree.file,
          line: set.line,
          parameter: "applyToTectonicRegionType",
          allowed: [...tectonicRegionTypes].join(", "),
          suggestion: nearestName(set.applyToTectonicRegionType, tectonicRegionTypes),
        },
      );
    const { applyToSourceType } = set;
    // An older filter, which the reference does not look at either: silent only where it makes no difference.
    if (applyToSourceType !== undefined && [...elements].some((element) => element !== `${applyToSourceType}Source`))
      fail(
        `applyToSourceType is not looked at: the change would apply to all sources, not to those of type ${applyToSourceType}`,
        "applyToSourceType",
      );
    if (set.uncertaintyType.endsWith("Absolute") && sources > 1 && set.applyToSources?.length !== 1)
      fail(
        `uncertainty of type '${set.uncertaintyType}' must define 'applyToSources' with only one source id`,
        "applyToSources",
      );
    for (const id of set.applyToSources ?? []) {
      const branches = branchesOfSource.get(id);
      if (branches === undefined)
        problems.add(treeMistake(tree.file, set.line, `source with id '${id}' is not defined in source models`), {
          file: tree.file,
          line: set.line,
          parameter: "applyToSources",
          suggestion: nearestName(id, branchesOfSource.keys()),
        });
      else if (branches.size > 1 && set.applyToBranches === undefined)
        fail(
          `${id} belongs to multiple branches {${[...branches].join(", ")}}: applyToBranches must be specified together with applyToSources`,
          "applyToBranches",
        );
    }
    for (const branch of set.branches) {
      if (branch.value.kind !== "files") continue;
      for (const file of branch.value.files) {
        for (const { id, tectonicRegionType, element } of listed.get(file) ?? []) {
          tectonicRegionTypes.add(tectonicRegionType);
          elements.add(element);
          const branches = branchesOfSource.get(id);
          if (branches === undefined) branchesOfSource.set(id, new Set([branch.id]));
          else branches.add(branch.id);
          sources++;
        }
      }
    }
  }
  problems.throwIfAny();
}
