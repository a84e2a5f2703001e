/** Two tables of the same output, cell by cell. */
import { compareCells, numberOf } from "./compare-cells.ts";
import type { CellDifference, ColumnComparison, TableComparison, Tolerance } from "./comparison.ts";
import type { TextTable } from "./csv-table.ts";
import { pairRows } from "./pair-rows.ts";

/** Differences told one by one, the largest of all. */
const TOLD = 10;
const DECADES = 14;

const decadeOf = (relative: number) => Math.min(DECADES - 1, Math.max(0, Math.floor(Math.log10(relative)) + 12));

/** Middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  const [low, high] = [sorted[half - 1]!, sorted[half]!];
  return sorted.length % 2 === 1 || low === high ? high : (low + high) / 2;
}

interface Found {
  readonly a: number;
  readonly b: number;
  readonly column: string;
  readonly relative: number;
}

/** Keeps the largest, the first of equal ones, in falling order. */
function keep(largest: Found[], found: Found): void {
  const last = largest[TOLD - 1];
  if (last !== undefined && last.relative >= found.relative) return;
  const before = largest.findIndex(({ relative }) => relative < found.relative);
  largest.splice(before === -1 ? largest.length : before, 0, found);
  if (largest.length > TOLD) largest.pop();
}

/** Rows are paired by what identifies them, columns by name. The first table is what is measured against. */
export function compareTables(output: string, a: TextTable, b: TextTable, tolerance: Tolerance): TableComparison {
  const pairs = pairRows(a, b);
  const columns: ColumnComparison[] = [];
  const largest: Found[] = [];
  const relatives: number[] = [];
  const decades = new Array<number>(DECADES).fill(0);
  let none = 0;
  let differing = 0;
  for (const [inA, column] of a.columns.entries()) {
    const inB = b.columns.indexOf(column);
    if (inB === -1) continue;
    const isKey = pairs.keys.includes(column);
    let differingHere = 0;
    let worst = 0;
    for (const [pair, rowA] of pairs.a.entries()) {
      const rowB = pairs.b[pair]!;
      const [x, y] = [a.rows[rowA]![inA]!, b.rows[rowB]![inB]!];
      const { isWithin, relative } = compareCells(x, y, tolerance);
      if (!isWithin) differingHere++;
      if (relative > 0) keep(largest, { a: rowA, b: rowB, column, relative });
      if (Number.isFinite(relative)) worst = Math.max(worst, relative);
      if (isKey) continue;
      if (relative === 0) none++;
      else decades[decadeOf(relative)]!++;
      if (relative > 0 || numberOf(x) !== undefined) relatives.push(relative);
    }
    differing += differingHere;
    columns.push({ column, differing: differingHere, worst });
  }
  const place = (table: TextTable, row: number): Record<string, string> =>
    pairs.keys.length === 0
      ? { row: String(row + 1) }
      : Object.fromEntries(pairs.keys.map((key) => [key, table.rows[row]![table.columns.indexOf(key)]!]));
  const told = largest.map(
    ({ a: rowA, b: rowB, column, relative }): CellDifference => ({
      row: place(a, rowA),
      column,
      a: a.rows[rowA]![a.columns.indexOf(column)]!,
      b: b.rows[rowB]![b.columns.indexOf(column)]!,
      relative: Number.isFinite(relative) ? relative : null,
    }),
  );
  const columnsOnlyInA = a.columns.filter((column) => !b.columns.includes(column));
  const columnsOnlyInB = b.columns.filter((column) => !a.columns.includes(column));
  const typical = median(relatives);
  return {
    output,
    equal:
      differing + columnsOnlyInA.length + columnsOnlyInB.length + pairs.onlyInA.length + pairs.onlyInB.length === 0,
    rows: pairs.a.length,
    cells: pairs.a.length * columns.length,
    differing,
    ...(told[0] === undefined ? {} : { worst: told[0] }),
    typical: typical !== null && Number.isFinite(typical) ? typical : null,
    largest: told,
    columns,
    histogram: { none, decades },
    keys: pairs.keys,
    columnsOnlyInA,
    columnsOnlyInB,
    rowsOnlyInA: pairs.onlyInA.length,
    rowsOnlyInB: pairs.onlyInB.length,
    exampleRowsOnlyInA: pairs.onlyInA.slice(0, 3).map((row) => place(a, row)),
    exampleRowsOnlyInB: pairs.onlyInB.slice(0, 3).map((row) => place(b, row)),
    ambiguousRows: pairs.isAmbiguous,
  };
}
