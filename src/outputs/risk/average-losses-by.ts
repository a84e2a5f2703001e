/** Average losses summed by a tag of the assets. */
import { numberArray, textList } from "../arrays/named-array.ts";
import type { Query } from "../arrays/query.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { badRequest, notFound } from "../output-error.ts";
import { isStored, type Results } from "../results.ts";
import { storedTable } from "../tables/stored-table.ts";
import { namesBelow } from "./asset-columns.ts";
import { lossTypesOf, readAssetLosses } from "./asset-losses.ts";
import { readTags } from "./asset-tags.ts";

const STORED = "avg_losses-rlzs";

export const averageLossesBy: Output = {
  key: "avg_losses_by",
  title: "Average Losses By",
  formats: ["csv"],
  further: ["json", "parquet"],
  offered: (results) => isStored(results, "avg_losses_by"),
  extract: extractByTag,
  argument: "tag",
  needs: "losses of assets",
  size: { reads: ["avg_losses-rlzs", "assetcol"], listed: "avg_losses_by" },
  table: (results) =>
    namesBelow(results, "avg_losses_by").map((tag) => ({
      ...storedTable(results, `avg_losses_by/${tag}`, `avg_losses_by_-${tag}`),
      comment: undefined,
    })),
};

/** `avg_losses_by/TAG`: the values of any tag and, a member a loss type, the sums of the assets that have them. */
async function extractByTag(results: Results, _query: Query, name: string): Promise<NamedArray[]> {
  if (!isStored(results, STORED)) throw notFound("the calculation stored no losses of assets");
  const tags = await readTags(results);
  const tag = tags.find((known) => known.name === name);
  if (tag === undefined)
    throw badRequest(`there is no tag ${name || "(none)"}; allowed: ${tags.map((known) => known.name).join(", ")}`);
  const sums: NamedArray[] = [];
  for (const lossType of [...lossTypesOf(results, STORED)].sort()) {
    const { kinds, data } = await readAssetLosses(results, STORED, lossType);
    if (kinds.length > 1)
      throw notFound(`there are ${kinds.length} realizations: avg_losses_by is for one, or with collect_rlzs`);
    const sum = new Float64Array(tag.values.length);
    for (let asset = 0; asset < data.length; asset++) sum[tag.index[asset]!]! += data[asset]!;
    sums.push(numberArray(lossType, Float32Array.from(sum.subarray(1)), "<f4", [sum.length - 1]));
  }
  return [textList(name, tag.values.slice(1)), ...sums];
}
