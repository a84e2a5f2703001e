/** What is known of the assets: tags with their values, and the names of the values. */
import { byCodePoint } from "../../risk/exposure/assets.ts";
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
  const perils = columnsOfPerils(results);
  const described = {
    ...tagLists(await readTags(results)),
    ...(perils === undefined ? {} : { multi_risk: perils }),
    names,
  };
  return [textScalar("json", pythonJson(described)), EXTRA];
}

/** Columns of `asset_risk` beside those of the assets, sorted. */
function columnsOfPerils({ reader }: Results): readonly string[] | undefined {
  const [risk, assets] = ["asset_risk", "assetcol"].map((name) => reader.describe(name));
  if (risk?.kind !== "table" || assets?.kind !== "table") return undefined;
  const own = new Set(assets.columns.map(({ name }) => name));
  return risk.columns
    .map(({ name }) => name)
    .filter((name) => !own.has(name))
    .sort(byCodePoint);
}
