/** Element types of stored arrays: sizes, typed-array views, fixed-width texts. All little endian, as on disk. */
import type { DType, NumericArray } from "./datastore.ts";

const NUMERIC_SIZES: { readonly [dtype: string]: number } = {
  "<f8": 8,
  "<f4": 4,
  "<i8": 8,
  "<i4": 4,
  "<i2": 2,
  "<u8": 8,
  "<u4": 4,
  "<u2": 2,
  "|u1": 1,
  "|i1": 1,
  "|b1": 1,
};

/** Bytes of one element. `|S0` counts as one byte, because files of zero-width elements cannot be told apart. */
export function itemSize(dtype: DType): number {
  const size = NUMERIC_SIZES[dtype];
  if (size !== undefined) return size;
  const width = textWidth(dtype);
  if (width === undefined) throw new TypeError(`unknown dtype ${dtype}`);
  return width;
}

/** Width in bytes of a text dtype (`|S12` -> 12), undefined for numbers. */
export function textWidth(dtype: DType): number | undefined {
  const match = /^\|S(\d+)$/.exec(dtype);
  return match === null ? undefined : Number(match[1]);
}

/** The dtype a typed array is stored with unless told otherwise. */
export function dtypeOf(data: NumericArray): DType {
  if (data instanceof Float64Array) return "<f8";
  if (data instanceof Float32Array) return "<f4";
  if (data instanceof BigInt64Array) return "<i8";
  if (data instanceof BigUint64Array) return "<u8";
  if (data instanceof Int32Array) return "<i4";
  if (data instanceof Uint32Array) return "<u4";
  if (data instanceof Int16Array) return "<i2";
  if (data instanceof Uint16Array) return "<u2";
  if (data instanceof Int8Array) return "|i1";
  return "|u1";
}

/** View of bytes as elements of `dtype`; booleans and texts come as their raw bytes. The offset must be aligned. */
export function viewAs(dtype: DType, bytes: Uint8Array): NumericArray {
  const { buffer, byteOffset } = bytes;
  const length = bytes.byteLength / (textWidth(dtype) === undefined ? itemSize(dtype) : 1);
  switch (dtype) {
    case "<f8":
      return new Float64Array(buffer, byteOffset, length);
    case "<f4":
      return new Float32Array(buffer, byteOffset, length);
    case "<i8":
      return new BigInt64Array(buffer, byteOffset, length);
    case "<u8":
      return new BigUint64Array(buffer, byteOffset, length);
    case "<i4":
      return new Int32Array(buffer, byteOffset, length);
    case "<u4":
      return new Uint32Array(buffer, byteOffset, length);
    case "<i2":
      return new Int16Array(buffer, byteOffset, length);
    case "<u2":
      return new Uint16Array(buffer, byteOffset, length);
    case "|i1":
      return new Int8Array(buffer, byteOffset, length);
    default:
      return new Uint8Array(buffer, byteOffset, length);
  }
}

/** Bytes to be written for `data` stored as `dtype`; converts between number types when they differ. */
export function bytesAs(dtype: DType, data: NumericArray): Uint8Array {
  const native = dtypeOf(data);
  const raw = native === "|u1" && (dtype === "|b1" || textWidth(dtype) !== undefined);
  if (native === dtype || raw) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (textWidth(dtype) !== undefined) throw new TypeError(`texts of ${dtype} are given as bytes, not as ${native}`);
  const out = new Uint8Array(data.length * itemSize(dtype));
  const target = viewAs(dtype, out);
  if (target instanceof BigInt64Array || target instanceof BigUint64Array) {
    for (let i = 0; i < data.length; i++) target[i] = BigInt(data[i]!);
  } else if (dtype === "|b1") {
    for (let i = 0; i < data.length; i++) target[i] = data[i] ? 1 : 0;
  } else {
    for (let i = 0; i < data.length; i++) target[i] = Number(data[i]);
  }
  return out;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Texts as UTF-8 bytes and the width that holds the longest (at least 1). */
export function encodeTexts(texts: readonly string[]): {
  readonly encoded: readonly Uint8Array[];
  readonly width: number;
} {
  let width = 1;
  const encoded = texts.map((text) => {
    const bytes = encoder.encode(text);
    if (bytes.length > width) width = bytes.length;
    return bytes;
  });
  return { encoded, width };
}

/** Encoded texts side by side, each padded with zeros to `width`. */
export function packTexts(encoded: readonly Uint8Array[], width: number): Uint8Array {
  const out = new Uint8Array(encoded.length * width);
  for (const [i, bytes] of encoded.entries()) out.set(bytes, i * width);
  return out;
}

/** Fixed-width bytes back to texts; trailing zeros are padding. */
export function unpackTexts(bytes: Uint8Array, width: number): string[] {
  const texts: string[] = [];
  for (let start = 0; start + width <= bytes.length; start += width) {
    let end = start + width;
    while (end > start && bytes[end - 1] === 0) end--;
    texts.push(decoder.decode(bytes.subarray(start, end)));
  }
  return texts;
}
