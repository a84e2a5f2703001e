/** Reinsured losses: of the portfolio in every event, by return period, and averages of portfolio and policies. */
import type { Output } from "../output.ts";
import { storedTable } from "../tables/stored-table.ts";

const reinsurance = (key: string, title: string): Output => ({
  key,
  title,
  formats: ["csv"],
  further: ["json", "parquet"],
  table: (results) => [storedTable(results, key)],
});

export const reinsuredEvents = reinsurance("reinsurance-risk_by_event", "Reinsurance By Event");
export const reinsuranceCurves = reinsurance("reinsurance-aggcurves", "Aggregated Reinsurance Curves");
export const averageReinsurance = reinsurance("reinsurance-avg_portfolio", "Average Reinsurance");
export const averageReinsuranceByPolicy = reinsurance("reinsurance-avg_policy", "Average Reinsurance By Policy");
