/** Comma-separated tables: quoted fields, a header, lines kept for messages. */
import { InputError } from "../input-error.ts";
import { decodeUtf8 } from "./job-ini/ini-syntax.ts";

export interface CsvTable {
  readonly file: string;
  /** Trimmed names of the header. */
  readonly fields: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** 1-based line of each row, parallel to `rows`. */
  readonly lines: readonly number[];
}

/** Fields of one line. Quotes enclose fields that hold commas; a doubled quote stands for one. */
export function splitCsvLine(line: string): string[] {
  if (!line.includes('"')) return line.split(",");
  const fields: string[] = [];
  let field = "";
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const letter = line[i]!;
    if (quoted) {
      if (letter !== '"') field += letter;
      else if (line[i + 1] === '"') {
        field += '"';
        i++;
      } else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === ",") {
      fields.push(field);
      field = "";
    } else field += letter;
  }
  fields.push(field);
  return fields;
}

/** Lines that are not blank, with their numbers; a byte order mark and comment lines at the start are left out. */
export function csvLines(bytes: Uint8Array, file: string): { readonly text: string; readonly line: number }[] {
  const lines: { text: string; line: number }[] = [];
  for (const found of eachLine(decodeUtf8(bytes, file))) lines.push({ ...found });
  return lines;
}

/** The same one by one; what is given is valid until the next. */
function* eachLine(whole: string): Generator<{ readonly text: string; readonly line: number }> {
  const found = { text: "", line: 0 };
  let started = false;
  // Looked for again only where it was passed: in most files there is none.
  let old = -1;
  for (let at = 0; at <= whole.length; ) {
    let end = whole.indexOf("\n", at);
    if (end < 0) end = whole.length;
    // Old line ends: a carriage return alone.
    if (old < at) old = whole.indexOf("\r", at);
    if (old < 0) old = Number.POSITIVE_INFINITY;
    let next = end + 1;
    if (old < end) {
      end = old;
      next = whole[old + 1] === "\n" ? old + 2 : old + 1;
    }
    found.text = whole.slice(at, end);
    found.line++;
    at = next;
    if (found.text.trim() === "" || (!started && found.text.startsWith("#"))) continue;
    started = true;
    yield found;
  }
}

/** A table that is read row by row: many rows are not held. */
export interface CsvRows {
  readonly file: string;
  /** Trimmed names of the header. */
  readonly fields: readonly string[];
  readonly count: number;
  readonly rows: () => Iterable<{ readonly row: readonly string[]; readonly line: number }>;
}

/** @throws InputError for a missing header, doubled columns, rows of another length. */
export function scanCsv(bytes: Uint8Array, file: string): CsvRows {
  const whole = decodeUtf8(bytes, file);
  const lines = eachLine(whole);
  const header = lines.next().value;
  if (header === undefined) throw new InputError(`${file} is empty`, { file, allowed: "a header and rows" });
  const fields = splitCsvLine(header.text).map((field) => field.trim());
  if (fields.length === 1 && header.text.includes(";"))
    throw new InputError("the columns are separated by semicolons", { file, line: header.line, allowed: "commas" });
  const seen = new Set<string>();
  const doubled = fields.find((field) => seen.has(field) || !seen.add(field));
  if (doubled !== undefined) throw new InputError(`column ${doubled} appears twice`, { file, line: header.line });
  let count = 0;
  for (const { text, line } of lines) {
    const length = fieldsIn(text);
    if (length !== fields.length)
      throw new InputError(`${length} fields, but ${fields.length} columns in the header`, { file, line });
    count++;
  }
  function* rows() {
    const body = eachLine(whole);
    body.next();
    for (const { text, line } of body) yield { row: splitCsvLine(text), line };
  }
  return { file, fields, count, rows };
}

function fieldsIn(text: string): number {
  if (text.includes('"')) return splitCsvLine(text).length;
  let count = 1;
  for (let at = text.indexOf(","); at >= 0; at = text.indexOf(",", at + 1)) count++;
  return count;
}

/** The same with all rows at hand. */
export function readCsv(bytes: Uint8Array, file: string): CsvTable {
  const { fields, rows: each } = scanCsv(bytes, file);
  const rows: (readonly string[])[] = [];
  const lines: number[] = [];
  for (const { row, line } of each()) {
    rows.push(row);
    lines.push(line);
  }
  return { file, fields, rows, lines };
}
