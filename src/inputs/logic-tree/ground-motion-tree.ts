/** The ground-motion logic tree. */
import type { ModelEnvironment } from "../../hazard/gmm/model.ts";
import { buildModel, findModel, UnknownModelError } from "../../hazard/gmm/registry.ts";
import type { IntensityMeasure } from "../../hazard/intensity-measure.ts";
import type { GmmBranch, GmmBranchSet, GmmLogicTree } from "../../hazard/logic-tree/trees.ts";
import { InputError, ProblemList } from "../../input-error.ts";
import { nearestName } from "../../nearest-name.ts";
import type { InputFolder } from "../input-folder.ts";
import { parseIntensityMeasure } from "../intensity-measures.ts";
import { childrenNamed, requiredAttribute, requiredChild, weightOf } from "../nrml/element.ts";
import type { XmlElement } from "../nrml/xml.ts";
import { pythonFloat } from "../python-float.ts";
import { describeModel, type ModelDescription } from "./model-text.ts";
import { isReferenceModel, REFERENCE_MODELS } from "./reference-models.ts";
import { MAX_BRANCHES, readBranches, readTreeDocuments, type TreeDocument, WEIGHT_PRECISION } from "./tree-document.ts";

/** A branch before its model is built. */
export interface DescribedBranch {
  readonly id: string;
  readonly description: ModelDescription;
  readonly weight: number;
  readonly weightByMeasure?: ReadonlyMap<string, number>;
  readonly line: number;
}

export interface DescribedBranchSet {
  readonly id: string;
  readonly tectonicRegionType: string;
  readonly branches: readonly DescribedBranch[];
  readonly line: number;
}

/** The tree as the file states it: all tectonic regions, models by name only. */
export interface DescribedTree {
  readonly file: string;
  /** `logicTreeID`: the label of the sites it is for, `Default` for the others. */
  readonly id: string;
  readonly branchSets: readonly DescribedBranchSet[];
}

/**
 * Reads and checks the trees of a file without building their models.
 * @throws InputError with everything wrong in them, names of models that nobody knows included.
 */
export function readGroundMotionTrees(folder: InputFolder, file: string): readonly DescribedTree[] {
  const problems = new ProblemList();
  const documents = readTreeDocuments(folder, file, "gsim_logic_tree_file");
  const trees = documents.map((document) => problems.attempt(() => describeTree(document)));
  problems.throwIfAny();
  return trees.filter((tree) => tree !== undefined);
}

function describeTree(document: TreeDocument): DescribedTree {
  const { file, id } = document;
  const problems = new ProblemList();
  const ids = new Map<string, number>();
  const tectonicRegionTypes = new Map<string, number>();
  const branchSets = document.branchSets.flatMap((element) => {
    const set = problems.attempt(() => readBranchSet(file, element, problems));
    if (set === undefined) return [];
    if (ids.has(set.id))
      problems.add(`Duplicated branchSetID ${set.id}`, { file, line: set.line, parameter: "branchSetID" });
    ids.set(set.id, set.line);
    if (tectonicRegionTypes.has(set.tectonicRegionType))
      problems.add(
        `Found duplicated applyToTectonicRegionType=${set.tectonicRegionType} (also on line ${tectonicRegionTypes.get(set.tectonicRegionType)})`,
        {
          file,
          line: set.line,
          parameter: "applyToTectonicRegionType",
        },
      );
    tectonicRegionTypes.set(set.tectonicRegionType, set.line);
    return [set];
  });
  problems.throwIfAny();
  return { file, id, branchSets };
}

function readBranchSet(file: string, element: XmlElement, problems: ProblemList): DescribedBranchSet {
  const at = { file };
  const place = { file, line: element.line, column: element.column };
  const type = requiredAttribute(at, element, "uncertaintyType");
  if (type !== "gmpeModel")
    throw new InputError('only uncertainties of type "gmpeModel" are allowed in gmpe logic tree', {
      ...place,
      parameter: "uncertaintyType",
    });
  const id = requiredAttribute(at, element, "branchSetID");
  const tectonicRegionType = requiredAttribute(at, element, "applyToTectonicRegionType");
  const elements = readBranches(file, element, false);
  if (elements.length > MAX_BRANCHES)
    problems.add(`the branchset ${id} has too many branches (${elements.length} > ${MAX_BRANCHES})`, place);
  const seen = new Map<string, number>();
  const branches = elements.flatMap((branch): readonly DescribedBranch[] => {
    const read = problems.attempt((): DescribedBranch => {
      const description = readDescription(file, branch.model);
      const { line } = branch.model;
      const before = seen.get(description.text);
      if (before !== undefined)
        problems.add(`duplicated gsim ${description.text.split("\n").join(" ")} (also on line ${before})`, {
          file,
          line,
        });
      seen.set(description.text, line);
      return { id: branch.id, description, line, ...readWeights(file, branch.element) };
    });
    return read === undefined ? [] : [read];
  });
  if (branches.length === elements.length) checkWeights(file, id, element, branches, problems);
  return { id, tectonicRegionType, branches, line: element.line };
}

