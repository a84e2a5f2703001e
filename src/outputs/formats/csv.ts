/** Tables as csv: the reference's dialect, written into byte buffers a few hundred kilobytes at a time. */
import type { CellFormat, Cells, OutputTable } from "../tables/table.ts";
import { EXPONENT_WIDTH, FIXED_WIDTH, writeExponent, writeFixed, writeInteger } from "./number-format.ts";

const BUFFER_SIZE = 256 * 1024;
const COMMA = 44;
const encoder = new TextEncoder();

/** Quoted when it holds a comma, a quote or a line break, as the reference's writer does. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvRecord(cells: readonly string[]): string {
  return `${cells.length === 1 && cells[0] === "" ? '""' : cells.map(csvCell).join(",")}\r\n`;
}

/** Comment record (as many cells as there are columns: `#`, empty ones, the text), then the names of the columns. */
export function csvHead(table: OutputTable): string {
  const names = csvRecord(table.columns.map((column) => column.name));
  if (table.comment === undefined) return names;
  const text = table.comment.map(([key, value]) => `${key}=${value}`).join(", ");
  return csvRecord(["#", ...Array<string>(Math.max(0, table.columns.length - 2)).fill(""), text]) + names;
}

/** Rows read at once: about a megabyte of numbers. */
function rowsAtOnce(table: OutputTable): number {
  return Math.max(1, Math.min(65_536, Math.floor(131_072 / Math.max(1, table.columns.length))));
}

/** The bytes of a table as csv. */
export async function* csv(table: OutputTable): AsyncGenerator<Uint8Array> {
  yield encoder.encode(csvHead(table));
  const formats = table.columns.map((column) => column.format);
  const step = rowsAtOnce(table);
  const known = new Map<string, Uint8Array>();
  for (let start = 0; start < table.rows; start += step) {
    const count = Math.min(step, table.rows - start);
    yield* csvRows(formats, await table.read(start, start + count), count, known);
  }
}

/** Texts whose bytes are kept: names of sites and the like come again and again. */
const MOST_KNOWN = 100_000;
/** Up to here a loop copies faster than `set`. */
const SHORT = 24;

function bytesOf(text: string, known: Map<string, Uint8Array>): Uint8Array {
  const found = known.get(text);
  if (found !== undefined) return found;
  const bytes = encoder.encode(csvCell(text));
  if (known.size < MOST_KNOWN) known.set(text, bytes);
  return bytes;
}

/** The same object for equal texts in a row: measures, regions. */
function bytesOfAll(texts: readonly string[], known: Map<string, Uint8Array>): readonly Uint8Array[] {
  const all = new Array<Uint8Array>(texts.length);
  for (let row = 0; row < texts.length; row++)
    all[row] = row > 0 && texts[row] === texts[row - 1] ? all[row - 1]! : bytesOf(texts[row]!, known);
  return all;
}

/** Columns of rows to format, and what is kept between buffers. */
interface Rows {
  readonly formats: readonly CellFormat[];
  readonly cells: readonly Cells[];
  /** By column; undefined: numbers. */
  readonly texts: readonly (readonly Uint8Array[] | undefined)[];
  readonly repeats: readonly Repeated[];
  readonly count: number;
  /** Bytes that a row takes at most. */
  readonly widest: number;
}

/**
 * Formats `count` rows.
 * @param known bytes of texts that came before
 */
export function* csvRows(
  formats: readonly CellFormat[],
  cells: readonly Cells[],
  count: number,
  known: Map<string, Uint8Array> = new Map(),
): Generator<Uint8Array> {
  const texts = cells.map((cell) => ("texts" in cell ? bytesOfAll(cell.texts, known) : undefined));
  let widest = 2;
  for (const [c, column] of texts.entries()) {
    widest +=
      1 + (column === undefined ? (formats[c]!.kind === "fixed" ? FIXED_WIDTH : EXPONENT_WIDTH) : longest(column));
  }
  const repeats = formats.map((): Repeated => ({ value: Number.NaN, start: 0, end: 0 }));
  const rows: Rows = { formats, cells, texts, repeats, count, widest };
  const cursor: Cursor = { row: 0, bytes: 0 };
  while (cursor.row < count) {
    const left = (count - cursor.row) * widest;
    const out = new Uint8Array(Math.min(Math.max(BUFFER_SIZE, 2 * widest), left));
    fillBuffer(out, rows, cursor);
    yield out.subarray(0, cursor.bytes);
  }
}

/** The next row, and how much of the buffer is in use. */
interface Cursor {
  row: number;
  bytes: number;
}

