/** The realizations of the logic tree: identifier, path of the branches, weight. */
import type { NumericArray } from "../../datastore/index.ts";
import { bytesOf, packedTexts, recordArray, withArray } from "../arrays/named-array.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";
import { provenanceComment } from "../tables/comment.ts";
import { INTEGER, type OutputTable, TEXT, tableInMemory } from "../tables/table.ts";
import { readShownPaths } from "./models-of-realizations.ts";

export const realizations: Output = {
  key: "realizations",
  title: "Realizations",
  formats: ["csv"],
  further: ["json", "parquet"],
  offered: ({ realizationCount }) => realizationCount > 1,
  table: realizationTables,
  extract: extractRealizations,
  size: { listed: null, readToDescribe: ["realizations"] },
  permission: { extract: 1 },
};

async function realizationTables(results: Results): Promise<OutputTable[]> {
  const { reader } = results;
  if (reader.describe("realizations")?.kind !== "table") throw notFound("the calculation stored no realizations");
  const ids = (await reader.readColumn("realizations", "rlz_id")) as NumericArray;
  const weight = (await reader.readColumn("realizations", "weight")) as NumericArray;
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
      [ids, await readShownPaths(results), Float32Array.from(weight as Float64Array)],
    ),
  ];
}

/** `array`: rlz_id u4, branch_path S, weight f4. */
async function extractRealizations(results: Results): Promise<NamedArray[]> {
  const { reader } = results;
  const entry = reader.describe("realizations");
  if (entry?.kind !== "table") throw notFound("the calculation stored no realizations");
  const paths = packedTexts(await readShownPaths(results));
  const ids = Uint32Array.from((await reader.readColumn("realizations", "rlz_id")) as Uint32Array, Number);
  const weights = Float32Array.from((await reader.readColumn("realizations", "weight")) as Float32Array, Number);
  const fields = [
    { name: "rlz_id", dtype: "<u4", bytes: bytesOf(ids) },
    { name: "branch_path", dtype: `|S${paths.width}`, bytes: paths.bytes },
    { name: "weight", dtype: "<f4", bytes: bytesOf(weights) },
  ] as const;
  return withArray([], recordArray("array", fields, entry.rows));
}
