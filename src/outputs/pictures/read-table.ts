/** An output's table with all its rows, as pictures are drawn from it. */
import type { ResultTable } from "../../drawing/result-table.ts";
import { badRequest } from "../output-error.ts";
import type { OutputTable } from "../tables/table.ts";

/** Rows above this many are no picture. */
const MOST_ROWS = 2_000_000;

export async function readTable(table: OutputTable): Promise<ResultTable> {
  if (table.rows > MOST_ROWS) throw badRequest(`${table.name} has too many rows for a picture: ${table.rows}`);
  const cells = await table.read(0, table.rows);
  const cell = (column: number, row: number): number | string | null => {
    const values = cells[column]!;
    if ("texts" in values) return values.texts[row] ?? null;
    const value = Number(values.data[values.offset + row * values.stride]);
    return Number.isNaN(value) ? null : value;
  };
  return {
    name: table.name,
    attributes: Object.fromEntries(
      (table.comment ?? []).map(([key, value]) => [
        key,
        Number.isNaN(Number(value)) ? value.replace(/^'|'$/g, "") : Number(value),
      ]),
    ),
    columns: table.columns.map(({ name, format, unit, meaning }) => ({
      name,
      type: format.kind === "text" ? "text" : "number",
      ...(unit === undefined ? {} : { unit }),
      ...(meaning === undefined ? {} : { meaning }),
    })),
    rows: Array.from({ length: table.rows }, (_, row) => table.columns.map((_column, column) => cell(column, row))),
  };
}
