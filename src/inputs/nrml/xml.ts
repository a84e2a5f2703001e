/**
 * Reading XML in one pass with saxes: a document is cut into small records, one a source (or asset, or branch set), so that the
 * whole is never in memory. Every record keeps its line and column.
 *
 * Text that has a rule (`value-checks.ts`) is checked and converted while it is read. Mistakes are collected and reading
 * goes on, as far as the document is well-formed.
 */
import { SaxesParser } from "saxes";
import { InputError, type InputProblem, type ProblemList } from "../../input-error.ts";
import { unusualOf } from "../physical-ranges.ts";
import { declareEntities } from "./entities.ts";
import { unknownAttribute, unknownChild, unreadValue } from "./known-names.ts";
import { ATTRIBUTE_CHECKS, TEXT_CHECKS, type ValueCheck } from "./value-checks.ts";
import { BARE_AMPERSAND, notWellFormed, TokenPlaces } from "./well-formed.ts";

export interface XmlElement {
  /** Local name: without prefix. */
  readonly name: string;
  /** As written, by local name. */
  readonly attributes: { readonly [name: string]: string };
  readonly children: XmlElement[];
  /** Character data, pieces joined; not trimmed. */
  text: string;
  /** What the text's rule made of it; undefined without rule or after a mistake. */
  value: unknown;
  /** True when a rule failed in this element or below it. */
  broken: boolean;
  /** Names of elements met inside, of those that are read once. */
  seen?: Set<string>;
  /** 1-based place of the start tag. */
  readonly line: number;
  readonly column: number;
}

export interface XmlVisitor {
  /** Asked at every start tag that is not inside a record: true collects the element whole as a record. */
  readonly isRecord: (element: XmlElement, parents: readonly XmlElement[]) => boolean;
  /** A record is complete. Records in which a value rule failed have `broken` set. */
  readonly record: (element: XmlElement, parents: readonly XmlElement[]) => void;
  /** Start of an element above the records; its text and children are not collected. */
  readonly open?: (element: XmlElement, parents: readonly XmlElement[]) => void;
  readonly close?: (element: XmlElement, parents: readonly XmlElement[]) => void;
}

export interface XmlInput {
  write(text: string): void;
  close(): void;
}

/** Deepest nesting that is read; real documents have about 10. */
const MAX_DEPTH = 4096;
/** Problems after which reading stops. */
const MAX_PROBLEMS = 200;
/** Letters of one text or attribute: a list of a million points. */
const MAX_TEXT = 16_000_000;
const MAX_ATTRIBUTES = 1000;

/** Attributes that declare prefixes. */
export const NAMESPACE = "xmlns";

/** Elements above the records whose text is kept: `assets` names csv files. */
const KEEPS_TEXT: ReadonlySet<string> = new Set([...TEXT_CHECKS.keys(), "assets"]);

/**
 * A parser to be fed with text.
 *
 * `warn` gets names that nobody reads and unusual values, each kind once; with it, values that cannot be meant are refused.
 * `problems` gets what is wrong with single values. A document that is not well-formed ends the reading:
 * @throws InputError from `write` and `close`, with line and column.
 */
