/** All that is known of the sites, in the order of the stored columns. */
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";
import { storedTable } from "./stored-table.ts";
import type { OutputTable } from "./table.ts";

export async function siteModelTables(results: Results): Promise<OutputTable[]> {
  if (results.reader.describe("sitecol")?.kind !== "table") throw notFound("the calculation stored no sites");
  return [storedTable(results, "sitecol", "site_model")];
}
