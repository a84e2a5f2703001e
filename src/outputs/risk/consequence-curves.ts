/** Aggregate curves of one key and loss type, all columns: consequences of damage, or losses. */
import { lossNameOf } from "../../risk/losses/loss-ids.ts";
import { numberArray, textList, withArray } from "../arrays/named-array.ts";
import { integers, type Query, strings } from "../arrays/query.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { badRequest, notFound } from "../output-error.ts";
import { isStored, type Results } from "../results.ts";
import { readAggregateRows } from "./aggregate-risk.ts";

export const consequenceCurves: Output = {
  key: "csq_curves",
  extract: extractCurves,
  needs: "aggregate curves",
  size: { reads: ["aggcurves"] },
};

/**
 * `csq_curves?agg_id=0&loss_type=structural`: `array` rows x columns, the return period and realization of each row, and the names
 * of the columns.
 */
async function extractCurves(results: Results, query: Query): Promise<NamedArray[]> {
  if (!isStored(results, "aggcurves")) throw notFound("the calculation stored no aggregate curves");
  const [lossType, ...others] = strings(query, "loss_type") ?? [];
  if (lossType === undefined || others.length > 0) throw badRequest("give one loss_type");
  const [key = 0, ...more] = integers(query, "agg_id") ?? [];
  if (more.length > 0) throw badRequest("give one agg_id");
  const { keys, realizations, lossIds, values } = await readAggregateRows(results, "aggcurves");
  const lossTypes = [...new Set(lossIds)].map(lossNameOf).sort();
  if (!lossTypes.includes(lossType)) throw badRequest(`no curves of ${lossType}; allowed: ${lossTypes.join(", ")}`);
  const rows = Array.from(keys.keys()).filter((row) => keys[row] === key && lossNameOf(lossIds[row]!) === lossType);
  if (rows.length === 0) throw notFound(`no curves of ${lossType} with agg_id ${key}`);
  const names = [...values.keys()].filter((name) => name !== "return_period");
  const columns = names.map((name) => values.get(name)!);
  const data = Float32Array.from(rows.flatMap((row) => columns.map((column) => column[row]!)));
  const periods = values.get("return_period")!;
  const whole = (name: string, of: ArrayLike<number>) =>
    numberArray(
      name,
      Uint32Array.from(rows, (row) => of[row]!),
      "<u4",
      [rows.length],
    );
  return withArray(
    [whole("return_period", periods), whole("rlz_id", realizations), textList("consequences", names)],
    numberArray("array", data, "<f4", [rows.length, names.length]),
  );
}
