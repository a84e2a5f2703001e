/**
 * Results on disk: named arrays in a folder, one `.npy` file an array, a table as one file a column, and `datastore.json`
 * with names, shapes, dtypes, units, attributes and provenance. This file is the contract; `create.ts` (writer),
 * `open.ts` (reader) and `npy.ts` (file format) beside it do the work; `index.ts` is what others import.
 *
 * Names may hold `/`, which makes folders. A table `t` is the folder `t/` with one file a column.
 */
export type DType =
  | "<f8"
  | "<f4"
  | "<i8"
  | "<i4"
  | "<i2"
  | "<u8"
  | "<u4"
  | "<u2"
  | "|u1"
  | "|i1"
  | "|b1"
  | `|S${number}`;

export type NumericArray =
  | Float64Array
  | Float32Array
  | BigInt64Array
  | BigUint64Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export type Attributes = { readonly [name: string]: JsonValue };

export interface ArrayDescription {
  readonly kind: "array";
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Name of each dimension: ["site", "stat", "imt", "level"]. */
  readonly dimensions?: readonly string[];
  readonly unit?: string;
  readonly attributes: Attributes;
}

/** Of an array to be written. */
export interface NewArrayDescription {
  readonly shape: readonly number[];
  /** Stored type; the array's own unless told otherwise. */
  readonly dtype?: DType;
  readonly dimensions?: readonly string[];
  readonly unit?: string;
  readonly attributes?: Attributes;
}

export interface TableDescription {
  readonly kind: "table";
  readonly rows: number;
  /** In order. A column may have further dimensions. Text columns are fixed-width bytes (UTF-8). */
  readonly columns: readonly {
    readonly name: string;
    readonly dtype: DType;
    readonly shape: readonly number[];
    readonly unit?: string;
    readonly meaning?: string;
  }[];
  readonly attributes: Attributes;
}

export type EntryDescription = ArrayDescription | TableDescription;

export interface Provenance {
  /** Quakewright's version. */
  readonly version: string;
  /** Local time of the start, YYYY-MM-DDTHH:MM:SS. */
  readonly startDate: string;
  /** Checksum of the inputs. */
  readonly checksum: number;
  readonly seeds: { readonly [name: string]: number };
}

/** A column to be written: numbers with an optional row shape, or texts. */
export type ColumnData =
  | {
      readonly name: string;
      readonly data: NumericArray;
      /** Shape of one row; [] (one number) unless told otherwise. */
      readonly shape?: readonly number[];
      readonly unit?: string;
      readonly meaning?: string;
      /** Stored type; the array's own unless told otherwise. */
      readonly dtype?: DType;
    }
  | {
      readonly name: string;
      readonly texts: readonly string[];
      /** Least width in bytes; the longest text decides when it is longer. */
      readonly width?: number;
      readonly unit?: string;
      readonly meaning?: string;
    };

/** Writer. Nothing is visible to readers before `commit()`, which may be called many times. */
export interface DatastoreWriter {
  readonly folder: string;
  /** Writes an array; one of the same name is replaced. `|b1` and `|S` take bytes (Uint8Array). */
  putArray(name: string, data: NumericArray, description: NewArrayDescription): void;
  /** Writes a one-dimensional array of texts. */
  putTexts(name: string, texts: readonly string[], description?: { unit?: string; attributes?: Attributes }): void;
  /** Writes a table; one of the same name is replaced. */
  putTable(name: string, columns: readonly ColumnData[], attributes?: Attributes): void;
  /** Grows an array by whole rows along the first dimension; the rows count from the next `commit()` on. */
  appendArray(name: string, data: NumericArray): void;
  /** Grows a table by rows (all its columns, by name); creates it when there is none. Wider texts widen their column. */
  appendTable(name: string, columns: readonly ColumnData[]): void;
  /** Sets attributes of one array or table beside those it has. */
  setEntryAttributes(name: string, attributes: Attributes): void;
  /** Attributes of the whole datastore (`oqparam` lives here as JSON). */
  setAttribute(name: string, value: JsonValue): void;
  /** What was written so far, committed or not. */
  describe(name: string): EntryDescription | undefined;
  commit(): Promise<void>;
  /** Commits and ends. */
  close(): Promise<void>;
}

export interface DatastoreReader {
  readonly folder: string;
  readonly provenance: Provenance;
  readonly attributes: Attributes;
  /** Names of arrays and tables, sorted. */
  names(): readonly string[];
  describe(name: string): EntryDescription | undefined;
  /** Whole array, or rows start..stop-1 of the first dimension. Booleans and texts come as bytes. */
  readArray(name: string, rows?: RowRange): Promise<NumericArray>;
  /** An array of texts. */
  readTexts(name: string, rows?: RowRange): Promise<readonly string[]>;
  /** One column of a table; texts come as strings, booleans as bytes 0 and 1. */
  readColumn(name: string, column: string, rows?: RowRange): Promise<NumericArray | readonly string[]>;
  /** Path of the `.npy` file of an array or of a column, and where its elements begin. For bulk copies. */
  file(name: string, column?: string): { readonly path: string; readonly offset: number };
  close(): void;
}

/** Rows start..stop-1. */
export interface RowRange {
  readonly start: number;
  readonly stop: number;
}
