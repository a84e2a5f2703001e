/** Columns of the tables about sources and tasks. */
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";

/** Names of the columns of a table. @throws OutputError when there is no such table */
export function requireTable(results: Results, name: string): readonly string[] {
  const entry = results.reader.describe(name);
  if (entry?.kind !== "table") throw notFound(`the calculation stored no ${name}`);
  return entry.columns.map((column) => column.name);
}

/** A column as texts, numbers in their decimal form. */
export async function textColumn(results: Results, table: string, column: string): Promise<readonly string[]> {
  const data = await results.reader.readColumn(table, column);
  return Array.isArray(data) ? (data as readonly string[]) : Array.from(data as Float64Array, String);
}
