/** What is known of the assets: tags with their values, and the names of the values. */
import { EXTRA, textScalar } from "../arrays/named-array.ts";
import { pythonJson } from "../arrays/python-json.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import type { Results } from "../results.ts";
import { readTags, tagLists } from "./asset-tags.ts";
import { valueColumns } from "./assets.ts";

export const exposureMetadata: Output = {
  key: "exposure_metadata",
  extract: extractMetadata,
  needs: "an exposure",
  size: { reads: ["assetcol"] },
  permission: { extract: 1 },
};

async function extractMetadata(results: Results): Promise<NamedArray[]> {
  const names = valueColumns(results).filter((name) => name !== "occupants_avg");
  return [textScalar("json", pythonJson({ ...tagLists(await readTags(results)), names })), EXTRA];
}
