/** Comparing exported csv files with the reference engine's, by the rules that come with a golden case. */
import { readFileSync } from "node:fs";
import { splitCsvLine } from "../../src/inputs/csv.ts";

interface Tolerance {
  readonly rtol: number;
  readonly atol: number;
}

/** What `case.json` says of a file. */
export interface ExpectedFile extends Tolerance {
  readonly key_columns: readonly string[] | null;
  readonly columns_tol?: { readonly [column: string]: Tolerance };
  /** The reference itself writes the columns in another order from run to run. */
  readonly any_column_order?: boolean;
}

interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The provenance line differs and is left out. */
function readTable(path: string): Table {
  const lines = readFileSync(path, "utf8")
    .split(/\r?\n/)
    .filter((line) => line !== "");
  if (lines[0]?.startsWith("#")) lines.shift();
  const [header = "", ...rows] = lines;
  return { header: splitCsvLine(header), rows: rows.map(splitCsvLine) };
}

/** First disagreement of two files, undefined where they agree. */
export function compareCsv(expectedPath: string, gotPath: string, rules: ExpectedFile): string | undefined {
  const expected = readTable(expectedPath);
  const got = readTable(gotPath);
  const order = expected.header.map((name) => got.header.indexOf(name));
  const sameOrder = order.every((index, i) => index === i);
  if (
    order.includes(-1) ||
    got.header.length !== expected.header.length ||
    (!sameOrder && rules.any_column_order !== true)
  )
    return `columns are ${got.header.join(",")} instead of ${expected.header.join(",")}`;
  if (got.rows.length !== expected.rows.length) return `${got.rows.length} rows instead of ${expected.rows.length}`;
  const inOrder = got.rows.map((row) => order.map((index) => row[index]!));
  const first = firstDifference(expected, inOrder, rules);
  if (first === undefined || rules.key_columns === null) return first;
  const keys = rules.key_columns.map((name) => expected.header.indexOf(name)).filter((index) => index >= 0);
  const sorted = (rows: readonly (readonly string[])[]): readonly (readonly string[])[] =>
    [...rows].sort((a, b) => compareKeys(a, b, keys));
  return firstDifference({ ...expected, rows: sorted(expected.rows) }, sorted(inOrder), rules);
}

function compareKeys(a: readonly string[], b: readonly string[], keys: readonly number[]): number {
  for (const key of keys) {
    const [x, y] = [a[key]!, b[key]!];
    const difference = Number(x) - Number(y);
    if (Number.isFinite(difference) && difference !== 0) return difference;
    if (!Number.isFinite(difference) && x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

function firstDifference(
  expected: Table,
  rows: readonly (readonly string[])[],
  rules: ExpectedFile,
): string | undefined {
  for (const [r, row] of expected.rows.entries())
    for (const [c, text] of row.entries()) {
      const name = expected.header[c]!;
      const tolerance = rules.columns_tol?.[name] ?? rules;
      if (!agree(text, rows[r]![c]!, tolerance)) return `row ${r + 1} ${name}: ${rows[r]![c]} instead of ${text}`;
    }
  return undefined;
}

function agree(expected: string, got: string, { rtol, atol }: Tolerance): boolean {
  if (expected === got) return true;
  const [a, b] = [Number(expected), Number(got)];
  return expected.trim() !== "" && Math.abs(a - b) <= atol + rtol * Math.abs(a);
}