export function xmlParser(
  file: string | undefined,
  visitor: XmlVisitor,
  problems: ProblemList,
  warn?: (oddity: InputProblem) => void,
): XmlInput {
  const parser = new SaxesParser<{ position: true; xmlns: false }>({ position: true, xmlns: false });
  const open: XmlElement[] = [];
  /** Depth of the record that is being collected; -1 outside records. */
  let recordDepth = -1;
  let startLine = 1;
  let startColumn = 1;
  let inTag = false;
  let hasRoot = false;
  const places = new TokenPlaces(parser);

  function addProblem(problem: InputProblem): void {
    problems.add(problem.message, problem);
    if (problems.problems.length >= MAX_PROBLEMS)
      throw new InputError([...problems.problems] as [InputProblem, ...InputProblem[]]);
  }
  const told = new Set<string>();
  function tell(key: string, element: XmlElement, parameter: string, message: string, suggestion?: string): void {
    if (warn === undefined || told.has(key)) return;
    told.add(key);
    warn({ message, file, line: element.line, column: element.column, parameter, suggestion });
  }
  /** Names by parent: an element that is read once only must not stand twice. */
  function checkName(element: XmlElement): void {
    const parent = open[open.length - 1];
    if (warn === undefined || parent === undefined) return;
    const odd = unknownChild(parent, element.name);
    if (odd !== undefined) tell(odd.key, element, element.name, odd.message, odd.suggestion);
  }
  /** At the end tag: mistakes inside an element come before those of its own attributes, as in the reference. */
  function checkAttributes(element: XmlElement): void {
    for (const local in element.attributes) {
      if (local.startsWith(NAMESPACE)) continue;
      const key = `${element.name}.${local}`;
      const special = ATTRIBUTE_CHECKS.get(key);
      const rule = special ?? ATTRIBUTE_CHECKS.get(local) ?? TEXT_CHECKS.get(local);
      if (warn !== undefined) {
        const odd = unknownAttribute(element, local) ?? unreadValue(element, local, element.attributes[local]!);
        if (odd !== undefined) tell(odd.key, element, local, odd.message, odd.suggestion);
      }
      if (rule !== undefined) check(rule, special === undefined ? local : key, element.attributes[local]!, element);
    }
  }
  /** A prefix must be declared in the element or above it. */
  function checkPrefix(name: string, attributes: XmlElement["attributes"]): void {
    const colon = name.indexOf(":");
    if (colon < 0) return;
    const prefix = name.slice(0, colon);
    const key = `${NAMESPACE}:${prefix}`;
    if (prefix === "xml" || attributes[key] !== undefined) return;
    if (open.some((above) => above.attributes[key] !== undefined)) return;
    throw notWellFormed(`the prefix ${prefix} is not declared`, startLine, startColumn, file);
  }
  function check(rule: ValueCheck, key: string, text: string, element: XmlElement): unknown {
    try {
      const value = rule.convert(text);
      if (warn !== undefined && (typeof value === "number" || value instanceof Float64Array)) {
        const name = key.slice(key.indexOf(".") + 1);
        const odd = unusualOf(name, value);
        if (odd !== undefined) tell(`${element.name}=${name}`, element, name, odd);
      }
      return value;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const [problem] = error.problems;
      element.broken = true;
      addProblem({
        message: `${key === element.name ? `<${key}>` : `<${element.name}> ${key.slice(key.indexOf(".") + 1)}`}: ${problem.message.trim()}`,
        reference: `node ${element.name}: Could not convert ${key}->${rule.name}: ${problem.reference ?? problem.message}`,
        file,
        line: element.line,
        column: element.column,
        parameter: key,
        allowed: problem.allowed ?? rule.accepts,
        suggestion: problem.suggestion,
      });
      return undefined;
    }
  }

  parser.on("error", (error) => {
    const ampersand = /(?:in|empty) entity name|malformed character/.test(error.message)
      ? places.bareAmpersand()
      : undefined;
    if (ampersand !== undefined) throw notWellFormed(BARE_AMPERSAND, ampersand, 1, file);
    // An entity in an attribute is reported at the start of its tag, as in the reference.
    const line = inTag && error.message.includes("undefined entity") ? startLine : parser.line;
    if (!error.message.includes("text data outside of root"))
      throw notWellFormed(error.message, line, parser.columnIndex + 1, file);
    const message = hasRoot ? error.message : "text before the root element";
    throw notWellFormed(message, places.lineOfText(), 1, file);
  });
  const tokenEnded = () => places.ended();
  for (const token of ["xmldecl", "processinginstruction", "comment"] as const) parser.on(token, tokenEnded);
  parser.on("doctype", (doctype) => {
    places.ended();
    declareEntities(doctype, parser.ENTITIES, {
      file,
      line: () => (inTag ? startLine : parser.line),
      elementLine: () => (inTag ? startLine : (open[open.length - 1]?.line ?? parser.line)),
    });
  });
  parser.on("opentagstart", (tag) => {
    // The parser stands behind the letter that ended the name; a line end there has been counted already.
    startLine = parser.columnIndex === 0 ? parser.line - 1 : parser.line;
    startColumn = places.columnOfName(tag.name);
    inTag = true;
    hasRoot = true;
  });
  let attributeCount = 0;
  parser.on("attribute", ({ name, value }) => {
    if (++attributeCount > MAX_ATTRIBUTES)
      throw new InputError(`more than ${MAX_ATTRIBUTES} attributes in one element`, { file, line: startLine });
    if (value.length > MAX_TEXT) throw tooLong(name, startLine, file);
  });
  parser.on("opentag", (tag) => {
    places.ended();
    inTag = false;
    attributeCount = 0;
    if (open.length >= MAX_DEPTH)
      throw new InputError(`more than ${MAX_DEPTH} elements inside each other`, { file, line: startLine });
    const attributes: Record<string, string> = Object.create(null);
    const element: XmlElement = {
      name: localName(tag.name),
      attributes,
      children: [],
      text: "",
      value: undefined,
      broken: false,
      line: startLine,
      column: startColumn,
    };
    for (const name in tag.attributes) {
      const text = tag.attributes[name]!;
      if (name.startsWith(NAMESPACE)) {
        attributes[name] = text;
        continue;
      }
      attributes[localName(name)] = KEPT.has(name) ? ownCopy(text) : text;
      checkPrefix(name, attributes);
    }
    checkPrefix(tag.name, attributes);
    if (recordDepth < 0) {
      if (visitor.isRecord(element, open)) recordDepth = open.length;
      else visitor.open?.(element, open);
    }
    checkName(element);
    open.push(element);
  });
  const addText = (text: string) => {
    const element = open[open.length - 1];
    if (element !== undefined && (recordDepth >= 0 || KEEPS_TEXT.has(element.name))) {
      element.text += text;
      if (element.text.length > MAX_TEXT) throw tooLong(element.name, element.line, file);
    }
  };
  parser.on("text", (text) => {
    places.endedText();
    addText(text);
  });
  parser.on("cdata", (text) => {
    places.ended();
    addText(text);
  });
  parser.on("closetag", (tag) => {
    // Before the values of an element that another one's end tag closes.
    if (!tag.isSelfClosing && (places.closedName() ?? tag.name) !== tag.name)
      throw notWellFormed("unexpected close tag", parser.line, parser.columnIndex + 1, file);
    places.ended();
    const element = open.pop();
    if (element === undefined) return;
    const rule = TEXT_CHECKS.get(element.name);
    if (rule !== undefined && element.text !== "")
      element.value = check(rule, element.name, element.text.trim(), element);
    checkAttributes(element);
    const parent = open[open.length - 1];
    if (recordDepth < 0) {
      visitor.close?.(element, open);
    } else if (open.length === recordDepth) {
      recordDepth = -1;
      visitor.record(element, open);
    } else if (parent !== undefined) {
      if (element.broken) parent.broken = true;
      parent.children.push(element);
    }
  });
  return {
    write: (text) => {
      places.begin(text);
      parser.write(text);
      places.finish();
    },
    close: () => {
      const open = places.unfinished();
      if (open !== undefined) throw notWellFormed(open.message, open.line, 1, file);
      parser.close();
    },
  };
}

/** Attributes that outlive their element. */
const KEPT: ReadonlySet<string> = new Set(["id", "name"]);

/** The parser gives parts of its input, each of which would keep the whole piece of the document alive. */
function ownCopy(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}

function localName(name: string): string {
  const colon = name.lastIndexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

function tooLong(name: string, line: number, file: string | undefined): InputError {
  return new InputError(`the text of ${name} is too long`, { file, line, allowed: `at most ${MAX_TEXT} letters` });
}
