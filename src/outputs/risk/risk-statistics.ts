/** Statistics over realizations of aggregate risk and of aggregate curves, key by key, in columns. */
import { numberArray, textList } from "../arrays/named-array.ts";
import type { Query } from "../arrays/query.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { notFound } from "../output-error.ts";
import { isStored, type Results } from "../results.ts";
import { readAggregateRows } from "./aggregate-risk.ts";
import { aggregateStatisticRows } from "./aggregate-statistics.ts";

export const riskStatistics: Output = {
  key: "risk_stats",
  extract: extractStatistics,
  argument: "table",
  needs: "aggregate risk",
  size: { reads: ["aggrisk", "aggcurves"] },
};

/** `risk_stats/aggrisk`, `risk_stats/aggcurves`: a member a column. Texts are texts, where the reference has Python objects. */
async function extractStatistics(results: Results, _query: Query, table: string): Promise<NamedArray[]> {
  if (table !== "aggrisk" && table !== "aggcurves")
    throw notFound(`risk_stats/${table}: there are statistics of aggrisk and aggcurves`);
  if (!isStored(results, table)) throw notFound(`the calculation stored no ${table}`);
  const rows = await readAggregateRows(results, table);
  const { pairs, columns, at } = await aggregateStatisticRows(results, rows);
  const count = pairs.length;
  return [
    numberArray(
      "agg_id",
      Uint32Array.from(pairs, ({ group }) => group.key),
      "<u4",
      [count],
    ),
    ...(table === "aggcurves"
      ? [
          numberArray(
            "return_period",
            Uint32Array.from(pairs, ({ group }) => group.period),
            "<u4",
            [count],
          ),
        ]
      : []),
    textList(
      "loss_type",
      pairs.map(({ group }) => group.lossType),
    ),
    ...columns.map((name) =>
      numberArray(
        name,
        Float64Array.from(pairs, (pair) => at(pair, name)),
        "<f8",
        [count],
      ),
    ),
    textList(
      "stat",
      pairs.map(({ statistic }) => statistic),
    ),
  ];
}
