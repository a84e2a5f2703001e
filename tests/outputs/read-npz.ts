/** Reads `.npz` archives in tests, ours and numpy's. */

import { decodeNpyHeader, type NpyDescr } from "../../src/datastore/index.ts";
import { unzip } from "../archives.ts";

export interface NpzMember {
  readonly name: string;
  readonly descr: NpyDescr;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

type AnyMember = NpzMember | { readonly name: string; readonly pickled: true };

/** Members in their order; pickled ones have undefined in place of their contents. */
export async function readNpz(archive: Uint8Array): Promise<AnyMember[]> {
  return Object.entries(await unzip(archive)).map(([file, data]) => {
    const name = file.replace(/\.npy$/, "");
    const header = decodeNpyHeader(data);
    if (JSON.stringify(header.descr).includes("|O")) return { name, pickled: true };
    return { name, descr: header.descr, shape: header.shape, bytes: data.subarray(header.length) };
  });
}

/** One member that must be there and not pickled. */
export async function member(archive: Uint8Array, name: string): Promise<NpzMember> {
  const found = (await readNpz(archive)).find((candidate) => candidate.name === name);
  if (found === undefined || "pickled" in found) throw new Error(`no member ${name}`);
  return found;
}

/** Numbers of a plain member. */
export function numbersOf({ descr, bytes }: NpzMember): number[] {
  const copy = bytes.slice().buffer;
  switch (descr) {
    case "<f8":
      return [...new Float64Array(copy)];
    case "<f4":
      return [...new Float32Array(copy)];
    case "<i8":
      return [...new BigInt64Array(copy)].map(Number);
    case "<u8":
      return [...new BigUint64Array(copy)].map(Number);
    case "<u4":
      return [...new Uint32Array(copy)];
    case "<i4":
      return [...new Int32Array(copy)];
    case "<u2":
      return [...new Uint16Array(copy)];
    default:
      return [...bytes];
  }
}

/** A stream of bytes as one array. */
export async function collect(content: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}
