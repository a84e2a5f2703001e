/** Risk-targeted ground motion, as stored. */
import type { Output } from "../output.ts";
import { storedTable } from "../tables/stored-table.ts";

export const riskTargetedMotions: Output = {
  key: "rtgm",
  title: "Risk Targeted Ground Motion",
  formats: ["csv"],
  further: ["json", "parquet"],
  table: (results) => [storedTable(results, "rtgm")],
};
