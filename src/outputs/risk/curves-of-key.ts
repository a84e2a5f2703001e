/** Aggregate loss curves of one aggregation key, or of everything, as an array with names along its axes. */

import { computeStatistic } from "../../hazard/curves/statistics.ts";
import { lossNameOf } from "../../risk/losses/loss-ids.ts";
import { numberArray, textScalar, withArray } from "../arrays/named-array.ts";
import { pythonJson } from "../arrays/python-json.ts";
import { type Query, strings } from "../arrays/query.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { badRequest, notFound } from "../output-error.ts";
import { type Results, realizationName } from "../results.ts";
import { type AggregateKeys, aggregateValue, readAggregateKeys } from "./aggregate-keys.ts";
import { readAggregateRows } from "./aggregate-risk.ts";
import { statisticOf, weightsOf } from "./aggregate-statistics.ts";
import { lossUnit } from "./asset-columns.ts";

export const curvesOfKey: Output = {
  key: "agg_curves",
  extract: extractCurves,
  needs: "loss curves",
  size: { reads: ["aggcurves", "agg_values"] },
  permission: { extract: 1 },
};

const OWN: ReadonlySet<string> = new Set(["kind", "loss_type", "absolute"]);

/** The one value of a key. @throws OutputError */
function one(query: Query, name: string, allowed: string): string {
  const [value, ...others] = strings(query, name) ?? [];
  if (value === undefined || others.length > 0) throw badRequest(`give one ${name}=: ${allowed}`);
  return value;
}

/** Number of the key with the tags asked for; the total without tags. */
function keyOf({ groups, total, groupOf, tagsOf }: AggregateKeys, tags: ReadonlyMap<string, string>): number {
  if (tags.size === 0) return total;
  const group = groups.findIndex((names) => names.length === tags.size && names.every((name) => tags.has(name)));
  if (group < 0) {
    const allowed = groups.map((names) => names.join(" and ")).join("; ") || "none: there is no aggregate_by";
    throw badRequest(`losses are not aggregated by ${[...tags.keys()].join(" and ")}; allowed: ${allowed}`);
  }
  const names = groups[group]!;
  const key = tagsOf.findIndex(
    (values, k) => groupOf[k] === group && names.every((name, t) => values[t] === tags.get(name)),
  );
  if (key < 0)
    throw notFound(`no assets have ${Array.from(tags, ([name, value]) => `${name}=${value}`).join(" and ")}`);
  return key;
}

/** `array` kinds x return periods x kinds of losses (x 1 for each tag); `json` names the axes. Ratios when `absolute` is 0. */
async function extractCurves(results: Results, query: Query): Promise<NamedArray[]> {
  const kind = one(query, "kind", "rlzs, stats, rlz-N or the name of a statistic");
  const lossType = one(query, "loss_type", "the loss type");
  const absolute = one(query, "absolute", "0 or 1");
  if (!["0", "1", "true", "false"].includes(absolute)) throw badRequest(`absolute must be 0 or 1, not ${absolute}`);
  const tags = new Map(
    [...query.keys()].filter((name) => !OWN.has(name)).map((name) => [name, one(query, name, "a value of the tag")]),
  );
  const keys = await readAggregateKeys(results);
  const key = keyOf(keys, tags);
  const rows = await readAggregateRows(results, "aggcurves");
  const lossTypes = [...new Set(Array.from(rows.lossIds, lossNameOf))].sort();
  if (!lossTypes.includes(lossType)) throw badRequest(`no curves of ${lossType}; allowed: ${lossTypes.join(", ")}`);
  const stored = rows.values.get("return_period")!;
  const periods = [...new Set(stored)].sort((a, b) => a - b);
  const place = new Map(periods.map((period, i) => [period, i]));
  const fields = [...rows.values.keys()].filter((name) => name !== "return_period");
  const count = results.parameters["collect_rlzs"] === true ? 1 : results.realizationCount;
  const size = periods.length * fields.length;
  const curves = new Float64Array(count * size);
  for (let row = 0; row < rows.keys.length; row++) {
    if (rows.keys[row] !== key || lossNameOf(rows.lossIds[row]!) !== lossType) continue;
    const at = rows.realizations[row]! * size + place.get(stored[row]!)! * fields.length;
    for (const [f, name] of fields.entries()) curves[at + f] = rows.values.get(name)![row]!;
  }
  if (absolute === "0" || absolute === "false")
    for (const [f, name] of fields.entries()) {
      const value = aggregateValue(results, keys, name.replace(/_(aep|oep)$/, ""), lossType, key);
      for (let i = f; i < curves.length; i += fields.length) curves[i]! /= value;
    }
  const { names, data } = await ofKinds(results, kind, curves, count, size);
  const axes = {
    shape_descr: ["kind", "return_period", "ep_field", ...tags.keys()],
    kind: names,
    return_period: periods,
    // Of the loss types of the functions only, as clients know it.
    units: lossTypes.filter((name) => !/[+]|_ins$/.test(name)).map((name) => lossUnit(results, name)),
    ep_field: fields,
    ...Object.fromEntries(Array.from(tags, ([name, value]) => [name, [value]])),
  };
  const shape = [names.length, periods.length, fields.length, ...Array.from(tags, () => 1)];
  return withArray([textScalar("json", pythonJson(axes))], numberArray("array", data, "<f8", shape));
}

/** Curves of the realizations or statistics that a kind names. */
async function ofKinds(
  results: Results,
  kind: string,
  curves: Float64Array,
  count: number,
  size: number,
): Promise<{ readonly names: readonly string[]; readonly data: Float64Array }> {
  if (kind === "rlzs") return { names: Array.from({ length: count }, (_, r) => realizationName(r)), data: curves };
  const realization = /^rlz-(\d+)$/.exec(kind)?.[1];
  if (realization !== undefined) {
    const r = Number(realization);
    if (r >= count) throw notFound(`there is no realization ${r}: the calculation has ${count}`);
    return { names: [kind], data: curves.subarray(r * size, (r + 1) * size) };
  }
  const names = kind === "stats" ? results.stats : [kind];
  if (names.length === 0 || names.some((name) => !results.stats.includes(name)))
    throw badRequest(
      `kind must be rlzs, stats, rlz-N or one of ${results.stats.join(", ") || "no statistics"}, not ${kind}`,
    );
  const weights = count === 1 ? Float64Array.of(1) : await weightsOf(results);
  const order = new Uint32Array(count);
  const data = new Float64Array(names.length * size);
  const values = new Float64Array(count);
  for (const [s, name] of names.entries())
    for (let i = 0; i < size; i++) {
      for (let r = 0; r < count; r++) values[r] = curves[r * size + i]!;
      data[s * size + i] = computeStatistic(statisticOf(name), values, weights, order);
    }
  return { names, data };
}
