/** Damage and losses of every asset by volcanic peril. */
import type { Output } from "../output.ts";
import { isStored, type Results } from "../results.ts";
import { storedTable } from "../tables/stored-table.ts";
import { FIVE_DIGITS, type OutputTable } from "../tables/table.ts";
import { tagNames } from "./asset-columns.ts";
import { assetRecords } from "./assets.ts";

export const assetRisk: Output = {
  key: "asset_risk",
  title: "Exposure + Risk",
  formats: ["csv"],
  further: ["geojson", "json", "parquet"],
  offered: (results) => isStored(results, "asset_risk"),
  table: (results) => [assetRiskTable(results)],
  extract: (results, query) => assetRecords(results, query, "asset_risk"),
  needs: "assets by several perils",
  size: { reads: ["asset_risk", "assetcol"] },
  permission: { extract: 1 },
};

/** Tags, places, then the other columns as they are stored; losses last, sorted. */
function assetRiskTable(results: Results): OutputTable {
  const table = storedTable(results, "asset_risk");
  const tags = tagNames(results);
  const names = table.columns.map(({ name }) => name);
  const losses = names.filter((name) => name.includes("loss")).sort();
  const shown = new Set([...tags, "lon", "lat", ...losses]);
  const order = [...tags, "lon", "lat", ...names.filter((name) => !shown.has(name)), ...losses];
  const places = order.map((name) => names.indexOf(name));
  return {
    ...table,
    comment: undefined,
    columns: places.map((place) => {
      const column = table.columns[place]!;
      // Places, too, have five digits in this table.
      if (column.name === "lon" || column.name === "lat") return { ...column, format: FIVE_DIGITS };
      if (column.name === "id") return { ...column, name: "asset_id", meaning: "name of the asset" };
      return column;
    }),
    read: async (start, stop) => {
      const cells = await table.read(start, stop);
      return places.map((place) => cells[place]!);
    },
  };
}
