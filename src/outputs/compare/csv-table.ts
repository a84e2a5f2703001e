/** The text of a csv export as a table of texts. */
import { InputError } from "../../input-error.ts";
import { splitCsvLine } from "../../inputs/csv.ts";

export interface TextTable {
  /** Names; a name that appears again carries its number: `loss`, `loss#2`. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** @throws InputError for a row of another length than the header. */
export function parseTextTable(text: string, name: string): TextTable {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  let first = 0;
  while (first < lines.length && (lines[first]!.trim() === "" || lines[first]!.replace(/^"/, "").startsWith("#")))
    first++;
  if (first === lines.length) return { columns: [], rows: [] };
  const seen = new Map<string, number>();
  const columns = splitCsvLine(lines[first]!).map((field) => {
    const column = field.trim();
    const count = (seen.get(column) ?? 0) + 1;
    seen.set(column, count);
    return count === 1 ? column : `${column}#${count}`;
  });
  const rows: string[][] = [];
  for (let i = first + 1; i < lines.length; i++) {
    if (lines[i] === "") continue;
    const row = splitCsvLine(lines[i]!);
    if (row.length !== columns.length)
      throw new InputError(`${row.length} fields`, {
        file: name,
        line: i + 1,
        allowed: `${columns.length}, as in the header`,
      });
    rows.push(row);
  }
  return { columns, rows };
}
