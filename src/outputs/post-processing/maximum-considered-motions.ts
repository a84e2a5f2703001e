/** Maximum considered earthquake ground motion. */
import type { Output } from "../output.ts";
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";
import { storedTable } from "../tables/stored-table.ts";
import type { Cells, OutputTable } from "../tables/table.ts";

export const maximumConsideredMotions: Output = {
  key: "mce",
  title: "MCE calculations",
  formats: ["csv"],
  further: ["json", "parquet"],
  table: maximumConsideredTables,
};

/** PGA is called `PGA_G` here, being of the geometric mean where SA are maximum components. */
function maximumConsideredTables(results: Results): OutputTable[] {
  const table = storedTable(results, "mce");
  const read = async (start: number, stop: number): Promise<readonly Cells[]> => {
    const [first, ...others] = await table.read(start, stop);
    if (first === undefined || !("texts" in first)) throw notFound("the table mce does not begin with measures");
    return [{ texts: first.texts.map((name) => (name === "PGA" ? "PGA_G" : name)) }, ...others];
  };
  return [{ ...table, read }];
}
