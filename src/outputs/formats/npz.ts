/** Arrays as an `.npz` archive: one deflated `.npy` member an array, never pickled. */
import { encodeNpyHeader, npyItemSize } from "../../datastore/index.ts";
import type { NamedArray } from "../contract.ts";
import { type ZipMember, zip } from "./zip.ts";

/** Numbers hardly compress and readers wait: the fastest level. */
const LEVEL = 1;

async function* content(array: NamedArray): AsyncGenerator<Uint8Array> {
  yield encodeNpyHeader(array);
  if (typeof array.data === "function") yield* array.data();
  else if (array.data.length > 0) yield array.data;
}

/** The bytes of the archive; members in the order of the arrays. */
export function npz(arrays: readonly NamedArray[]): AsyncGenerator<Uint8Array> {
  return zip(
    arrays.map((array): ZipMember => ({ name: `${array.name}.npy`, content: content(array) })),
    LEVEL,
  );
}

/** Bytes the arrays take before compression. */
export function uncompressedSize(arrays: readonly NamedArray[]): number {
  return arrays.reduce((sum, { descr, shape }) => sum + 128 + npyItemSize(descr) * shape.reduce((a, b) => a * b, 1), 0);
}
