/** `task_info`: the tasks of each stage. */
import { EXTRA } from "../arrays/named-array.ts";
import { type Query, strings } from "../arrays/query.ts";
import { tableRecords } from "../arrays/stored-columns.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { badRequest } from "../output-error.ts";
import type { Results } from "../results.ts";
import { requireTable, textColumn } from "./source-table.ts";

export const tasks: Output = { key: "task_info", extract: extractTasks };

/** One member a kind of task with the records of its tasks; `kind=` for one of them. */
async function extractTasks(results: Results, query: Query): Promise<NamedArray[]> {
  const columns = requireTable(results, "task_info");
  const nameColumn = columns.includes("taskname") ? "taskname" : "stage";
  const names = await textColumn(results, "task_info", nameColumn);
  const kinds = [...new Set(names)].sort();
  const [wanted] = strings(query, "kind") ?? [];
  if (wanted !== undefined && !kinds.includes(wanted)) {
    throw badRequest(`unknown kind of task ${wanted}; allowed: ${kinds.join(", ")}`);
  }
  const all = await tableRecords(results.reader, "task_info");
  const bytes = all.data as Uint8Array;
  const size = bytes.length / Math.max(1, names.length);
  const members = (wanted === undefined ? kinds : [wanted]).map((kind): NamedArray => {
    const rows = [...names.keys()].filter((row) => names[row] === kind);
    const picked = new Uint8Array(rows.length * size);
    for (const [i, row] of rows.entries()) picked.set(bytes.subarray(row * size, (row + 1) * size), i * size);
    return { name: kind, descr: all.descr, shape: [rows.length], data: picked };
  });
  return [...members, EXTRA];
}