function readDescription(file: string, model: XmlElement): ModelDescription {
  const place = { file, line: model.line, column: model.column };
  let description: ModelDescription;
  try {
    description = describeModel(model.text, model.attributes);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError([{ ...error.problems[0], ...place }]);
  }
  checkKnown(description.name, place);
  return description;
}

/** @throws InputError for names that neither this project nor the reference knows. */
export function checkKnown(name: string, place: { file?: string; line?: number }): void {
  if (isReferenceModel(name)) return;
  try {
    findModel(name);
  } catch (error) {
    if (!(error instanceof UnknownModelError)) throw error;
    throw new InputError(`unknown ground-motion model ${name}`, {
      ...place,
      parameter: "uncertaintyModel",
      suggestion: nearestName(name, REFERENCE_MODELS) ?? error.problems[0].suggestion,
    });
  }
}

function readWeights(file: string, branch: XmlElement): Pick<DescribedBranch, "weight" | "weightByMeasure"> {
  const at = { file };
  requiredChild(at, branch, "uncertaintyWeight");
  const [first, ...others] = childrenNamed(branch, "uncertaintyWeight");
  if (first!.attributes["imt"] !== undefined)
    throw new InputError("The first uncertaintyWeight has an imt attribute", {
      file,
      line: first!.line,
      allowed: "a first weight for all measures",
    });
  const weight = weightOf(at, first!);
  if (others.length === 0) return { weight };
  const weightByMeasure = new Map<string, number>();
  for (const other of others) {
    const imt = parseIntensityMeasure(requiredAttribute(at, other, "imt")).name;
    if (weightByMeasure.has(imt))
      throw new InputError("There are duplicated IMTs in the weights", { file, line: other.line, parameter: imt });
    weightByMeasure.set(imt, weightOf(at, other));
  }
  return { weight, weightByMeasure };
}

/** Plain weights and the weights of each measure sum to 1; a sum of 0 for a measure is accepted. */
function checkWeights(
  file: string,
  id: string,
  element: XmlElement,
  branches: readonly DescribedBranch[],
  problems: ProblemList,
): void {
  const measures = new Set(branches.flatMap((branch) => [...(branch.weightByMeasure?.keys() ?? [])]));
  const sums = [
    { name: "weight", sum: branches.reduce((total, { weight }) => total + weight, 0) },
    ...[...measures].map((name) => ({
      name,
      sum: branches.reduce((total, branch) => total + (branch.weightByMeasure?.get(name) ?? branch.weight), 0),
    })),
  ];
  for (const { name, sum } of sums) {
    if (sum !== 0 && Math.abs(sum - 1) < WEIGHT_PRECISION) continue;
    if (sum === 0 && name !== "weight") continue;
    problems.add(
      `the weights ${name === "weight" ? "" : `for ${name} `}of branch set ${id} sum up to ${pythonFloat(sum)}, not 1`,
      {
        file,
        line: element.line,
        parameter: "uncertaintyWeight",
      },
    );
  }
}

/** A tree of one model for all tectonic regions: what the job parameter `gsim` stands for. */
export function singleModelTree(text: string, file: string, line: number | undefined): DescribedTree {
  const description = describeModel(text);
  checkKnown(description.name, line === undefined ? { file } : { file, line });
  return {
    file,
    id: "Default",
    branchSets: [
      {
        id: "bs1",
        tectonicRegionType: "*",
        branches: [{ id: "b1", description, weight: 1, line: line ?? 1 }],
        line: line ?? 1,
      },
    ],
  };
}

/**
 * Keeps the branch sets of the tectonic regions that have sources, sorted by tectonic region. A tree for tectonic region `*` stays as it is.
 * @throws InputError naming a tectonic region without a branch set.
 */
