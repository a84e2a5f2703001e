/** `sitecol`: the sites and what is known of them. */
import { withArray } from "../arrays/named-array.ts";
import { type Query, strings } from "../arrays/query.ts";
import { columnArray, tableRecords } from "../arrays/stored-columns.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { badRequest, notFound } from "../output-error.ts";
import type { Results } from "../results.ts";

export const sites: Output = {
  key: "sitecol",
  extract: extractSites,
  hdf5: { form: "columns", pythonClass: "openquake.hazardlib.site.SiteCollection" },
  permission: { extract: 1 },
};

/** The site collection as records, or one of its columns with `field=vs30`. */
async function extractSites(results: Results, query: Query): Promise<NamedArray[]> {
  const { reader } = results;
  const entry = reader.describe("sitecol");
  if (entry?.kind !== "table") throw notFound("the calculation stored no sites");
  const fields = strings(query, "field");
  if (fields === undefined) return withArray([], await tableRecords(reader, "sitecol"));
  const names = entry.columns.map(({ name }) => name);
  const [field] = fields;
  if (fields.length !== 1 || field === undefined || !names.includes(field)) {
    throw badRequest(`unknown field ${fields.join(", ")}; allowed: one of ${names.join(", ")}`);
  }
  return withArray([], await columnArray(reader, "sitecol", field));
}
