/** The realizations of the logic tree: identifier, path of the branches, weight. */
import type { NumericArray } from "../../datastore/index.ts";
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";
import { provenanceComment } from "./comment.ts";
import { INTEGER, type OutputTable, TEXT, tableInMemory } from "./table.ts";

export async function realizationTables(results: Results): Promise<OutputTable[]> {
  const { reader } = results;
  if (reader.describe("realizations")?.kind !== "table") throw notFound("the calculation stored no realizations");
  const columns = await Promise.all(
    ["rlz_id", "branch_path", "weight"].map((column) => reader.readColumn("realizations", column)),
  );
  const weight = columns[2] as NumericArray;
  return [
    tableInMemory(
      {
        name: "realizations",
        comment: provenanceComment(results),
        columns: [
          { name: "rlz_id", format: INTEGER, meaning: "number of the realization, from 0" },
          { name: "branch_path", format: TEXT, meaning: "source-model branches ~ ground-motion branches, as letters" },
          {
            name: "weight",
            format: { kind: "exponent", digits: 7, upper: false },
            unit: "1",
            meaning: "weight of the realization; all weights sum to 1",
          },
        ],
      },
      [columns[0]!, columns[1]!, Float32Array.from(weight as Float64Array)],
    ),
  ];
}
