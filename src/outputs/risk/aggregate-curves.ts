/** Aggregate loss curves: losses by return period, of single events and of the sums or largest of years. */
import { pythonFloat } from "../../inputs/python-float.ts";
import { lossNameOf } from "../../risk/losses/loss-ids.ts";
import type { Output } from "../output.ts";
import { isStored, type Results } from "../results.ts";
import { provenanceComment, pythonString } from "../tables/comment.ts";
import { FIVE_DIGITS, INTEGER, type OutputTable, type TableColumn, TEXT, tableInMemory } from "../tables/table.ts";
import { aggregateFiles, aggregateValue, readAggregateKeys } from "./aggregate-keys.ts";
import { limitStates, readAggregateRows } from "./aggregate-risk.ts";
import { listsRealizations, riskTime } from "./asset-columns.ts";

export const aggregateCurves: Output = {
  key: "aggcurves",
  title: "Aggregate Risk Curves",
  formats: ["csv"],
  further: ["json", "parquet"],
  offered: (results) => isStored(results, "aggcurves") && listsRealizations(results),
  table: aggregateCurveTables,
  size: { reads: ["aggcurves", "agg_values"], readToDescribe: ["aggcurves", "agg_values"] },
};

/** `loss_aep` -> `loss`. */
function withoutKind(column: string): string {
  return column.replace(/_(aep|oep)$/, "");
}

async function aggregateCurveTables(results: Results): Promise<OutputTable[]> {
  const keys = await readAggregateKeys(results);
  const rows = await readAggregateRows(results, "aggcurves");
  const { attributes } = results.reader.describe("aggcurves")!;
  const many = results.realizationCount > 1 && results.parameters["collect_rlzs"] !== true;
  const periods = rows.values.get("return_period")!;
  const consequences = [...rows.values.keys()].filter((name) => name !== "return_period");
  const comment = [
    ...provenanceComment(results),
    riskTime(results),
    ["num_events", String(attributes["num_events"])] as const,
    ["effective_time", pythonFloat(Number(attributes["effective_time"]))] as const,
    ["limit_states", pythonString(limitStates(results).join(" "))] as const,
  ];
  return aggregateFiles(keys).map(({ tags, has }) => {
    const order = Array.from(rows.keys.keys()).filter(
      (row) => has(rows.keys[row]!) && lossNameOf(rows.lossIds[row]!) !== "claim",
    );
    const lossTypes = order.map((row) => lossNameOf(rows.lossIds[row]!));
    const columns: TableColumn[] = [
      ...tags.map((name) => ({ name, format: TEXT })),
      { name: "return_period", format: INTEGER, unit: "years" },
      { name: "loss_type", format: TEXT },
      ...(many ? [{ name: "rlz_id", format: INTEGER }] : []),
      ...consequences.flatMap((name): TableColumn[] => [
        { name: `${name}_value`, format: FIVE_DIGITS },
        { name: `${name}_ratio`, format: FIVE_DIGITS, unit: "1" },
      ]),
    ];
    const cells = [
      ...tags.map((_, t) => order.map((row) => keys.tagsOf[rows.keys[row]!]![t] ?? "")),
      Uint32Array.from(order, (row) => periods[row]!),
      lossTypes,
      ...(many ? [Uint16Array.from(order, (row) => rows.realizations[row]!)] : []),
      ...consequences.flatMap((name) => {
        const column = rows.values.get(name)!;
        return [
          Float32Array.from(order, (row) => column[row]!),
          Float32Array.from(order, (row, i) => {
            const value = aggregateValue(results, keys, withoutKind(name), lossTypes[i]!, rows.keys[row]!);
            return column[row]! / value;
          }),
        ];
      }),
    ];
    return tableInMemory({ name: `aggcurves-${tags.join("-")}`, comment, columns }, cells);
  });
}
