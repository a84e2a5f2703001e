/** Columns of stored tables as arrays, and woven into records. */
import { type DatastoreReader, type DType, itemSize, textWidth } from "../../datastore/index.ts";
import type { NamedArray } from "../contract.ts";
import { notFound } from "../output-error.ts";
import { bytesOf, numberArray, packedTexts, type RecordField, recordArray } from "./named-array.ts";

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