export function reduceTree(tree: DescribedTree, tectonicRegionTypes: ReadonlySet<string>): DescribedTree {
  if (tree.branchSets.some(({ tectonicRegionType }) => tectonicRegionType === "*")) return tree;
  const problems = new ProblemList();
  const known = tree.branchSets.map(({ tectonicRegionType }) => tectonicRegionType);
  for (const tectonicRegionType of tectonicRegionTypes) {
    if (!known.includes(tectonicRegionType))
      problems.add(`${tree.file} is missing the TRT '${tectonicRegionType}'`, {
        file: tree.file,
        parameter: "applyToTectonicRegionType",
        allowed: known.join(", "),
        suggestion: nearestName(tectonicRegionType, known),
      });
  }
  problems.throwIfAny();
  const branchSets = tree.branchSets
    .filter(({ tectonicRegionType }) => tectonicRegionTypes.has(tectonicRegionType))
    .sort((a, b) =>
      a.tectonicRegionType < b.tectonicRegionType ? -1 : a.tectonicRegionType > b.tectonicRegionType ? 1 : 0,
    );
  return { file: tree.file, id: tree.id, branchSets };
}

/** @throws InputError for models that are not computed here and for wrong arguments. */
export function modelOf({ name, args }: ModelDescription, environment: ModelEnvironment): GmmBranch["model"] {
  return buildModel(name, args, environment);
}

/** A model that the reference knows and this project does not compute. */
export class UnsupportedModelError extends InputError {}

/**
 * Builds the models of a tree.
 * @param unsupported called instead of refusing, with the name of each model that is not computed here; it is left out.
 * @param folder absolute folder of the tree, for tables that arguments name.
 * @throws InputError naming every model that is not computed here, wrong arguments, measures a model does not give.
 */
export function buildTree(
  tree: DescribedTree,
  folder: string,
  measures: readonly IntensityMeasure[],
  unsupported?: (name: string, line: number) => void,
): GmmLogicTree {
  const problems = new ProblemList();
  const environment: ModelEnvironment = { folder, measures };
  const branchSets = tree.branchSets.map(
    (set): GmmBranchSet => ({
      id: set.id,
      tectonicRegionType: set.tectonicRegionType,
      line: set.line,
      branches: set.branches.flatMap((branch) => {
        const built = problems.attempt(() => {
          if (unsupported === undefined) return buildBranch(tree.file, branch, environment, measures);
          try {
            return buildBranch(tree.file, branch, environment, measures);
          } catch (error) {
            if (!(error instanceof UnsupportedModelError)) throw error;
            unsupported(branch.description.name, branch.line);
            return undefined;
          }
        });
        return built === undefined ? [] : [built];
      }),
    }),
  );
  problems.throwIfAny();
  return { file: tree.file, branchSets };
}

function buildBranch(
  file: string,
  branch: DescribedBranch,
  environment: ModelEnvironment,
  measures: readonly IntensityMeasure[],
): GmmBranch {
  const { name, args } = branch.description;
  const place = { file, line: branch.line, parameter: name };
  let model: GmmBranch["model"];
  try {
    model = modelOf(branch.description, environment);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    if (error instanceof UnknownModelError)
      throw new UnsupportedModelError(`the ground-motion model ${error.model} is not computed natively`, place);
    throw new InputError([{ ...error.problems[0], ...place }]);
  }
  const problems = new ProblemList();
  for (const measure of measures) {
    const weight = branch.weightByMeasure?.get(measure.name) ?? branch.weight;
    if (weight === 0 && branch.weightByMeasure !== undefined) continue;
    try {
      model.forMeasure(measure);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const first = error.problems[0];
      const words = model.measures.includes(measure.kind)
        ? `${measure.name} is out of the period range defined for [${name}]`
        : `The IMT ${measure.name} is not accepted by the GSIM [${name}]`;
      problems.add(`${words}: ${first.message}`, { ...place, allowed: first.allowed });
    }
  }
  problems.throwIfAny();
  return {
    id: branch.id,
    model,
    className: name,
    args,
    text: textWithoutAlias(branch.description),
    weight: branch.weight,
    ...(branch.weightByMeasure === undefined ? {} : { weightByMeasure: branch.weightByMeasure }),
  };
}

/** An alias is shown as the class and the arguments it stands for. */
function textWithoutAlias({ name, args, text }: ModelDescription): string {
  const found = findModel(name);
  if (found.name === name) return text;
  const lines = Object.entries({ ...found.args, ...args }).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  return [`[${found.name}]`, ...lines].join("\n");
}
