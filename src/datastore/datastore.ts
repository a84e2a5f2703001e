/**
 * Results on disk: named arrays in a folder, one `.npy` file an array, a table as one file a column, and `datastore.json`
 * with names, shapes, dtypes, units, attributes and provenance. This file is the contract; `open.ts`, `create.ts`
 * and `npy.ts` beside it do the work.
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
      readonly shape?: readonly number[];
      readonly unit?: string;
      readonly meaning?: string;
      readonly dtype?: DType;
    }
  | { readonly name: string; readonly texts: readonly string[]; readonly unit?: string; readonly meaning?: string };

/** Writer. Nothing is visible to readers before `commit()`, which may be called many times. */
export interface DatastoreWriter {
  putArray(
    name: string,
    data: NumericArray,
    description: {
      shape: readonly number[];
      dtype?: DType;
      dimensions?: readonly string[];
      unit?: string;
      attributes?: Attributes;
    },
  ): void;
  putTable(name: string, columns: readonly ColumnData[], attributes?: Attributes): void;
  /** Grows an array or table by rows along the first dimension; the rows count from the next `commit()` on. */
  appendTable(name: string, columns: readonly ColumnData[]): void;
  /** Attributes of the whole datastore (`oqparam` lives here as JSON). */
  setAttribute(name: string, value: JsonValue): void;
  commit(): Promise<void>;
  close(): Promise<void>;
}

export interface DatastoreReader {
  readonly folder: string;
  readonly provenance: Provenance;
  readonly attributes: Attributes;
  /** Names of arrays and tables, sorted. */
  names(): readonly string[];
  describe(name: string): EntryDescription | undefined;
  /** Whole array, or rows start..stop-1 of the first dimension. */
  readArray(name: string, rows?: { start: number; stop: number }): Promise<NumericArray>;
  /** One column of a table; texts come as strings. */
  readColumn(
    name: string,
    column: string,
    rows?: { start: number; stop: number },
  ): Promise<NumericArray | readonly string[]>;
  close(): void;
}
