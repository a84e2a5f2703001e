/**
 * A table made from the results, before it is anything: csv, JSON, Parquet and layers are written from it. Columns may be
 * strided views, so that the columns of a block share one array read from disk.
 */
import type { NumericArray } from "../../datastore/index.ts";
import type { Shape } from "./shape.ts";

export type CellFormat =
  /** With `frame` as the reference writes data frames: a negative zero keeps its sign, no value is `nan`. */
  | { readonly kind: "exponent"; readonly digits: number; readonly upper: boolean; readonly frame?: true }
  | { readonly kind: "fixed"; readonly decimals: number }
  | { readonly kind: "integer" }
  /** `1` and `0`. */
  | { readonly kind: "boolean" }
  | { readonly kind: "text" };

export const SIX_DIGITS: CellFormat = { kind: "exponent", digits: 6, upper: true };
export const FIVE_DIGITS = { kind: "exponent", digits: 5, upper: true } as const satisfies CellFormat;
/** Five digits in tables that are data frames in the reference: of risk, of average fields. */
export const FRAME_FIVE_DIGITS: CellFormat = { ...FIVE_DIGITS, frame: true };
export const DEGREES: CellFormat = { kind: "fixed", decimals: 5 };
export const INTEGER: CellFormat = { kind: "integer" };
export const BOOLEAN: CellFormat = { kind: "boolean" };
export const TEXT: CellFormat = { kind: "text" };

export interface TableColumn {
  readonly name: string;
  readonly format: CellFormat;
  readonly unit?: string;
  readonly meaning?: string;
  /** What a value column is a value of, for the formats that group columns. */
  readonly of?: { readonly measure?: string; readonly level?: number; readonly poe?: number };
}

/** Cells of one column for a run of rows: element i is `data[offset + i * stride]`. */
export type Cells =
  | { readonly data: NumericArray; readonly offset: number; readonly stride: number }
  | { readonly texts: readonly string[] };

/** The shapes of a run of rows; `cells` are those of the same rows. */
export type ReadShapes = (start: number, stop: number, cells: readonly Cells[]) => Promise<readonly Shape[]>;

export interface OutputTable {
  /** File name without calculation id and extension: `hazard_curve-mean-PGA`. */
  readonly name: string;
  /** Pairs of the comment line, values as Python prints them; undefined for tables without one. */
  readonly comment: readonly (readonly [key: string, value: string])[] | undefined;
  readonly columns: readonly TableColumn[];
  readonly rows: number;
  /** Rows are sites in the order of `sitecol`: site filters apply and `lon`, `lat` are columns. */
  readonly bySite: boolean;
  /** Which rows are those of an event, for tables whose rows ascend by event. */
  readonly rowsOfEvent?: (event: number) => Promise<{ readonly start: number; readonly stop: number }>;
  /** Where the rows are when that is not at `lon`, `lat`. */
  readonly shapes?: { readonly types: readonly Shape["type"][]; readonly read: ReadShapes };
  /** What kind of layer the values are, for NRML. */
  readonly layer?: {
    readonly type: "curves" | "maps" | "spectra";
    readonly kind: string;
    readonly investigationTime: number | undefined;
  };
  /** Cells of rows start..stop-1, one entry a column. */
  read(start: number, stop: number): Promise<readonly Cells[]>;
}

/** Numbers that lie one behind the other. */
export function plain(data: NumericArray): Cells {
  return { data, offset: 0, stride: 1 };
}

/** A table of columns that are all in memory. */
export function tableInMemory(
  table: Omit<OutputTable, "read" | "rows" | "bySite">,
  cells: readonly (NumericArray | readonly string[])[],
): OutputTable {
  return {
    ...table,
    rows: cells[0]?.length ?? 0,
    bySite: false,
    read: async (start, stop) =>
      cells.map((column) =>
        isTexts(column) ? { texts: column.slice(start, stop) } : plain(column.subarray(start, stop) as NumericArray),
      ),
  };
}

function isTexts(column: NumericArray | readonly string[]): column is readonly string[] {
  return Array.isArray(column);
}

/** The rows named by `indices` (ascending) of a table, in that order. Numbers keep their type. */
export function selectRows({ shapes: _, ...table }: OutputTable, indices: Uint32Array): OutputTable {
  return {
    ...table,
    rows: indices.length,
    read: async (start, stop) => {
      const wanted = indices.subarray(start, stop);
      const gathered: (NumericArray | string[] | undefined)[] = [];
      for (let at = 0; at < wanted.length; ) {
        let end = at + 1;
        while (end < wanted.length && wanted[end] === wanted[end - 1]! + 1) end++;
        const run = await table.read(wanted[at]!, wanted[end - 1]! + 1);
        for (const [c, cells] of run.entries()) {
          gathered[c] = gather(gathered[c], cells, at, end - at, wanted.length);
        }
        at = end;
      }
      return gathered.map((cells) => (ArrayBuffer.isView(cells) ? plain(cells) : { texts: cells ?? [] }));
    },
  };
}

/** A run of the rows of a table. */
export function sliceRows({ shapes: _, ...table }: OutputTable, first: number, end: number): OutputTable {
  return { ...table, rows: end - first, read: (start, stop) => table.read(first + start, first + stop) };
}

/** Copies `count` cells to row `at` of a column of `rows` rows, which is made when there is none yet. */
function gather(
  to: NumericArray | string[] | undefined,
  from: Cells,
  at: number,
  count: number,
  rows: number,
): NumericArray | string[] {
  if ("texts" in from) {
    const texts = (to ?? []) as string[];
    for (const text of from.texts) texts.push(text);
    return texts;
  }
  const { data, offset, stride } = from;
  const numbers = (to ?? emptyLike(data, rows)) as NumericArray;
  for (let i = 0; i < count; i++) numbers[at + i] = data[offset + i * stride]!;
  return numbers;
}

function emptyLike(data: NumericArray, length: number): NumericArray {
  return new (data.constructor as new (length: number) => NumericArray)(length);
}
