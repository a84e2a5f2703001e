/** NRML documents read whole, and their root. */
import { InputError, ProblemList } from "../../input-error.ts";
import type { InputFolder } from "../input-folder.ts";
import { readWholeXml } from "./read-xml.ts";
import { NAMESPACE, type XmlElement } from "./xml.ts";

/**
 * The documents inside `<nrml>`, each as one record, for small files (logic trees, site models). The namespace is free:
 * the reference does not look at it for these.
 * @throws InputError with everything wrong in their values, or when there is no document.
 */
export function readNrmlDocuments(folder: InputFolder, file: string): readonly [XmlElement, ...XmlElement[]] {
  const problems = new ProblemList();
  const children: XmlElement[] = [];
  readWholeXml(
    folder,
    file,
    {
      isRecord: (_element, parents) => parents.length === 1,
      record: (element) => children.push(element),
      open: (element) => checkRootName(element, file),
    },
    problems,
  );
  problems.throwIfAny();
  const [first, ...more] = children;
  if (first === undefined) throw new InputError("<nrml> is empty", { file, allowed: "a document inside <nrml>" });
  return [first, ...more];
}

/** The only document of a file. @throws InputError for several. */
export function readNrmlDocument(folder: InputFolder, file: string): XmlElement {
  const [first, second] = readNrmlDocuments(folder, file);
  if (second !== undefined)
    throw new InputError("<nrml> holds several documents", { file, line: second.line, allowed: "exactly one" });
  return first;
}

function checkRootName(element: XmlElement, file: string | undefined): void {
  if (element.name === "nrml") return;
  throw new InputError(`expected a node of kind nrml, got ${element.name}`, {
    file,
    line: element.line,
    column: element.column,
    allowed: "<nrml>",
  });
}

/** NRML version of a document: "0.4" or "0.5", by its namespace. @throws InputError for other roots. */
export function checkRoot(element: XmlElement, file: string | undefined): string {
  const place = { file, line: element.line, column: element.column };
  checkRootName(element, file);
  const namespaces = Object.entries(element.attributes)
    .filter(([name]) => name.startsWith(NAMESPACE))
    .map(([, uri]) => /nrml\/(\d[\d.]*)$/.exec(uri)?.[1])
    .find((version) => version !== undefined);
  if (namespaces === undefined)
    throw new InputError([
      {
        message: "the namespace of <nrml> is missing or unknown",
        ...place,
        allowed: 'xmlns="http://openquake.org/xmlns/nrml/0.4" or ".../0.5"',
        // The reference gives no line.
        ...{ shownWithoutLine: true },
      },
    ]);
  return namespaces;
}
