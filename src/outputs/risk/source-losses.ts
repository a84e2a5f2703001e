/** Losses that each source causes. */
import type { Output } from "../output.ts";
import { isStored } from "../results.ts";
import { provenanceComment } from "../tables/comment.ts";
import { storedTable } from "../tables/stored-table.ts";
import { namesBelow, riskTimeComment } from "./asset-columns.ts";

export const sourceLosses: Output = {
  key: "src_loss_table",
  title: "Source Loss Table",
  formats: ["csv"],
  further: ["json", "parquet"],
  offered: (results) => isStored(results, "src_loss_table"),
  table: (results) =>
    namesBelow(results, "src_loss_table").map((lossType) => ({
      ...storedTable(results, `src_loss_table/${lossType}`, `src_loss_${lossType}`),
      comment: [...provenanceComment(results), ...riskTimeComment(results)],
    })),
};
