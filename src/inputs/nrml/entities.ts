/**
 * Entities that a document declares. Short texts are read; whatever could grow or reach out (external ones, markup, entities
 * that become long) is refused where it is used, and does no harm where it is not. Parameter entities are for the declarations
 * themselves, which are not read: they are refused there.
 */
import { InputError } from "../../input-error.ts";

/** Longest replacement text of an entity, those inside it filled in. */
const MAX_ENTITY = 1000;
/** Entities inside each other. */
const MAX_DEPTH = 20;
const MAX_DOCTYPE = 1_000_000;
/** No two parts of it can match the same letters, so that the time stays linear. */
const INTERNAL = /<!ENTITY\s+([^\s>%]+)\s+(?:"([^"]*)"|'([^']*)')\s*>/g;
const EXTERNAL = /<!ENTITY\s+([^\s>%]+)\s+(?:SYSTEM|PUBLIC)\s/g;

/** What a parser fills in for a name. */
interface EntityTable {
  [name: string]: string;
}

export interface EntityPlaces {
  readonly file: string | undefined;
  /** Line that is being read. */
  readonly line: () => number;
  /** Line of the start tag of the element whose text or attribute is being read. */
  readonly elementLine: () => number;
}

/** Adds the entities of a DOCTYPE to `table`. Those that are refused throw an `InputError` when they are looked up. */
export function declareEntities(doctype: string, table: EntityTable, places: EntityPlaces): void {
  const { file } = places;
  if (doctype.length > MAX_DOCTYPE)
    throw new InputError(`a DOCTYPE of ${doctype.length} letters`, {
      file,
      line: places.line(),
      allowed: `at most ${MAX_DOCTYPE}`,
    });
  if (/<!ENTITY\s+%/.test(doctype))
    throw new InputError("parameter entities are not read", {
      file,
      line: places.line(),
      allowed: "internal entities of plain text",
    });
  const refuse = (name: string, message: string, line: () => number): void => {
    Object.defineProperty(table, name, {
      configurable: true,
      get: (): never => {
        throw new InputError(`the entity ${name} is not read: ${message}`, {
          file,
          line: line(),
          parameter: name,
          allowed: `internal entities of plain text, at most ${MAX_ENTITY} letters long`,
        });
      },
    });
  };
  const texts = new Map<string, string>();
  for (const [, name = "", double, single] of doctype.matchAll(INTERNAL))
    if (!texts.has(name)) texts.set(name, double ?? single ?? "");
  const known: Filled = new Map();
  for (const name of texts.keys()) {
    const text = filledIn(name, texts, known);
    if (text === undefined) refuse(name, "it refers to itself or to unknown ones, or becomes too long", places.line);
    else if (/[<&]/.test(text)) refuse(name, "it holds markup", places.line);
    else table[name] = text;
  }
  // The reference leaves the text of the element without it, and complains about that element.
  for (const [, name = ""] of doctype.matchAll(EXTERNAL))
    if (!texts.has(name)) refuse(name, "it is external", places.elementLine);
}

type Filled = Map<string, string | undefined>;

/**
 * The text of an entity with those it names filled in; undefined when that is too long, too deep, or never ends.
 * @param known results so far; an entity that is being filled in is there as undefined.
 */
function filledIn(name: string, texts: ReadonlyMap<string, string>, known: Filled, depth = 0): string | undefined {
  if (known.has(name)) return known.get(name);
  const text = texts.get(name);
  if (text === undefined || text.length > MAX_ENTITY || depth > MAX_DEPTH) return undefined;
  known.set(name, undefined);
  let filled = "";
  let end = 0;
  for (const { 0: reference, 1: inner = "", index } of text.matchAll(/&([^\s;&#]+);/g)) {
    const part = filledIn(inner, texts, known, depth + 1);
    if (part === undefined) return undefined;
    filled += text.slice(end, index) + part;
    if (filled.length > MAX_ENTITY) return undefined;
    end = index + reference.length;
  }
  filled += text.slice(end);
  if (filled.length > MAX_ENTITY) return undefined;
  known.set(name, filled);
  return filled;
}
