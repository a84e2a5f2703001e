/** What both kinds of logic trees have in common: the document, its branch sets and branches. */
import { InputError } from "../../input-error.ts";
import type { InputFolder } from "../input-folder.ts";
import { requiredAttribute, requiredChild } from "../nrml/element.ts";
import { readNrmlDocuments } from "../nrml/nrml-documents.ts";
import type { XmlElement } from "../nrml/xml.ts";

/** Tolerance of sums of weights. */
export const WEIGHT_PRECISION = 1e-7;
/** Branches of one set have one-letter names out of this many letters. */
export const MAX_BRANCHES = 183;

export interface TreeDocument {
  readonly file: string;
  readonly id: string;
  readonly branchSets: readonly XmlElement[];
}

/**
 * Reads the trees of a file: one, or several for the `site_labels` of a job. The older `logicTreeBranchingLevel` around
 * each set is accepted.
 * @throws InputError when the file holds no logic tree, or a level holds several sets.
 */
export function readTreeDocuments(
  folder: InputFolder,
  file: string,
  parameter: string,
): readonly [TreeDocument, ...TreeDocument[]] {
  const documents = readNrmlDocuments(folder, file);
  const [first, ...others] = documents.filter(({ name }) => name === "logicTree");
  if (first === undefined)
    throw new InputError(`${file} is not a valid ${parameter}: it holds <${documents[0].name}>`, {
      file,
      line: documents[0].line,
      allowed: "logicTree",
    });
  return [treeOf(file, first), ...others.map((other) => treeOf(file, other))];
}

function treeOf(file: string, root: XmlElement): TreeDocument {
  const branchSets = root.children.map((child) => {
    if (child.name === "logicTreeBranchSet") return child;
    const place = { file, line: child.line, column: child.column };
    if (child.name !== "logicTreeBranchingLevel")
      throw new InputError(`Expected BranchingLevel/BranchSet, got <${child.name}>`, {
        ...place,
        allowed: "logicTreeBranchSet",
      });
    const [only, ...more] = child.children;
    if (only === undefined || more.length > 0)
      throw new InputError(
        `Branching level ${child.attributes["branchingLevelID"] ?? "?"} has ${child.children.length === 0 ? "no branch set" : "multiple branchsets"}`,
        place,
      );
    return only;
  });
  if (branchSets.length === 0) throw new InputError("the logic tree has no branch sets", { file, line: root.line });
  return { file, id: root.attributes["logicTreeID"] ?? "", branchSets };
}

export interface BranchElement {
  readonly element: XmlElement;
  readonly id: string;
  readonly model: XmlElement;
}

/** @param named false: branches may lack an id, and are numbered then. */
export function readBranches(file: string, set: XmlElement, named = true): readonly BranchElement[] {
  if (set.children.length === 0) throw new InputError("the branch set has no branches", { file, line: set.line });
  return set.children.map((element, i) => ({
    element,
    id:
      named || element.attributes["branchID"] !== undefined
        ? requiredAttribute({ file }, element, "branchID")
        : `b${i + 1}`,
    model: requiredChild({ file }, element, "uncertaintyModel"),
  }));
}
