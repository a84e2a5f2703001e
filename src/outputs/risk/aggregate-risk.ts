/** Aggregate risk: losses, or damaged buildings and consequences, by key and realization. */
import { lossNameOf } from "../../risk/losses/loss-ids.ts";
import type { Output } from "../output.ts";
import { isStored, type Results } from "../results.ts";
import { provenanceComment } from "../tables/comment.ts";
import { FIVE_DIGITS, INTEGER, type OutputTable, type TableColumn, TEXT, tableInMemory } from "../tables/table.ts";
import {
  type AggregateKeys,
  aggregateFiles,
  aggregateValue,
  readAggregateKeys,
  shownLossType,
} from "./aggregate-keys.ts";
import { listsRealizations, riskTimeComment } from "./asset-columns.ts";

export const aggregateRisk: Output = {
  key: "aggrisk",
  title: "Aggregate Risk",
  formats: ["csv"],
  further: ["json", "parquet"],
  offered: (results) =>
    isStored(results, "aggrisk") && (results.calculationMode === "scenario_risk" || listsRealizations(results)),
  table: aggregateRiskTables,
  size: { reads: ["aggrisk", "agg_values"], readToDescribe: ["aggrisk", "agg_values"] },
};

const IDS: ReadonlySet<string> = new Set(["agg_id", "rlz_id", "loss_id"]);

/** Rows of a table of aggregates, with its columns. */
export interface AggregateRows {
  readonly keys: Uint32Array;
  readonly realizations: Uint16Array;
  readonly lossIds: Uint8Array;
  /** Columns of values in the order they are stored. */
  readonly values: ReadonlyMap<string, Float32Array>;
}

export async function readAggregateRows({ reader }: Results, name: string): Promise<AggregateRows> {
  const entry = reader.describe(name);
  const columns = entry?.kind === "table" ? entry.columns.map((column) => column.name) : [];
  const values = new Map<string, Float32Array>();
  for (const column of columns)
    if (!IDS.has(column)) values.set(column, (await reader.readColumn(name, column)) as Float32Array);
  return {
    keys: (await reader.readColumn(name, "agg_id")) as Uint32Array,
    realizations: (await reader.readColumn(name, "rlz_id")) as Uint16Array,
    lossIds: (await reader.readColumn(name, "loss_id")) as Uint8Array,
    values,
  };
}

/** Names of the limit states, for columns `dmg_1`, `dmg_2` ... */
export function limitStates({ reader }: Results): readonly string[] {
  const states = reader.attributes["limit_states"];
  return Array.isArray(states) ? states.map(String) : [];
}

/** Row numbers sorted by key, loss type, as they are stored inside. */
function orderedRows({ keys, lossIds }: AggregateRows, has: (key: number) => boolean): number[] {
  return Array.from(keys.keys())
    .filter((row) => has(keys[row]!) && lossNameOf(lossIds[row]!) !== "claim")
    .sort((a, b) => keys[a]! - keys[b]! || lossIds[a]! - lossIds[b]! || a - b);
}

async function aggregateRiskTables(results: Results): Promise<OutputTable[]> {
  const keys = await readAggregateKeys(results);
  const rows = await readAggregateRows(results, "aggrisk");
  const many = new Set(rows.realizations).size > 1;
  const states = limitStates(results);
  return aggregateFiles(keys).map(({ tags, has }) => {
    const order = orderedRows(rows, has);
    const lossTypes = order.map((row) => shownLossType(results, lossNameOf(rows.lossIds[row]!)));
    const columns: TableColumn[] = [{ name: "loss_type", format: TEXT }];
    const cells: (Float32Array | Float64Array | Uint16Array | readonly string[])[] = [lossTypes];
    for (const [t, tag] of tags.entries()) {
      columns.push({ name: tag, format: TEXT });
      cells.push(order.map((row) => keys.tagsOf[rows.keys[row]!]![t] ?? ""));
    }
    if (many) {
      columns.push({ name: "rlz_id", format: INTEGER });
      cells.push(Uint16Array.from(order, (row) => rows.realizations[row]!));
    }
    for (const [name, column] of rows.values)
      if (name.startsWith("dmg_")) {
        const state = Number(name.slice(4));
        columns.push({
          name: state === 0 ? "no_damage" : (states[state - 1] ?? name),
          format: FIVE_DIGITS,
          unit: "buildings",
        });
        cells.push(Float32Array.from(order, (row) => column[row]!));
      } else pushValue(results, keys, rows, order, name, columns, cells);
    return tableInMemory(
      {
        name: `aggrisk-${tags.join("-")}`,
        comment: [...provenanceComment(results), ...riskTimeComment(results)],
        columns,
      },
      cells,
    );
  });
}

/** A value and its ratio to what the assets of the key are worth. */
function pushValue(
  results: Results,
  keys: AggregateKeys,
  rows: AggregateRows,
  order: readonly number[],
  name: string,
  columns: TableColumn[],
  cells: (Float32Array | Float64Array | Uint16Array | readonly string[])[],
): void {
  const column = rows.values.get(name)!;
  columns.push(
    { name: `${name}_value`, format: FIVE_DIGITS },
    { name: `${name}_ratio`, format: FIVE_DIGITS, unit: "1" },
  );
  cells.push(
    Float32Array.from(order, (row) => column[row]!),
    Float32Array.from(order, (row) => {
      const lossType = lossNameOf(rows.lossIds[row]!);
      return column[row]! / aggregateValue(results, keys, name, lossType, rows.keys[row]!);
    }),
  );
}
