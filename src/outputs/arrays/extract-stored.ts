/** Any array, table or group of the datastore by its name, and attributes by `name.attrs`. */
import { type DatastoreReader, itemSize, type JsonValue } from "../../datastore/index.ts";
import type { NamedArray } from "../contract.ts";
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";
import { shapeDescription } from "../shape-descriptions.ts";
import { attributeArray, bytesOf, EXTRA, textList, textScalar, withArray } from "./named-array.ts";
import { pythonJson } from "./python-json.ts";
import { tableRecords } from "./stored-columns.ts";

/** Bytes read at once from a large array. */
const CHUNK_BYTES = 4 * 1024 * 1024;

/** Names directly below `key`: tables and arrays named `key/...`. */
export function childNames(reader: DatastoreReader, key: string): string[] {
  const names = reader.names().filter((name) => name.startsWith(`${key}/`));
  return [...new Set(names.map((name) => name.slice(key.length + 1).split("/")[0]!))].sort();
}

export async function extractStored(results: Results, key: string): Promise<NamedArray[]> {
  const { reader } = results;
  const entry = reader.describe(key);
  if (entry === undefined) {
    const children = childNames(reader, key);
    if (children.length === 0) throw notFound(`there is no ${key} in the datastore of this calculation`);
    return withArray([], textList("array", children));
  }
  if (entry.kind === "table") {
    const attributes = attributeMembers(entry.attributes);
    return withArray(attributes, await tableRecords(reader, key));
  }
  const description = shapeDescription(results, key);
  const before =
    description === undefined ? attributeMembers(entry.attributes) : [textScalar("json", pythonJson(description))];
  const rowBytes = itemSize(entry.dtype) * entry.shape.slice(1).reduce((a, b) => a * b, 1);
  const data =
    entry.shape.length === 0 || rowBytes * (entry.shape[0] ?? 1) <= CHUNK_BYTES
      ? bytesOf(await reader.readArray(key))
      : () => arrayBytes(reader, key, entry.shape[0]!, Math.max(1, Math.floor(CHUNK_BYTES / rowBytes)));
  return withArray(before, { name: "array", descr: entry.dtype, shape: entry.shape, data });
}

async function* arrayBytes(
  reader: DatastoreReader,
  key: string,
  rows: number,
  step: number,
): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < rows; start += step) {
    yield bytesOf(await reader.readArray(key, { start, stop: Math.min(rows, start + step) }));
  }
}

function attributeMembers(attributes: { readonly [name: string]: JsonValue }): NamedArray[] {
  return Object.entries(attributes)
    .map(([name, value]) => attributeArray(name, value))
    .filter((member) => member !== undefined);
}

/** The attributes of an entry, or of the whole datastore for `oqparam`, as JSON. */
export function extractAttributes(results: Results, key: string): NamedArray[] {
  const { reader } = results;
  const entry = reader.describe(key);
  if (key === "oqparam") return [textScalar("json", pythonJson(results.parameters)), EXTRA];
  if (entry === undefined && childNames(reader, key).length === 0) {
    throw notFound(`there is no ${key} in the datastore of this calculation`);
  }
  const own = entry?.attributes ?? reader.attributes[key];
  const attributes =
    own !== null && typeof own === "object" && !Array.isArray(own) ? (own as { [name: string]: JsonValue }) : {};
  return [textScalar("json", pythonJson({ ...attributes, ...shapeDescription(results, key) })), EXTRA];
}
