/** Which outputs a calculation offers, and how large each is. */
import { itemSize } from "../datastore/index.ts";
import type { OutputEntry } from "./contract.ts";
import type { Output } from "./output.ts";
import { OUTPUTS } from "./output-list.ts";
import { isStored, type Results } from "./results.ts";

const MEBIBYTE = 1048576;

function entryBytes(entry: ReturnType<Results["reader"]["describe"]>): number {
  if (entry === undefined) return 0;
  if (entry.kind === "array") return entry.shape.reduce((a, b) => a * b, 1) * itemSize(entry.dtype);
  return entry.columns.reduce(
    (sum, { shape, dtype }) => sum + entry.rows * shape.reduce((a, b) => a * b, 1) * itemSize(dtype),
    0,
  );
}

/** Uncompressed mebibytes of an array, a table, or everything below a name, of the calculation's own datastore. */
export function storedSizeMb({ reader }: Results, key: string): number | null {
  const names = reader.names().filter((name) => name === key || name.startsWith(`${key}/`));
  if (names.length === 0) return null;
  return names.reduce((sum, name) => sum + entryBytes(reader.describe(name)), 0) / MEBIBYTE;
}

/** Bytes behind a name, those of the calculation it continues included. */
export function knownBytes(results: Results, key: string): number {
  const own = storedSizeMb(results, key);
  return own === null ? entryBytes(results.reader.describe(key)) : own * MEBIBYTE;
}

/** What the list shows: the size of what is stored under the key (or the name told instead), null when that is nothing. */
function listedSizeMb(results: Results, { key, size }: Output): number | null {
  if (isStored(results, key) && size?.listed !== null) return storedSizeMb(results, key);
  return typeof size?.listed === "string" ? storedSizeMb(results, size.listed) : null;
}

const byKey = (a: { readonly key: string }, b: { readonly key: string }) =>
  a.key < b.key ? -1 : a.key > b.key ? 1 : 0;

/** The list of outputs, by datastore key. Stored outputs without a single number are left out. */
export function listOutputs(results: Results): OutputEntry[] {
  const entries: OutputEntry[] = [];
  for (const output of [...OUTPUTS].sort(byKey)) {
    const { key, title, formats, offered } = output;
    if (title === undefined || formats === undefined) continue;
    if (!(offered === undefined ? isStored(results, key) : offered(results))) continue;
    const sizeMb = listedSizeMb(results, output);
    if (sizeMb !== 0) entries.push({ key, name: title, types: formats, sizeMb });
  }
  return entries;
}
