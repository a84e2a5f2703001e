/** Values as arrays with the dtypes that the reference gives them: texts `|S` or `<U`, numbers `<i8` or `<f8`. */
import { type DType, itemSize, type JsonValue, type NumericArray } from "../../datastore/index.ts";
import type { NamedArray } from "../contract.ts";

const encoder = new TextEncoder();
/** The bytes of numbers, not copied. */
export const bytesOf = (data: ArrayBufferView): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

/** A text as 0-dimensional bytes. */
export function textScalar(name: string, text: string): NamedArray {
  const bytes = encoder.encode(text);
  return {
    name,
    descr: `|S${Math.max(1, bytes.length)}`,
    shape: [],
    data: bytes.length === 0 ? new Uint8Array(1) : bytes,
  };
}

/** Raw bytes as a 0-dimensional array, all of them. */
export function bytesScalar(name: string, bytes: Uint8Array): NamedArray {
  return { name, descr: `|S${bytes.length}`, shape: [], data: bytes };
}

/** Texts as `<U`: UTF-32, zero padded. An empty list is an empty array of floats, as numpy makes of it. */
export function textList(name: string, texts: readonly string[]): NamedArray {
  if (texts.length === 0) return { name, descr: "<f8", shape: [0], data: new Uint8Array(0) };
  const points = texts.map((text) => Array.from(text, (character) => character.codePointAt(0)!));
  const width = Math.max(1, ...points.map((list) => list.length));
  const out = new Uint32Array(texts.length * width);
  for (const [i, list] of points.entries()) out.set(list, i * width);
  return { name, descr: `<U${width}`, shape: [texts.length], data: bytesOf(out) };
}

/** Texts as fixed-width bytes. */
export function byteTextList(name: string, texts: readonly string[]): NamedArray {
  if (texts.length === 0) return { name, descr: "|S1", shape: [0], data: new Uint8Array(0) };
  const { bytes, width } = packedTexts(texts);
  return { name, descr: `|S${width}`, shape: [texts.length], data: bytes };
}

/** Texts side by side in cells of the same width, at least `least`. */
export function packedTexts(
  texts: readonly string[],
  least = 1,
): { readonly bytes: Uint8Array; readonly width: number } {
  const encoded = texts.map((text) => encoder.encode(text));
  const width = encoded.reduce((most, bytes) => Math.max(most, bytes.length), least);
  const bytes = new Uint8Array(texts.length * width);
  for (const [i, text] of encoded.entries()) bytes.set(text, i * width);
  return { bytes, width };
}

/** Numbers of a stored type. */
export function numberArray(name: string, data: NumericArray, dtype: DType, shape: readonly number[]): NamedArray {
  return { name, descr: dtype, shape, data: bytesOf(data) };
}

export function integerScalar(name: string, value: number): NamedArray {
  return numberArray(name, BigInt64Array.of(BigInt(value)), "<i8", []);
}

export function integerList(name: string, values: readonly number[]): NamedArray {
  return values.length === 0
    ? { name, descr: "<f8", shape: [0], data: new Uint8Array(0) }
    : numberArray(name, BigInt64Array.from(values, BigInt), "<i8", [values.length]);
}

export function floatScalar(name: string, value: number): NamedArray {
  return numberArray(name, Float64Array.of(value), "<f8", []);
}

export function booleanScalar(name: string, value: boolean): NamedArray {
  return { name, descr: "|b1", shape: [], data: Uint8Array.of(value ? 1 : 0) };
}

/** The member `extra` that the reference adds; clients skip it. */
export const EXTRA: NamedArray = textList("extra", ["value"]);

/** The member `array` and what goes before it. An empty main array is left out, which is how clients see emptiness. */
export function withArray(before: readonly NamedArray[], array: NamedArray): NamedArray[] {
  return array.shape[0] === 0 ? [...before, EXTRA] : [...before, EXTRA, { ...array, name: "array" }];
}

/** An attribute as an array; undefined for what has no such form (records). */
export function attributeArray(name: string, value: JsonValue): NamedArray | undefined {
  if (typeof value === "string") return textScalar(name, value);
  if (typeof value === "boolean") return booleanScalar(name, value);
  if (typeof value === "number") return Number.isInteger(value) ? integerScalar(name, value) : floatScalar(name, value);
  if (value === null) return { name, descr: "<f8", shape: [0], data: new Uint8Array(0) };
  if (!Array.isArray(value)) return undefined;
  if (value.every((item) => typeof item === "string")) return textList(name, value);
  if (value.every((item) => typeof item === "number")) {
    return value.every(Number.isInteger)
      ? integerList(name, value)
      : numberArray(name, Float64Array.from(value), "<f8", [value.length]);
  }
  const rows = value as readonly JsonValue[];
  const width = Array.isArray(rows[0]) ? rows[0].length : -1;
  const isMatrix = rows.every(
    (row) => Array.isArray(row) && row.length === width && row.every((item) => typeof item === "number"),
  );
  if (!isMatrix) return undefined;
  return numberArray(name, Float64Array.from((rows as number[][]).flat()), "<f8", [rows.length, width]);
}

/** A column that is to become a field of a record array. */
export interface RecordField {
  readonly name: string;
  readonly dtype: DType;
  /** Shape of one cell; [] unless told otherwise. */
  readonly shape?: readonly number[];
  /** The cells as they are stored. */
  readonly bytes: Uint8Array;
}

/** Columns woven into records. */
export function recordArray(name: string, fields: readonly RecordField[], rows: number): NamedArray {
  const widths = fields.map((field) => itemSize(field.dtype) * (field.shape ?? []).reduce((a, b) => a * b, 1));
  const size = widths.reduce((a, b) => a + b, 0);
  const out = new Uint8Array(rows * size);
  let start = 0;
  for (const [f, field] of fields.entries()) {
    const width = widths[f]!;
    for (let row = 0, from = 0, to = start; row < rows; row++, from += width, to += size) {
      for (let byte = 0; byte < width; byte++) out[to + byte] = field.bytes[from + byte]!;
    }
    start += width;
  }
  return {
    name,
    descr: fields.map((field) => ({
      name: field.name,
      descr: field.dtype,
      ...(field.shape?.length ? { shape: field.shape } : {}),
    })),
    shape: [rows],
    data: out,
  };
}

/** 0, 1 ... count - 1. */
export function indices(count = 0): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
