/** What is in each output: its types, its tables and their columns with units and meaning. */
import { exportTypes } from "./export-output.ts";
import { listOutputs } from "./list-outputs.ts";
import { OutputError } from "./output-error.ts";
import { findOutput } from "./output-list.ts";
import type { Results } from "./results.ts";
import type { OutputTable } from "./tables/table.ts";

export interface ColumnExplanation {
  readonly name: string;
  readonly type: "number" | "integer" | "boolean" | "text";
  readonly unit: string | null;
  readonly meaning: string | null;
}

/** Tables of the same columns, one a statistic or realization, stand once. */
export interface TableExplanation {
  /** First part of the name of the (first) file. */
  readonly name: string;
  /** Statistics and realizations that have such a table; null for tables that are not by kind. */
  readonly kinds: readonly string[] | null;
  /** Number of files. */
  readonly files: number;
  /** Rows of each. */
  readonly rows: number;
  /** Whether `site_id` and `bbox` apply. */
  readonly by_site: boolean;
  readonly columns: readonly ColumnExplanation[];
}

/** As the answer of the HTTP API spells it. */
export interface OutputExplanation {
  readonly key: string;
  readonly name: string;
  readonly types: readonly string[];
  /** All types, those that the list of outputs leaves out included. */
  readonly all_types: readonly string[];
  readonly size_mb: number | null;
  readonly tables: readonly TableExplanation[];
}

/** Describes every output of the list. */
export async function describeOutputs(results: Results): Promise<OutputExplanation[]> {
  const explanations: OutputExplanation[] = [];
  for (const { key, name, types, sizeMb } of listOutputs(results)) {
    const tables = await explainTables(results, key);
    explanations.push({ key, name, types, all_types: exportTypes(key), size_mb: sizeMb, tables });
  }
  return explanations;
}

async function explainTables(results: Results, key: string): Promise<TableExplanation[]> {
  const table = findOutput(key)?.table;
  if (table === undefined) return [];
  try {
    return groupTables(await table(results));
  } catch (error) {
    if (error instanceof OutputError) return [];
    throw error;
  }
}

function groupTables(tables: readonly OutputTable[]): TableExplanation[] {
  const groups = new Map<
    string,
    { first: OutputTable; columns: ColumnExplanation[]; kinds: string[]; files: number }
  >();
  for (const table of tables) {
    const columns = table.columns.map(explainColumn);
    const same = JSON.stringify([table.rows, table.bySite, columns]);
    const group = groups.get(same) ?? { first: table, columns, kinds: [], files: 0 };
    groups.set(same, group);
    group.files++;
    if (table.layer !== undefined && !group.kinds.includes(table.layer.kind)) group.kinds.push(table.layer.kind);
  }
  return [...groups.values()].map(({ first, columns, kinds, files }) => ({
    name: first.name,
    kinds: kinds.length === 0 ? null : kinds,
    files,
    rows: first.rows,
    by_site: first.bySite,
    columns,
  }));
}

function explainColumn({ name, format, unit, meaning }: OutputTable["columns"][number]): ColumnExplanation {
  const whole = format.kind === "text" || format.kind === "integer" || format.kind === "boolean";
  return { name, type: whole ? format.kind : "number", unit: unit ?? null, meaning: meaning ?? null };
}
