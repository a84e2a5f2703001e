/** Getting typed values out of XML records, with messages that name element, line and what is missing. */
import { InputError, type InputProblem, type ProblemPlace } from "../../input-error.ts";
import { nearestName } from "../../nearest-name.ts";
import { parseFinite, pythonText } from "../python-float.ts";
import type { XmlElement } from "./xml.ts";

/**
 * `shownWithoutLine`, `shownLine`: the reference reports this mistake without a line, or with that of an element above, so
 * `error_line` of `/v1/valid/` is as recorded; the line of the mistake itself is in the list of problems.
 */
export interface NrmlProblem extends InputProblem {
  readonly shownWithoutLine?: boolean;
  readonly shownLine?: number;
}

/** Where a record comes from. */
export interface Origin {
  /** Relative to the job's folder; undefined for a text without a name. */
  readonly file: string | undefined;
  /** The element whose line the reference gives for what is missing below it; without one it gives no line. */
  readonly within?: XmlElement | undefined;
}

/** What is read below `element`: a part that is missing there is told with the line of `element`. */
export function within<T extends Origin>(origin: T, element: XmlElement): T {
  return { ...origin, within: element };
}

/** The same where the reference gives no line. */
export function withinNothing<T extends Origin>(origin: T): T {
  return { ...origin, within: undefined };
}

export function placeOfElement(origin: Origin, element: XmlElement): ProblemPlace {
  return { file: origin.file, line: element.line, column: element.column };
}

/** A mistake in an element, which both name. */
export function mistake(origin: Origin, element: XmlElement, message: string, more: ProblemPlace = {}): InputError {
  const reference = `node ${element.name}: ${more.reference ?? message}`;
  return new InputError(`<${element.name}>: ${message}`, { ...placeOfElement(origin, element), ...more, reference });
}

/** A mistake that the reference reports with the line of what it is reading (`within`), or without one. */
export function mistakeWithoutLine(
  origin: Origin,
  element: XmlElement,
  message: string,
  more: ProblemPlace = {},
): InputError {
  const shown = origin.within === undefined ? { shownWithoutLine: true } : { shownLine: origin.within.line };
  const problem: NrmlProblem = { message, ...placeOfElement(origin, element), ...more, ...shown };
  return new InputError([problem]);
}

export function optionalChild(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

export function childrenNamed(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** @param bare true where the reference gives no line. */
export function requiredChild(origin: Origin, element: XmlElement, name: string, bare = false): XmlElement {
  const child = optionalChild(element, name);
  if (child !== undefined) return child;
  const message = bare ? `<${name}> is missing in <${element.name}>` : `<${name}> is missing`;
  const reference = `No subnode named '${name}' found in '${element.name}'`;
  const suggestion = nearestName(
    name,
    element.children.map((item) => item.name),
  );
  throw bare
    ? mistakeWithoutLine(origin, element, message, { parameter: name, suggestion, reference })
    : mistake(origin, element, message, { parameter: name, suggestion, reference });
}

/** First child down a path of names: `exterior`, `LinearRing`, `posList`. */
export function descend(origin: Origin, element: XmlElement, ...names: readonly string[]): XmlElement {
  return names.reduce((at, name) => requiredChild(origin, at, name, true), element);
}

export function requiredAttribute(origin: Origin, element: XmlElement, name: string): string {
  const text = element.attributes[name];
  if (text !== undefined) return text;
  throw mistakeWithoutLine(origin, element, `${name}: the attribute is missing in <${element.name}>`, {
    parameter: name,
    suggestion: nearestName(name, Object.keys(element.attributes)),
  });
}

/** A number in an attribute. */
export function numberAttribute(origin: Origin, element: XmlElement, name: string): number {
  return toNumber(origin, element, name, requiredAttribute(origin, element, name));
}

export function optionalNumberAttribute(origin: Origin, element: XmlElement, name: string): number | undefined {
  const text = element.attributes[name];
  return text === undefined ? undefined : toNumber(origin, element, name, text);
}

function toNumber(origin: Origin, element: XmlElement, name: string, text: string): number {
  try {
    return parseFinite(text);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw mistake(origin, element, `${name}: ${error.problems[0].message}`, { parameter: name });
  }
}

/** The number an element holds, converted by its rule. */
export function numberOf(origin: Origin, element: XmlElement): number {
  checkLeaf(origin, element);
  if (typeof element.value === "number") return element.value;
  if (element.text.trim() === "")
    throw mistakeWithoutLine(origin, element, `${element.name} is empty: a number is expected`, {
      parameter: element.name,
    });
  return toNumber(origin, element, element.name, element.text.trim());
}

/** A weight of a logic tree. @throws InputError at its line for numbers outside 0..1 */
export function weightOf(origin: Origin, element: XmlElement): number {
  const weight = numberOf(origin, element);
  if (!(weight >= 0 && weight <= 1))
    throw new InputError(
      weight < 0 ? `a branch has a negative weight, ${weight}` : `a branch has the weight ${weight}`,
      {
        ...placeOfElement(origin, element),
        parameter: element.name,
        allowed: "0 to 1",
      },
    );
  return weight;
}

/** The list of numbers an element holds, converted by its rule. */
export function numbersOf(origin: Origin, element: XmlElement): Float64Array {
  checkLeaf(origin, element);
  if (element.value instanceof Float64Array) return element.value;
  if (element.text.trim() === "") return new Float64Array(0);
  throw mistake(origin, element, `numbers are expected, got ${pythonText(element.text.trim())}`);
}

function checkLeaf(origin: Origin, element: XmlElement): void {
  const [child] = element.children;
  if (child !== undefined)
    throw mistakeWithoutLine(
      origin,
      element,
      `${element.name} is a composite node, not a leaf: it holds <${child.name}>`,
    );
}

/** A number as `%g` prints it. */
export function shortNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}
