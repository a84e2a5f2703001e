/** Statistics over realizations of aggregate risk and of aggregate curves, made when they are asked for. */
import { computeStatistic, type Statistic } from "../../hazard/curves/statistics.ts";
import { lossNameOf } from "../../risk/losses/loss-ids.ts";
import type { Output } from "../output.ts";
import { isStored, type Results, readNumbers } from "../results.ts";
import { provenanceComment } from "../tables/comment.ts";
import { FIVE_DIGITS, INTEGER, type OutputTable, type TableColumn, TEXT, tableInMemory } from "../tables/table.ts";
import { aggregateFiles, readAggregateKeys } from "./aggregate-keys.ts";
import { type AggregateRows, readAggregateRows } from "./aggregate-risk.ts";

const aggregateStatistics = (table: "aggrisk" | "aggcurves", title: string): Output => ({
  key: `${table}-stats`,
  title,
  formats: ["csv"],
  further: ["json", "parquet"],
  offered: (results) =>
    isStored(results, table) &&
    ((table === "aggrisk" && results.calculationMode === "scenario_risk") ||
      (results.realizationCount > 1 && results.parameters["collect_rlzs"] !== true)),
  table: (results) => aggregateStatisticTables(results, table),
  size: { reads: [table, "agg_values"], readToDescribe: [table, "agg_values"], listed: null },
});

export const aggregateRiskStatistics = aggregateStatistics("aggrisk", "Aggregate Risk Statistics");
export const aggregateCurveStatistics = aggregateStatistics("aggcurves", "Aggregate Risk Curves Statistics");

/** `mean`, `std`, `max`, `quantile-0.15` by their names. */
export function statisticOf(name: string): Statistic {
  if (name === "mean" || name === "std" || name === "max") return { kind: name };
  return { kind: "quantile", level: Number(name.slice("quantile-".length)) };
}

/** Weights of the realizations. */
export async function weightsOf(results: Results): Promise<Float64Array> {
  const { parameters, realizationCount } = results;
  const samples = parameters["number_of_logic_tree_samples"];
  if (typeof samples === "number" && samples > 0) return new Float64Array(samples).fill(1 / samples);
  if (results.reader.describe("weights") === undefined) return new Float64Array(realizationCount).fill(1);
  const all = await readNumbers(results, "weights");
  const width = all.length / realizationCount;
  return Float64Array.from({ length: realizationCount }, (_, r) => all[r * width]!);
}

/** Rows of one key, return period and loss type: one a realization that has losses. */
interface Group {
  readonly key: number;
  readonly period: number;
  readonly lossType: string;
  readonly rows: number[];
}

function groupsOf(rows: AggregateRows): readonly Group[] {
  const periods = rows.values.get("return_period");
  const groups = new Map<string, Group>();
  for (let row = 0; row < rows.keys.length; row++) {
    const period = periods?.[row] ?? 0;
    const lossType = lossNameOf(rows.lossIds[row]!);
    const name = `${rows.keys[row]} ${period} ${lossType}`;
    const group = groups.get(name) ?? { key: rows.keys[row]!, period, lossType, rows: [] };
    groups.set(name, group);
    group.rows.push(row);
  }
  return [...groups.values()].sort(
    (a, b) => a.key - b.key || a.period - b.period || (a.lossType < b.lossType ? -1 : a.lossType > b.lossType ? 1 : 0),
  );
}

/** A row of statistics: of one key, return period and loss type. */
export interface StatisticRow {
  readonly group: Group;
  readonly statistic: string;
}

export interface StatisticRows {
  /** In the order of keys, return periods, loss types and statistics. */
  readonly pairs: readonly StatisticRow[];
  /** Names of the values. */
  readonly columns: readonly string[];
  readonly at: (row: StatisticRow, column: string) => number;
}

/** Statistics over realizations. A realization without losses of a key counts with 0. */
export async function aggregateStatisticRows(results: Results, rows: AggregateRows): Promise<StatisticRows> {
  const weights = await weightsOf(results);
  const order = new Uint32Array(weights.length);
  return {
    pairs: groupsOf(rows).flatMap((group) => results.stats.map((statistic) => ({ group, statistic }))),
    columns: [...rows.values.keys()].filter((column) => column !== "return_period"),
    at({ group, statistic }, column) {
      const values = new Float64Array(weights.length);
      for (const row of group.rows) values[rows.realizations[row]!] = rows.values.get(column)![row]!;
      return computeStatistic(statisticOf(statistic), values, weights, order);
    },
  };
}

async function aggregateStatisticTables(results: Results, name: "aggrisk" | "aggcurves"): Promise<OutputTable[]> {
  const keys = await readAggregateKeys(results);
  const { pairs: all, columns, at } = await aggregateStatisticRows(results, await readAggregateRows(results, name));
  const curves = name === "aggcurves";
  return aggregateFiles(keys).map(({ tags, has }) => {
    const pairs = all.filter(({ group }) => has(group.key));
    const described: TableColumn[] = [
      ...(curves ? [{ name: "return_period", format: INTEGER, unit: "years" }] : []),
      { name: "loss_type", format: TEXT },
      ...columns.map((column) => ({ name: column, format: FIVE_DIGITS })),
      { name: "stat", format: TEXT },
      ...tags.map((tag) => ({ name: tag, format: TEXT })),
    ];
    const cells = [
      ...(curves ? [Uint32Array.from(pairs, ({ group }) => group.period)] : []),
      pairs.map(({ group }) => group.lossType),
      ...columns.map((column) => Float32Array.from(pairs, (pair) => at(pair, column))),
      pairs.map(({ statistic }) => statistic),
      ...tags.map((_, t) => pairs.map(({ group }) => keys.tagsOf[group.key]![t] ?? "")),
    ];
    return tableInMemory(
      { name: `${name}-stats-${tags.join("-")}`, comment: provenanceComment(results), columns: described },
      cells,
    );
  });
}
