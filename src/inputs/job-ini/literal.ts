/**
 * Literal values of job files: Python's spelling of numbers, texts, lists, tuples and dictionaries, with `logscale(a, b, n)`
 * and `linscale(a, b, n)`. Literals only: no names, no arithmetic beyond a sign.
 */
import { InputError } from "../../input-error.ts";
import { parseFinite, pythonText } from "../python-float.ts";

export type Literal = number | string | boolean | null | readonly Literal[] | ReadonlyMap<string, Literal>;

export type LiteralMap = ReadonlyMap<string, Literal>;

/** Deepest nesting that is read. */
const MAX_DEPTH = 50;
/** More levels than anybody computes; the reference spends 3 s a million. */
export const MAX_LEVELS = 10_000;
/** Numbers of all scales of one value. */
const MAX_SCALED = 500_000;

/** a * exp(i ln(b/a)/(n-1)), i = 0..n-1. */
export function logscale(first: number, last: number, count: number): number[] {
  checkScale(first, last, count);
  if (first <= 0) throw new InputError(`x_min must be positive, got ${first}`);
  const range = Math.log(last / first);
  // In the reference's order of operations: levels are names of fields in extracts, to the last digit.
  return Array.from({ length: count }, (_, i) => Math.exp((range * i) / (count - 1)) * first);
}

/** a + i (b-a)/(n-1), i = 0..n-1. */
export function linscale(first: number, last: number, count: number): number[] {
  checkScale(first, last, count);
  return Array.from({ length: count }, (_, i) => first + (i * (last - first)) / (count - 1));
}

function checkScale(first: number, last: number, count: number): void {
  if (!Number.isInteger(count) || count <= 0) throw new InputError(`n must be a positive integer, got ${count}`);
  if (count === 1) throw new InputError("n must be at least 2, got 1");
  if (count > MAX_LEVELS) throw new InputError(`n must be at most ${MAX_LEVELS}, got ${count}`);
  if (last <= first) throw new InputError(`x_max (${last}) must be bigger than x_min (${first})`);
}

const ESCAPES: { readonly [letter: string]: string } = {
  n: "\n",
  t: "\t",
  r: "\r",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "\n": "",
};

/**
 * Parses one literal; blanks, line ends and a trailing comma in lists are free.
 * @throws InputError saying what was not understood and where in the text.
 */
export function parseLiteral(text: string): Literal {
  let at = 0;
  let scaled = 0;

  function fail(what: string): never {
    throw new InputError(`${what} at position ${at + 1} of ${pythonText(text)}`);
  }
  function skipBlanks(): void {
    for (;;) {
      while (at < text.length && /\s/.test(text[at]!)) at++;
      if (text[at] !== "#") return;
      while (at < text.length && text[at] !== "\n") at++;
    }
  }
  function expect(letter: string): void {
    skipBlanks();
    if (text[at] !== letter) fail(at < text.length ? `expected ${letter}, found ${text[at]}` : `missing ${letter}`);
    at++;
  }
  function quoted(): string {
    const quote = text[at++]!;
    let value = "";
    while (at < text.length && text[at] !== quote) {
      if (text[at] === "\\") {
        const next = text[at + 1] ?? "";
        value += ESCAPES[next] ?? `\\${next}`;
        at += 2;
      } else if (text[at] === "\n") fail("text without a closing quote");
      else value += text[at++];
    }
    if (at >= text.length) fail("text without a closing quote");
    at++;
    return value;
  }
  /** Texts beside each other are one text. */
  function quotedTexts(): string {
    const parts: string[] = [];
    do {
      parts.push(quoted());
      skipBlanks();
    } while (text[at] === "'" || text[at] === '"');
    return parts.join("");
  }
  function items(close: string, depth: number): { values: Literal[]; comma: boolean } {
    const values: Literal[] = [];
    let comma = false;
    for (;;) {
      skipBlanks();
      if (text[at] === close) break;
      values.push(literal(depth));
      skipBlanks();
      if (text[at] !== ",") break;
      comma = true;
      at++;
    }
    expect(close);
    return { values, comma };
  }
  function dictionary(depth: number): LiteralMap {
    const map = new Map<string, Literal>();
    for (;;) {
      skipBlanks();
      if (text[at] === "}") break;
      const key = literal(depth);
      if (typeof key !== "string" && typeof key !== "number") fail("dictionary key that is neither text nor number");
      expect(":");
      if (map.has(String(key))) fail(`${pythonText(String(key))} appears twice`);
      map.set(String(key), literal(depth));
      skipBlanks();
      if (text[at] !== ",") break;
      at++;
    }
    expect("}");
    return map;
  }
  function scale(name: "logscale" | "linscale", depth: number): Literal {
    at += name.length;
    expect("(");
    const { values } = items(")", depth);
    const numbers = values.filter((value) => typeof value === "number");
    const [first, last, count] = numbers;
    if (values.length !== 3 || first === undefined || last === undefined || count === undefined)
      fail(`${name} takes three numbers`);
    scaled += count;
    if (scaled > MAX_SCALED) fail(`more than ${MAX_SCALED} levels in all scales together`);
    return name === "logscale" ? logscale(first, last, count) : linscale(first, last, count);
  }
  function literal(depth: number): Literal {
    if (depth > MAX_DEPTH) fail(`more than ${MAX_DEPTH} levels of brackets`);
    skipBlanks();
    const letter = text[at];
    if (letter === undefined) fail("value missing");
    if (letter === "{") {
      at++;
      return dictionary(depth + 1);
    }
    if (letter === "[") {
      at++;
      return items("]", depth + 1).values;
    }
    if (letter === "(") {
      at++;
      const { values, comma } = items(")", depth + 1);
      return values.length === 1 && !comma ? values[0]! : values;
    }
    if (letter === "'" || letter === '"') return quotedTexts();
    const word = /^[+-]?\s*[\w.]+(?:(?<=[eE])[+-]\d+)?/.exec(text.slice(at, at + 400))?.[0] ?? "";
    if (word === "logscale" || word === "linscale") return scale(word, depth + 1);
    if (word === "True" || word === "False" || word === "None") {
      at += word.length;
      return word === "None" ? null : word === "True";
    }
    // As in Python, a whole number does not start with 0: model arguments like "01" are texts.
    if (/^[+-]?\s*0\d*[1-9]\d*$/.test(word)) fail(`leading zeros in ${word}`);
    if (/^[+-]?\s*[\d.]/.test(word)) {
      const value = parseFinite(word.replace(/\s+/g, ""));
      at += word.length;
      return value;
    }
    return fail(`unexpected ${word === "" ? letter : word}`);
  }

  const value = literal(0);
  skipBlanks();
  if (at < text.length) fail("unexpected text after the value");
  return value;
}

/** True for a dictionary literal. */
export function isLiteralMap(value: Literal): value is LiteralMap {
  return value instanceof Map;
}

/** Literals as plain JSON values: maps become objects. Keys are own properties, whatever their name. */
export function plain(value: Literal): unknown {
  if (isLiteralMap(value)) {
    const object: Record<string, unknown> = Object.create(null);
    for (const [key, item] of value) object[key] = plain(item);
    return object;
  }
  return Array.isArray(value) ? value.map(plain) : value;
}
