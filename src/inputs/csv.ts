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
  const lines = decodeUtf8(bytes, file)
    .split(/\r\n|\r|\n/)
    .map((text, index) => ({ text, line: index + 1 }))
    .filter(({ text }) => text.trim() !== "");
  while (lines[0]?.text.startsWith("#")) lines.shift();
  return lines;
}

/** @throws InputError for a missing header, doubled columns, rows of another length. */
export function readCsv(bytes: Uint8Array, file: string): CsvTable {
  const [header, ...body] = csvLines(bytes, file);
  if (header === undefined) throw new InputError(`${file} is empty`, { file, allowed: "a header and rows" });
  const fields = splitCsvLine(header.text).map((field) => field.trim());
  if (fields.length === 1 && header.text.includes(";"))
    throw new InputError("the columns are separated by semicolons", { file, line: header.line, allowed: "commas" });
  const seen = new Set<string>();
  const doubled = fields.find((field) => seen.has(field) || !seen.add(field));
  if (doubled !== undefined) throw new InputError(`column ${doubled} appears twice`, { file, line: header.line });
  const rows = body.map(({ text, line }) => {
    const row = splitCsvLine(text);
    if (row.length !== fields.length)
      throw new InputError(`${row.length} fields, but ${fields.length} columns in the header`, { file, line });
    return row;
  });
  return { file, fields, rows, lines: body.map(({ line }) => line) };
}
