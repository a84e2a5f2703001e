/** Average losses of every asset as records with its name, tags and place. */
import { bytesOf, EXTRA, recordArray } from "../arrays/named-array.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import type { Results } from "../results.ts";
import { assetFields, columnsOfKind, readAssets } from "./asset-columns.ts";
import { AVERAGE_LOSSES, lossTypesOf, readAssetLosses, storedLosses } from "./asset-losses.ts";

export const lossesByAsset: Output = {
  key: "losses_by_asset",
  extract: extractLosses,
  needs: "losses of assets",
  size: { reads: [...AVERAGE_LOSSES, "assetcol"] },
  permission: { extract: 1 },
};

/** One member a statistic, or a realization where there are no statistics. */
async function extractLosses(results: Results): Promise<NamedArray[]> {
  const key = storedLosses(results);
  const assets = await readAssets(results);
  const fields = assetFields(assets);
  // Sums of types and insured losses are told by agg_losses only, as in the reference.
  const single = lossTypesOf(results, key).filter((name) => !name.includes("+") && !name.endsWith("_ins"));
  const losses = await Promise.all(single.map((name) => readAssetLosses(results, key, name)));
  const members = (losses[0]?.kinds ?? []).map((kind, k) => {
    const columns = losses.map(({ lossType, kinds, data }) => ({
      name: lossType,
      dtype: "<f4" as const,
      bytes: bytesOf(columnsOfKind(data, kinds.length, k, 1)[0]!),
    }));
    return recordArray(kind, [...fields, ...columns], assets.count);
  });
  return [...members, EXTRA];
}
