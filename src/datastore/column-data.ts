/** Columns as they are given to the writer, made into the bytes that are stored. */
import type { ColumnData, DType } from "./datastore.ts";
import { bytesAs, dtypeOf, encodeTexts, itemSize, packTexts, textWidth } from "./dtype.ts";

export interface EncodedColumn {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly rows: number;
  readonly unit: string | undefined;
  readonly meaning: string | undefined;
  /** The bytes when stored as `dtype` (a text column may have grown wider than these texts need). */
  bytes(dtype: DType): Uint8Array;
}

/** Type, row shape and bytes of a column. @throws RangeError when the elements are not whole rows. */
export function encodeColumn(table: string, column: ColumnData): EncodedColumn {
  const { name, unit, meaning } = column;
  if ("texts" in column) {
    const { encoded, width } = encodeTexts(column.texts);
    return {
      name,
      unit,
      meaning,
      dtype: `|S${Math.max(width, column.width ?? 1)}`,
      shape: [],
      rows: encoded.length,
      bytes: (dtype) => packTexts(encoded, itemSize(dtype)),
    };
  }
  const dtype = column.dtype ?? dtypeOf(column.data);
  const shape = [...(column.shape ?? [])];
  const elements = column.data.length / (textWidth(dtype) ?? 1);
  const rows = elements / shape.reduce((a, b) => a * b, 1);
  if (!Number.isInteger(rows)) {
    throw new RangeError(`${table}: ${column.data.length} elements of ${name} are not a number of whole rows`);
  }
  return { name, unit, meaning, dtype, shape, rows, bytes: (stored) => bytesAs(stored, column.data) };
}

/** The number of rows that all columns of a table have. @throws when there are none or they differ. */
export function commonRows(table: string, columns: readonly EncodedColumn[]): number {
  const [first] = columns;
  if (first === undefined) throw new Error(`${table}: a table needs columns`);
  for (const column of columns) {
    if (column.rows !== first.rows) {
      throw new RangeError(`${table}: ${column.name} has ${column.rows} rows, ${first.name} has ${first.rows}`);
    }
  }
  return first.rows;
}
