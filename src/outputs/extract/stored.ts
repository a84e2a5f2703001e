/** Any array, table or group of the datastore by its name, and attributes by `name.attrs`. */
import { type DatastoreReader, type DType, itemSize, type JsonValue, textWidth } from "../../datastore/index.ts";
import type { NamedArray } from "../contract.ts";
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";
import { shapeDescription } from "../shape-descriptions.ts";
import {
  attributeArray,
  EXTRA,
  numberArray,
  packedTexts,
  type RecordField,
  recordArray,
  textList,
  textScalar,
  withArray,
} from "./named-array.ts";
import { pythonJson } from "./python-json.ts";

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

const bytesOf = (data: ArrayBufferView) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

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

/** One column as it is stored; texts keep their fixed width. */
export async function storedColumn(reader: DatastoreReader, table: string, column: string): Promise<RecordField> {
  const entry = reader.describe(table);
  const described = entry?.kind === "table" ? entry.columns.find(({ name }) => name === column) : undefined;
  if (described === undefined) throw notFound(`there is no column ${column} in ${table}`);
  const data = await reader.readColumn(table, column);
  const width = textWidth(described.dtype);
  if (width === undefined)
    return { name: column, dtype: described.dtype, shape: described.shape, bytes: bytesOf(data as Uint8Array) };
  const packed = packedTexts(data as readonly string[], width);
  return { name: column, dtype: `|S${packed.width}`, bytes: packed.bytes };
}

/** The columns of a table woven into records; texts as `|S` of their stored width. */
export async function tableRecords(
  reader: DatastoreReader,
  table: string,
  columns?: readonly string[],
): Promise<NamedArray> {
  const entry = reader.describe(table);
  if (entry?.kind !== "table") throw notFound(`there is no table ${table} in the datastore of this calculation`);
  const names = columns ?? entry.columns.map(({ name }) => name);
  const fields = await Promise.all(names.map((name) => storedColumn(reader, table, name)));
  return recordArray("array", fields, entry.rows);
}

/** One column as an array of its own. */
export async function columnArray(reader: DatastoreReader, table: string, column: string): Promise<NamedArray> {
  const { dtype, shape, bytes } = await storedColumn(reader, table, column);
  const rows = bytes.length / (itemSize(dtype as DType) * (shape ?? []).reduce((a, b) => a * b, 1));
  return numberArray("array", bytes, dtype, [rows, ...(shape ?? [])]);
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