/**
 * Writes rows until the buffer might not hold another one. The columns in front that are as in the row above (measure, level, axes)
 * are copied from there as one. A plain function: the compiler takes several times as long for generators.
 */
function fillBuffer(out: Uint8Array, { formats, cells, texts, repeats, count, widest }: Rows, cursor: Cursor): void {
  const columns = formats.length;
  const alone = columns === 1;
  for (const repeated of repeats) repeated.value = Number.NaN;
  // Where the cells of the row above end, from its start.
  const ends = new Int32Array(columns);
  let above = -1;
  let at = 0;
  let { row } = cursor;
  for (; row < count && at + widest <= out.length; row++) {
    const start = at;
    let c = 0;
    if (above >= 0 && !alone) {
      while (c < columns && isAsAbove(cells[c]!, texts[c], row)) c++;
      if (c > 0) at = copyBytes(out, at, above, above + ends[c - 1]!);
    }
    for (; c < columns; c++) {
      if (c > 0) out[at++] = COMMA;
      const text = texts[c];
      if (text === undefined)
        at = writeRepeated(out, at, formats[c]!, cells[c] as Exclude<Cells, { texts: unknown }>, row, repeats[c]!);
      else {
        const bytes = text[row]!;
        if (bytes.length > SHORT) out.set(bytes, at);
        else for (let i = 0; i < bytes.length; i++) out[at + i] = bytes[i]!;
        at += bytes.length;
        if (alone && bytes.length === 0) {
          out[at++] = 34;
          out[at++] = 34;
        }
      }
      ends[c] = at - start;
    }
    out[at++] = 13;
    out[at++] = 10;
    above = start;
  }
  cursor.row = row;
  cursor.bytes = at;
}

/** Whether a cell has the text or the number of the row above; zeros may differ in sign, and what is no number is never the same. */
function isAsAbove(cells: Cells, text: readonly Uint8Array[] | undefined, row: number): boolean {
  if (text !== undefined) return text[row] === text[row - 1];
  const { data, offset, stride } = cells as Exclude<Cells, { texts: unknown }>;
  const at = offset + row * stride;
  const value = data[at]!;
  const before = data[at - stride]!;
  return value === before && (value !== 0 || Object.is(value, before));
}

/** Copies bytes of a buffer to a place behind them; returns the place after them. A loop is faster than a call for a dozen bytes. */
function copyBytes(out: Uint8Array, at: number, from: number, end: number): number {
  if (end - from > 2 * SHORT) out.copyWithin(at, from, end);
  else for (let i = from; i < end; i++) out[at + i - from] = out[i]!;
  return at + end - from;
}

/** What was last written of a column, and where in the buffer. */
interface Repeated {
  value: number;
  start: number;
  end: number;
}

/** Writes a cell, or copies the one above where the value is the same: zeros, axes, levels. */
function writeRepeated(
  out: Uint8Array,
  at: number,
  format: CellFormat,
  cells: Exclude<Cells, { texts: unknown }>,
  row: number,
  repeated: Repeated,
): number {
  const value = cells.data[cells.offset + row * cells.stride]!;
  // Zeros may differ in sign; what is no number is never written by copying.
  if (value === repeated.value && (value !== 0 || Object.is(value, repeated.value)))
    return copyBytes(out, at, repeated.start, repeated.end);
  const end = writeCell(out, at, format, value);
  if (typeof value === "number") {
    repeated.value = value;
    repeated.start = at;
    repeated.end = end;
  }
  return end;
}

function longest(column: readonly Uint8Array[]): number {
  let most = 2;
  for (const bytes of column) if (bytes.length > most) most = bytes.length;
  return most;
}

function writeCell(out: Uint8Array, at: number, format: CellFormat, value: number | bigint): number {
  switch (format.kind) {
    case "exponent":
      if (format.frame === true) {
        return writeExponent(out, at, Number(value), format.digits, format.upper && Number.isFinite(Number(value)));
      }
      // The reference prints a negative zero without its sign.
      return writeExponent(out, at, Number(value) + 0, format.digits, format.upper);
    case "fixed":
      return writeFixed(out, at, Number(value), format.decimals);
    case "boolean":
      out[at] = value ? 49 : 48;
      return at + 1;
    default:
      if (typeof value === "bigint" && (value > 9007199254740991n || value < -9007199254740991n)) {
        const text = encoder.encode(String(value));
        out.set(text, at);
        return at + text.length;
      }
      return writeInteger(out, at, Number(value));
  }
}
