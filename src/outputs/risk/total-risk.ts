/** Sums over all assets by volcanic peril. */
import type { Output } from "../output.ts";
import { isStored } from "../results.ts";
import { storedTable } from "../tables/stored-table.ts";

export const totalRisk: Output = {
  key: "agg_risk",
  title: "Total Risk",
  formats: ["csv"],
  further: ["json", "parquet"],
  offered: (results) => isStored(results, "agg_risk"),
  table: (results) => [{ ...storedTable(results, "agg_risk"), comment: undefined }],
  needs: "risk of volcanic perils",
  permission: { extract: 1 },
};
