/** All that is known of the sites, in the order of the stored columns. */
import type { Output } from "../output.ts";
import { notFound } from "../output-error.ts";
import { isKnown, isStored, type Results } from "../results.ts";
import { pickRows } from "../tables/pick-rows.ts";
import { storedTable } from "../tables/stored-table.ts";
import type { OutputTable } from "../tables/table.ts";

export const siteModel: Output = {
  key: "site_model",
  title: "Site Model",
  formats: ["csv"],
  further: ["geojson", "json", "parquet"],
  offered: (results) => isStored(results, "site_model") || hasSiteModel(results),
  table: siteModelTables,
  size: { reads: ["sitecol", "assetcol"], listed: "sitecol" },
};

/** Whether the parameters of the sites were given by a file. */
function hasSiteModel(results: Results): boolean {
  const { inputs } = results.parameters;
  return (
    isKnown(results, "site_model") ||
    (typeof inputs === "object" && inputs !== null && "site_model" in inputs && isKnown(results, "sitecol"))
  );
}

async function siteModelTables(results: Results): Promise<OutputTable[]> {
  if (results.reader.describe("sitecol")?.kind !== "table") throw notFound("the calculation stored no sites");
  const table = storedTable(results, "sitecol", "site_model");
  const kept = await sitesWithAssets(results);
  return [kept === undefined ? table : pickRows(table, kept)];
}

/** Hazard that is given, or conditioned on stations, is at more sites than there are assets at; only those of assets are listed. */
async function sitesWithAssets({ reader }: Results): Promise<Uint32Array | undefined> {
  if (reader.describe("assetcol")?.kind !== "table") return undefined;
  const sites = (await reader.readColumn("assetcol", "site_id")) as Uint32Array;
  return Uint32Array.from(new Set(sites)).sort();
}
