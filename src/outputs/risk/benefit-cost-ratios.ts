/** Benefit-cost ratios of retrofitting every asset, with its losses before and after. */
import type { Output } from "../output.ts";
import { type Results, readNumbers } from "../results.ts";
import { FIVE_DIGITS, type OutputTable } from "../tables/table.ts";
import { assetTable, columnsOfKind, kindNames, lossUnit, readAssets } from "./asset-columns.ts";

const benefitCostRatios = (kind: "rlzs" | "stats"): Output => ({
  key: `bcr-${kind}`,
  title: kind === "rlzs" ? "Benefit Cost Ratios" : "Benefit Cost Ratios Statistics",
  formats: ["csv"],
  further: ["geojson", "json", "parquet"],
  table: (results) => benefitCostTables(results, `bcr-${kind}`),
  size: { reads: [`bcr-${kind}`, "assetcol"], readToDescribe: ["assetcol"] },
});

export const benefitCostByRealization = benefitCostRatios("rlzs");
export const benefitCostStatistics = benefitCostRatios("stats");

async function benefitCostTables(results: Results, key: string): Promise<OutputTable[]> {
  const assets = await readAssets(results);
  const data = await readNumbers(results, key);
  const kinds = kindNames(results, key);
  const unit = lossUnit(results, "structural");
  const columns = [
    { name: "annual_loss_orig", unit, meaning: "expected loss of the building as it is, in the risk time" },
    { name: "annual_loss_retro", unit, meaning: "expected loss of the retrofitted building, in the risk time" },
    { name: "bcr", unit: "1", meaning: "losses avoided over the life of the building, discounted, over the cost" },
  ];
  return kinds.map((kind, k) =>
    assetTable(
      results,
      assets,
      { name: `bcr-${kind}`, comment: undefined },
      columns,
      columnsOfKind(data, kinds.length, k, columns.length),
      FIVE_DIGITS,
    ),
  );
}
