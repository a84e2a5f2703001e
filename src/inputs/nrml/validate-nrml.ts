/**
 * Checking a document by itself, as `POST /v1/valid/` does: well-formed, values within their rules, and for the kinds that
 * the reference converts (source models, vulnerability, fragility, consequences) whatever can be seen without a job.
 */
import { InputError, type InputProblem, ProblemList } from "../../input-error.ts";
import type { InputFolder } from "../input-folder.ts";
import { checkConsequenceModel, readFragilityModel } from "../risk/fragility.ts";
import { readVulnerabilityModel } from "../risk/vulnerability.ts";
import type { NrmlProblem } from "./element.ts";
import { checkRoot } from "./nrml-documents.ts";
import { readXmlBlob, readXmlFile, readXmlText } from "./read-xml.ts";
import { sourceModelBuilder } from "./source-models.ts";
import { withoutJob } from "./sources.ts";
import type { XmlElement, XmlVisitor } from "./xml.ts";

export interface NrmlValidation {
  readonly valid: boolean;
  /** The first problem, in the reference's words where it has some; null when valid. */
  readonly error_msg: string | null;
  /** Its line, null where the reference gives none. */
  readonly error_line: number | null;
  /** All problems, each with its place. */
  readonly errors: readonly InputProblem[];
}

/** Kinds that are converted, with the versions of NRML in which the reference does so. */
const CONVERTED: { readonly [kind: string]: readonly string[] } = {
  sourceModel: ["0.4", "0.5"],
  vulnerabilityModel: ["0.4", "0.5"],
  fragilityModel: ["0.4", "0.5"],
  consequenceModel: ["0.5"],
};

/** @param file name shown in the problems, if the text has one. */
export function validateNrml(text: string, file?: string): NrmlValidation {
  const checking = startChecking(file);
  try {
    readXmlText(text, file, checking.visitor, checking.values);
    return checking.finish();
  } catch (error) {
    return checking.fail(error);
  }
}

/** The same for a file of the job or of a folder, read in pieces. */
export async function validateNrmlFile(folder: InputFolder, file: string): Promise<NrmlValidation> {
  const checking = startChecking(file);
  try {
    await readXmlFile(folder, file, checking.visitor, checking.values);
    return checking.finish();
  } catch (error) {
    return checking.fail(error);
  }
}

/** The same for a document without a name, read in pieces. */
export async function validateNrmlBlob(document: Blob): Promise<NrmlValidation> {
  const checking = startChecking(undefined);
  try {
    await readXmlBlob(document, undefined, checking.visitor, checking.values);
    return checking.finish();
  } catch (error) {
    return checking.fail(error);
  }
}

interface Checking {
  readonly visitor: XmlVisitor;
  /** Values that break a rule. */
  readonly values: ProblemList;
  readonly finish: () => NrmlValidation;
  /** After a mistake that ended the reading. */
  readonly fail: (error: unknown) => NrmlValidation;
}

function startChecking(file: string | undefined): Checking {
  const values = new ProblemList();
  const built = new ProblemList();
  const document = documentVisitor(file, built);
  return {
    visitor: document.visitor,
    values,
    finish: () => {
      document.finish();
      return answer([...values.problems, ...built.problems]);
    },
    fail: (error) => {
      if (!(error instanceof InputError)) throw error;
      const already = new Set<InputProblem>([...values.problems, ...built.problems]);
      // The reference checks values while it reads, and looks at what they make when it has read the whole document.
      const ending = error.problems.filter((problem) => !already.has(problem));
      return answer([...values.problems, ...ending, ...built.problems]);
    },
  };
}

function answer(problems: readonly NrmlProblem[]): NrmlValidation {
  const [first] = problems;
  if (first === undefined) return { valid: true, error_msg: null, error_line: null, errors: [] };
  return {
    valid: false,
    error_msg: first.reference ?? first.message,
    error_line: first.shownWithoutLine === true ? null : (first.shownLine ?? first.line ?? null),
    errors: problems.map(({ shownWithoutLine: _shown, shownLine: _line, reference: _words, ...problem }) => problem),
  };
}

/** Looks at the kind of the document first, then reads it in the way of that kind. */
function documentVisitor(file: string | undefined, problems: ProblemList): { visitor: XmlVisitor; finish: () => void } {
  const at = { file };
  const builder = sourceModelBuilder(withoutJob(file), undefined, false);
  let version = "";
  let kind = "";
  let documents = 0;
  let root: XmlElement | undefined;
  const isSourceModel = () => kind === "sourceModel" && CONVERTED["sourceModel"]?.includes(version) === true;
  const isConverted = () => CONVERTED[kind]?.includes(version) === true;

  const visitor: XmlVisitor = {
    isRecord: (element, parents) => {
      if (parents.length === 1) {
        documents++;
        kind = element.name;
        return !isSourceModel() && isConverted();
      }
      return parents.length >= 2 && isSourceModel() && builder.visitor.isRecord(element, parents);
    },
    open: (element, parents) => {
      if (parents.length === 0) {
        root = element;
        // Told at the end: a document that is not well-formed is that first.
        version = problems.attempt(() => checkRoot(element, file)) ?? "";
        if (version !== "") builder.visitor.open?.(element, parents);
      } else if (isSourceModel()) builder.visitor.open?.(element, parents);
    },
    record: (element, parents) => {
      if (parents.length >= 2) builder.visitor.record(element, parents);
      else if (!element.broken) problems.attempt(() => convert(at, element, version, problems));
    },
    close: (element, parents) => {
      if (parents.length >= 2 && isSourceModel()) builder.visitor.close?.(element, parents);
    },
  };
  return {
    visitor,
    finish: () => {
      if (documents !== 1 && version !== "")
        problems.add(documents === 0 ? "<nrml> is empty" : `<nrml> holds ${documents} documents`, {
          file,
          line: root?.line,
          allowed: "exactly one document",
          ...{ shownWithoutLine: true },
        });
      problems.problems.push(...builder.problems.problems);
    },
  };
}

function convert(
  at: { readonly file: string | undefined },
  element: XmlElement,
  version: string,
  problems: ProblemList,
): void {
  if (element.name === "vulnerabilityModel") readVulnerabilityModel(at, element, version, problems);
  else if (element.name === "fragilityModel") readFragilityModel(at, element, version, problems);
  else checkConsequenceModel(at, element, problems);
}
