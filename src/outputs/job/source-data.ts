/** `source_data`: the cost of each source in each task. */

import type { NumericArray } from "../../datastore/index.ts";
import { numberArray, textList, withArray } from "../arrays/named-array.ts";
import { integers, type Query } from "../arrays/query.ts";
import { storedColumn } from "../arrays/stored-columns.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import type { Results } from "../results.ts";
import { requireTable, textColumn } from "./source-table.ts";

export const sourceData: Output = {
  key: "source_data",
  extract: extractSourceData,
  hdf5: { form: "columns" },
};

/** The columns of `source_data` as members, sorted by computing time, and the identifiers as `array` of texts. */
async function extractSourceData(results: Results, query: Query): Promise<NamedArray[]> {
  const columns = requireTable(results, "source_data");
  const task = integers(query, "taskno")?.[0];
  const entry = results.reader.describe("source_data");
  let rows = Array.from({ length: entry?.kind === "table" ? entry.rows : 0 }, (_, row) => row);
  const column = async (name: string) => results.reader.readColumn("source_data", name);
  if (task !== undefined) {
    const tasks = (await column("taskno")) as NumericArray;
    rows = rows.filter((row) => Number(tasks[row]) === task);
  }
  if (columns.includes("ctimes")) {
    const times = (await column("ctimes")) as NumericArray;
    rows.sort((a, b) => Number(times[a]) - Number(times[b]));
  }
  const members: NamedArray[] = [];
  for (const name of columns) {
    if (name === "src_id") continue;
    const stored = await storedColumn(results.reader, "source_data", name);
    const width = stored.bytes.length / Math.max(1, entry?.kind === "table" ? entry.rows : 1);
    const picked = new Uint8Array(rows.length * width);
    for (const [i, row] of rows.entries()) picked.set(stored.bytes.subarray(row * width, (row + 1) * width), i * width);
    members.push(numberArray(name, picked, stored.dtype, [rows.length, ...(stored.shape ?? [])]));
  }
  const ids = await textColumn(results, "source_data", "src_id");
  return withArray(
    members,
    textList(
      "array",
      rows.map((row) => ids[row]!),
    ),
  );
}
