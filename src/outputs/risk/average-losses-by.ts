/** Average losses summed by a tag of the assets. */
import type { Output } from "../output.ts";
import { isStored } from "../results.ts";
import { storedTable } from "../tables/stored-table.ts";
import { namesBelow } from "./asset-columns.ts";

export const averageLossesBy: Output = {
  key: "avg_losses_by",
  title: "Average Losses By",
  formats: ["csv"],
  further: ["json", "parquet"],
  offered: (results) => isStored(results, "avg_losses_by"),
  table: (results) =>
    namesBelow(results, "avg_losses_by").map((tag) => ({
      ...storedTable(results, `avg_losses_by/${tag}`, `avg_losses_by_-${tag}`),
      comment: undefined,
    })),
};
