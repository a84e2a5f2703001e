/** Average losses of every asset, by realization or as statistics over realizations. */
import type { Output } from "../output.ts";
import { isStored, type Results, readNumbers } from "../results.ts";
import { FIVE_DIGITS, type OutputTable } from "../tables/table.ts";
import { assetTable, columnsOfKind, kindNames, listsRealizations, lossUnit, readAssets } from "./asset-columns.ts";
import { lossTypesOf } from "./asset-losses.ts";

const averageLosses = (kind: "rlzs" | "stats"): Output => {
  const key = `avg_losses-${kind}`;
  return {
    key,
    title: kind === "rlzs" ? "Average Asset Losses" : "Average Asset Losses Statistics",
    formats: ["csv"],
    further: ["geojson", "json", "parquet"],
    offered: (results) =>
      isStored(results, key) &&
      (kind === "stats" || results.calculationMode === "scenario_risk" || listsRealizations(results)),
    table: (results) => averageLossTables(results, key),
    size: { reads: [key, "assetcol"], readToDescribe: ["assetcol"] },
  };
};

export const averageLossesByRealization = averageLosses("rlzs");
export const averageLossStatistics = averageLosses("stats");

async function averageLossTables(results: Results, key: string): Promise<OutputTable[]> {
  const assets = await readAssets(results);
  const lossTypes = lossTypesOf(results, key);
  const arrays = await Promise.all(lossTypes.map((lossType) => readNumbers(results, `${key}/${lossType}`)));
  const kinds = kindNames(results, `${key}/${lossTypes[0]}`);
  return kinds.map((kind, k) =>
    assetTable(
      results,
      assets,
      { name: `avg_losses-${kind}` },
      lossTypes.map((name) => ({ name, unit: lossUnit(results, name), meaning: "average loss of the asset" })),
      arrays.map((data) => columnsOfKind(data, kinds.length, k, 1)[0]!),
      FIVE_DIGITS,
    ),
  );
}
