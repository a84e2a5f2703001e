/**
 * The `.npy` format (NumPy enhancement proposal 1; versions 1.0 to 3.0), header only: the data are the raw elements
 * behind it. Headers are padded so that the first dimension can grow to 21 digits in place, as numpy's own are.
 */

/** What an element is: a simple type (`<f8`, `|S5`, `<U4`) or a record of named fields, nested at will. */
export type NpyDescr = string | readonly NpyField[];

export interface NpyField {
  readonly name: string;
  readonly descr: NpyDescr;
  /** Shape of a sub-array field. */
  readonly shape?: readonly number[];
}

export interface NpyHeader {
  readonly descr: NpyDescr;
  readonly shape: readonly number[];
}

const MAGIC = "\u0093NUMPY";
const ALIGNMENT = 64;
/** Digits of the largest 64-bit number with a sign: what numpy reserves for the dimension that grows. */
const GROWTH_DIGITS = 21;

/** Bytes of one element. */
export function npyItemSize(descr: NpyDescr): number {
  if (typeof descr === "string") {
    const match = /^[<|>=]?([a-zA-Z])(\d+)$/.exec(descr);
    if (match === null) throw new TypeError(`unknown dtype ${descr}`);
    return Number(match[2]) * (match[1] === "U" ? 4 : 1);
  }
  let size = 0;
  for (const field of descr) size += npyItemSize(field.descr) * (field.shape ?? []).reduce((a, b) => a * b, 1);
  return size;
}

/** A Python string literal. */
function quote(text: string): string {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
  return escaped.includes("'") && !escaped.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll("'", "\\'")}'`;
}

function pythonShape(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
}

/** The `descr` entry as a Python literal: `'<f8'` or `[('lon', '<f8'), ('hypo', '<f4', (3,))]`. */
export function pythonDescr(descr: NpyDescr): string {
  if (typeof descr === "string") return quote(descr);
  const fields = descr.map((field) => {
    const shape = field.shape === undefined || field.shape.length === 0 ? "" : `, ${pythonShape(field.shape)}`;
    return `(${quote(field.name)}, ${pythonDescr(field.descr)}${shape})`;
  });
  return `[${fields.join(", ")}]`;
}

/** Magic, version, length and padded dictionary; the data follow. Its length does not depend on `shape[0]`. */
export function encodeNpyHeader({ descr, shape }: NpyHeader): Uint8Array {
  const growth = shape.length === 0 ? 0 : Math.max(0, GROWTH_DIGITS - String(shape[0]).length);
  const text = `{'descr': ${pythonDescr(descr)}, 'fortran_order': False, 'shape': ${pythonShape(shape)}, }${" ".repeat(growth)}`;
  const utf8 = [...text].some((character) => character.codePointAt(0)! > 0xff);
  const body = utf8 ? new TextEncoder().encode(text) : Uint8Array.from(text, (c) => c.charCodeAt(0));
  let version = utf8 ? 3 : 1;
  const padded = (prefix: number) => Math.ceil((prefix + body.length + 1) / ALIGNMENT) * ALIGNMENT;
  if (version === 1 && padded(10) - 10 > 65535) version = 2;
  const prefix = version === 1 ? 10 : 12;
  const out = new Uint8Array(padded(prefix)).fill(0x20);
  for (let i = 0; i < MAGIC.length; i++) out[i] = MAGIC.charCodeAt(i);
  out[6] = version;
  out[7] = 0;
  const view = new DataView(out.buffer);
  if (version === 1) view.setUint16(8, out.length - prefix, true);
  else view.setUint32(8, out.length - prefix, true);
  out.set(body, prefix);
  out[out.length - 1] = 0x0a;
  return out;
}

/** Length of the header that starts `bytes` (12 bytes suffice); the data begin there. */
export function npyHeaderLength(bytes: Uint8Array): number {
  for (let i = 0; i < MAGIC.length; i++) {
    if (bytes[i] !== MAGIC.charCodeAt(i)) throw new Error("not a .npy file: it does not begin with \\x93NUMPY");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return bytes[6] === 1 ? 10 + view.getUint16(8, true) : 12 + view.getUint32(8, true);
}

/** Reads a header written by numpy or by us. @throws when the dictionary is not what the format allows. */
export function decodeNpyHeader(bytes: Uint8Array): NpyHeader & { readonly length: number } {
  const length = npyHeaderLength(bytes);
  const start = bytes[6] === 1 ? 10 : 12;
  const body = bytes.subarray(start, length);
  const text = bytes[6] === 3 ? new TextDecoder().decode(body) : String.fromCharCode(...body);
  const match = /'descr':\s*([\s\S]*?),\s*'fortran_order':\s*(True|False),\s*'shape':\s*\(([^)]*)\)/.exec(text);
  if (match === null) throw new Error(`.npy header not understood: ${text.trim()}`);
  if (match[2] === "True") throw new Error(".npy in Fortran order is not supported");
  const shape = match[3]!
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(Number);
  return { descr: parseDescr(match[1]!), shape, length };
}

/** `'<f8'` or a list of tuples, as written by numpy. */
function parseDescr(text: string): NpyDescr {
  let position = 0;
  const fail = (): never => {
    throw new Error(`.npy dtype not understood near ${text.slice(position, position + 20)}`);
  };
  const skip = () => {
    while (/[\s,]/.test(text[position] ?? "x")) position++;
  };
  const string = (): string => {
    const mark = text[position] ?? fail();
    if (mark !== "'" && mark !== '"') fail();
    let out = "";
    for (position++; text[position] !== mark; position++) {
      if (position >= text.length) fail();
      if (text[position] === "\\") position++;
      out += text[position];
    }
    position++;
    return out;
  };
  const descr = (): NpyDescr => {
    skip();
    if (text[position] !== "[") return string();
    position++;
    const fields: NpyField[] = [];
    for (skip(); text[position] !== "]"; skip()) {
      if (text[position] !== "(") fail();
      position++;
      skip();
      const name = string();
      const inner = descr();
      skip();
      const numbers: number[] = [];
      if (text[position] === "(") {
        const end = text.indexOf(")", position);
        for (const part of text.slice(position + 1, end).split(",")) if (part.trim() !== "") numbers.push(Number(part));
        position = end + 1;
        skip();
      }
      if (text[position] !== ")") fail();
      position++;
      fields.push(numbers.length === 0 ? { name, descr: inner } : { name, descr: inner, shape: numbers });
    }
    position++;
    return fields;
  };
  return descr();
}
