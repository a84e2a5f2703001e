/** Typed columns of comma-separated tables. */
import { InputError, type ProblemList } from "../input-error.ts";
import { nearestName } from "../nearest-name.ts";
import type { CsvTable } from "./csv.ts";
import type { InputFolder } from "./input-folder.ts";
import { parseFinite } from "./python-float.ts";

/** Columns that a warning names. */
const MOST_COLUMNS = 10;

/** Problems of rows that are collected in one table. */
const MAX_ROW_PROBLEMS = 100;

/** @throws InputError when the table has no such column */
export function columnIndex(table: CsvTable, name: string): number {
  const index = table.fields.indexOf(name);
  if (index < 0)
    throw new InputError(`missing column ${name}`, {
      file: table.file,
      line: 1,
      parameter: name,
      suggestion: nearestName(name, table.fields),
    });
  return index;
}

/** Tells in one warning which columns of a table nobody reads. @param isRead whether a column is read; @param known names that are, or could be */
export function warnOfUnreadColumns(
  folder: InputFolder,
  { file, fields }: Pick<CsvTable, "file" | "fields">,
  known: readonly string[],
  isRead: (field: string) => boolean = (field) => known.includes(field),
): void {
  // The first may be a number of rows, which tables of others have without a name.
  const unread = fields.flatMap((field, at) => {
    if (field === "") return at === 0 ? [] : [`${at + 1} (without a name)`];
    return isRead(field) ? [] : [field];
  });
  const [first] = unread;
  if (first === undefined) return;
  const near = unread.map((field) =>
    nearestName(
      field,
      known.filter((name) => !fields.includes(name)),
    ),
  );
  const shown = unread.slice(0, MOST_COLUMNS).join(", ") + (unread.length > MOST_COLUMNS ? " ..." : "");
  folder.warn?.({
    message:
      unread.length === 1 ? `the column ${shown} is not read` : `${unread.length} columns are not read: ${shown}`,
    ...{ file, line: 1, parameter: first },
    suggestion: near.find((name) => name !== undefined),
  });
}

/** Texts of a column, trimmed. @throws InputError when there is none of this name */
export function textColumn(table: CsvTable, name: string): readonly string[] {
  const index = columnIndex(table, name);
  return table.rows.map((row) => row[index]!.trim());
}

/**
 * Numbers of a column; NaN where the text is none, which is a problem.
 * @param refuse says what is wrong with a number, if something is.
 * @param blank what an empty cell stands for; undefined: it is a problem
 * @throws InputError when there is no column of this name
 */
export function numberColumn(
  table: CsvTable,
  name: string,
  problems: ProblemList,
  refuse: (value: number) => string | undefined = () => undefined,
  blank?: number,
): Float64Array {
  const index = columnIndex(table, name);
  const values = new Float64Array(table.rows.length).fill(Number.NaN);
  const before = problems.problems.length;
  for (const [i, row] of table.rows.entries()) {
    const place = { file: table.file, line: table.lines[i], parameter: name };
    if (blank !== undefined && row[index]!.trim() === "") {
      values[i] = blank;
      continue;
    }
    try {
      const value = parseFinite(row[index]!);
      const wrong = refuse(value);
      if (wrong === undefined) values[i] = value;
      else problems.add(wrong, place);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.add(error.problems[0].message, { ...place, allowed: "a number" });
    }
    if (problems.problems.length - before > MAX_ROW_PROBLEMS) break;
  }
  return values;
}

/** For `refuse`: numbers from `min` to `max`. */
export function between(min: number, max: number): (value: number) => string | undefined {
  return (value) =>
    value >= min && value <= max ? undefined : `${value} is out of range: allowed are ${min} to ${max}`;
}

/** For `refuse`. */
export function notNegative(value: number): string | undefined {
  return value < 0 ? `${value} is negative` : undefined;
}
