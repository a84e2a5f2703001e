/** What is in each output: its types, its files and their columns with units and meaning. */
import type { OutputEntry } from "./contract.ts";
import { exportTypes } from "./export-output.ts";
import { listOutputs } from "./list-outputs.ts";
import { OutputError } from "./output-error.ts";
import { findOutput } from "./output-list.ts";
import type { Results } from "./results.ts";

export interface ColumnExplanation {
  readonly name: string;
  readonly type: "number" | "integer" | "boolean" | "text";
  readonly unit: string | null;
  readonly meaning: string | null;
}

export interface OutputExplanation extends OutputEntry {
  /** All types, those that the list of outputs leaves out included. */
  readonly allTypes: readonly string[];
  readonly tables: readonly {
    /** First part of the file's name. */
    readonly name: string;
    readonly rows: number;
    /** Whether `site_id` and `bbox` apply. */
    readonly bySite: boolean;
    readonly columns: readonly ColumnExplanation[];
  }[];
}

/** Describes every output of the list. Tables with one row a site and equal columns but for numbers are all named. */
export async function describeOutputs(results: Results): Promise<OutputExplanation[]> {
  const explanations: OutputExplanation[] = [];
  for (const entry of listOutputs(results)) {
    explanations.push({ ...entry, allTypes: exportTypes(entry.key), tables: await explainTables(results, entry.key) });
  }
  return explanations;
}

async function explainTables(results: Results, key: string): Promise<OutputExplanation["tables"]> {
  const table = findOutput(key)?.table;
  if (table === undefined) return [];
  try {
    return (await table(results)).map(({ name, rows, bySite, columns }) => ({
      name,
      rows,
      bySite,
      columns: columns.map(({ name: column, format, unit, meaning }) => ({
        name: column,
        type: format.kind === "text" || format.kind === "integer" || format.kind === "boolean" ? format.kind : "number",
        unit: unit ?? null,
        meaning: meaning ?? null,
      })),
    }));
  } catch (error) {
    if (error instanceof OutputError) return [];
    throw error;
  }
}
