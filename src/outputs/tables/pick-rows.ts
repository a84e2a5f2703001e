/** Some rows of a table. */
import type { Cells, OutputTable } from "./table.ts";

/** @param rows ascending */
export function pickRows(table: OutputTable, rows: ArrayLike<number>): OutputTable {
  return {
    ...table,
    rows: rows.length,
    bySite: table.bySite && rows.length === table.rows,
    read: async (start, stop) => {
      if (stop <= start) return table.read(0, 0);
      const first = rows[start]!;
      const picked = Array.from({ length: stop - start }, (_, i) => rows[start + i]! - first);
      const cells = await table.read(first, rows[stop - 1]! + 1);
      return cells.map((column) => pickCells(column, picked));
    },
  };
}

function pickCells(column: Cells, picked: readonly number[]): Cells {
  if ("texts" in column) return { texts: picked.map((row) => column.texts[row]!) };
  const { offset, stride } = column;
  // One kind of array stands for all: a slice is of the kind of its array.
  const data = column.data as Float64Array;
  const out = data.slice(0, picked.length);
  for (const [i, row] of picked.entries()) out[i] = data[offset + row * stride]!;
  return { data: out, offset: 0, stride: 1 };
}
