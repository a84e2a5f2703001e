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
function statisticOf(name: string): Statistic {
  if (name === "mean" || name === "std" || name === "max") return { kind: name };
  return { kind: "quantile", level: Number(name.slice("quantile-".length)) };
}

async function weightsOf(results: Results): Promise<Float64Array> {
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

/** A realization without losses of a key counts with 0. */
async function aggregateStatisticTables(results: Results, name: "aggrisk" | "aggcurves"): Promise<OutputTable[]> {
  const keys = await readAggregateKeys(results);
  const rows = await readAggregateRows(results, name);
  const weights = await weightsOf(results);
  const names = results.stats;
  const columns = [...rows.values.keys()].filter((column) => column !== "return_period");
  const groups = groupsOf(rows);
  const curves = name === "aggcurves";
  return aggregateFiles(keys).map(({ tags, has }) => {
    const chosen = groups.filter(({ key }) => has(key));
    const count = chosen.length * names.length;
    const order = new Uint32Array(weights.length);
    const at = (group: Group, column: string, statistic: string): number => {
      const values = new Float64Array(weights.length);
      for (const row of group.rows) values[rows.realizations[row]!] = rows.values.get(column)![row]!;
      return computeStatistic(statisticOf(statistic), values, weights, order);
    };
    const pairs = chosen.flatMap((group) => names.map((statistic) => ({ group, statistic })));
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
      ...columns.map((column) => Float32Array.from(pairs, ({ group, statistic }) => at(group, column, statistic))),
      pairs.map(({ statistic }) => statistic),
      ...tags.map((_, t) => pairs.map(({ group }) => keys.tagsOf[group.key]![t] ?? "")),
    ];
    const table = tableInMemory(
      { name: `${name}-stats-${tags.join("-")}`, comment: provenanceComment(results), columns: described },
      cells,
    );
    return { ...table, rows: count };
  });
}
