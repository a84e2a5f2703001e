/** What a csv file holds in a few numbers: its columns, how many rows, and the sum of each column of numbers. */
import { readFileSync } from "node:fs";

export interface CsvSums {
  readonly columns: readonly string[];
  readonly rows: number;
  /** By column; undefined for texts. Cells that are not finite are left out of the sum and counted. */
  readonly sums: readonly (number | null)[];
  readonly notFinite: number;
}

/** Names of sites and the order of columns in site models are not the same from run to run of the reference. */
export function csvSums(path: string): CsvSums {
  const lines = readFileSync(path, "utf8")
    .split(/\r?\n/)
    .filter((line, i) => line !== "" && !(i === 0 && line.startsWith("#")));
  const cells = lines.map((line) => line.split(","));
  const [columns = [], ...rows] = cells;
  let notFinite = 0;
  const sums = columns.map((_, c) => {
    let sum = 0;
    for (const row of rows) {
      const cell = row[c] ?? "";
      const value = /^(nan|inf|-inf)$/i.test(cell) ? Number.NaN : Number(cell);
      if (cell === "" || (Number.isNaN(value) && !/^(nan|inf|-inf)$/i.test(cell))) return null;
      if (Number.isFinite(value)) sum += value;
      else notFinite++;
    }
    return Number(sum.toPrecision(7));
  });
  return { columns, rows: rows.length, sums, notFinite };
}
