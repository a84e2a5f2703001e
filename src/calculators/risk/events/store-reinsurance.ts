/** Reinsured losses of a portfolio in the datastore: by event and policy, averages, curves. */
import type { ColumnData, DatastoreWriter } from "../../../datastore/index.ts";
import { InputError } from "../../../input-error.ts";
import type { Job } from "../../../inputs/job.ts";
import type { Aggregation } from "../../../risk/exposure/aggregation.ts";
import type { LocatedAssets } from "../../../risk/exposure/assets.ts";
import { cede, cedePortfolio, type PolicyCession } from "../../../risk/finance/reinsurance.ts";
import { averageOver } from "../../../risk/losses/event-table.ts";
import { lossIdOf } from "../../../risk/losses/loss-ids.ts";
import { lossesByPeriod, lossesOfYears } from "../../../risk/losses/return-periods.ts";
import { type AggregateOptions, returnPeriodsOf } from "./store-aggregates.ts";

/** @throws InputError for losses that are not those of a policy */
export function refuseReinsurance({ parameters, risk }: Job, assets: LocatedAssets): void {
  if (risk!.reinsurance.size === 0) return;
  if (parameters.aggregate_by[0]?.join() !== "policy")
    throw new InputError(
      `The field \`aggregate_by = policy\` is required for reinsurance calculations. Got \`aggregate_by = ${parameters.aggregate_by.map((names) => names.join(",")).join(";")}\` instead.`,
      { parameter: "aggregate_by", allowed: "policy" },
    );
  if (!assets.tags.some(({ name }) => name === "policy"))
    throw new InputError("reinsurance needs the policies of the assets: the exposure has no tag policy", {
      parameter: "reinsurance_file",
    });
}

/** Tables `reinsurance-risk_by_event`, `reinsurance_by_policy`, `reinsurance-avg_portfolio`, `reinsurance-avg_policy`, `reinsurance-aggcurves`. */
export function storeReinsurance(
  job: Job,
  writer: DatastoreWriter,
  { hazard, time, table }: AggregateOptions,
  aggregation: Aggregation,
  claims: boolean,
): void {
  const [found] = job.risk!.reinsurance;
  if (found === undefined) return;
  const [lossType, model] = found;
  // Deductibles of the assets have made claims of the losses already.
  const lossId = lossIdOf(claims ? "claim" : lossType);
  const policyOf = new Map(model.policies.map((name, row) => [name, row]));
  const rowOfKey = aggregation.keys.map(({ group, values }) => (group === 0 ? policyOf.get(values[0]!) : undefined));
  const losses = table.values.get("loss")!;
  const rows: PolicyCession[] = [];
  const keyOf = new Map<number, number>();
  for (let row = 0; row < table.events.length; row++) {
    if (table.lossIds[row] !== lossId) continue;
    const policy = rowOfKey[table.keys[row]!];
    if (policy === undefined) continue;
    keyOf.set(policy, table.keys[row]!);
    const ceded = cede(model, policy, table.events[row]!, losses[row]!);
    if (ceded !== undefined) rows.push(ceded);
  }
  if (rows.length === 0)
    throw new InputError(`No data in risk_by_event for '${claims ? "claim" : lossType}'`, {
      parameter: "reinsurance_file",
    });
  const own = model.treaties.filter(({ type }) => type !== "catxl");
  const { events, retention, claim, cessions, overspills } = cedePortfolio(model, rows);
  const portfolio: [name: string, values: Float64Array][] = [
    ["retention", retention],
    ["claim", claim],
    ...model.treaties.map(({ id }, t): [string, Float64Array] => [id, cessions[t]!]),
    ...Array.from(overspills, ([id, over]): [string, Float64Array] => [`overspill_${id}`, over]),
  ];
  const byPolicy: [name: string, of: (row: PolicyCession) => number][] = [
    ["retention", (row) => row.retention],
    ["claim", (row) => row.claim],
    ...own.map(({ id }, t): [string, (row: PolicyCession) => number] => [id, (row) => row.cessions[t]!]),
  ];
  const { years } = hazard.events;
  writer.putTable("reinsurance-risk_by_event", [
    { name: "event_id", data: Uint32Array.from(events) },
    ...portfolio.map(([name, data]): ColumnData => ({ name, data })),
    { name: "year", data: Uint32Array.from(events, (event) => years?.[event] ?? 1) },
  ]);
  const named = (policy: number): string => model.policies[policy]!;
  writer.putTable("reinsurance_by_policy", [
    { name: "event_id", data: Uint32Array.from(rows, ({ event }) => event) },
    { name: "policy_id", texts: rows.map(({ policy }) => named(policy)) },
    ...byPolicy.map(([name, of]): ColumnData => ({ name, data: Float64Array.from(rows, of) })),
  ]);
  const realizations = [...new Set(events.map(hazard.realizationOf))].sort((a, b) => a - b);
  const sumOver = (values: Float64Array, realization: number): number =>
    values.reduce((sum, value, e) => sum + (hazard.realizationOf(events[e]!) === realization ? value : 0), 0);
  writer.putTable("reinsurance-avg_portfolio", [
    { name: "rlz_id", data: Uint16Array.from(realizations) },
    ...portfolio.map(
      ([name, values]): ColumnData => ({
        name,
        data: Float64Array.from(realizations, (r) => averageOver(time, sumOver(values, r), r)),
      }),
    ),
  ]);
  const groups = Map.groupBy(rows, ({ event, policy }) => hazard.realizationOf(event) * model.policies.length + policy);
  const pairs = [...groups].map(([, members]) => ({
    realization: hazard.realizationOf(members[0]!.event),
    policy: members[0]!.policy,
    members,
  }));
  pairs.sort((a, b) => a.realization - b.realization || keyOf.get(a.policy)! - keyOf.get(b.policy)!);
  writer.putTable("reinsurance-avg_policy", [
    { name: "rlz_id", data: Uint16Array.from(pairs, ({ realization }) => realization) },
    { name: "policy_id", texts: pairs.map(({ policy }) => named(policy)) },
    ...byPolicy.map(
      ([name, of]): ColumnData => ({
        name,
        data: Float64Array.from(pairs, ({ members, realization }) =>
          averageOver(
            time,
            members.reduce((sum, row) => sum + of(row), 0),
            realization,
          ),
        ),
      }),
    ),
  ]);
  if (time.years === undefined) return;
  // The reference renames its letters of treaties in plain names only, not in those of curves by year.
  const letters = new Map(model.treaties.map(({ id }, t) => [`overspill_${id}`, `over_${LETTERS[t]}`]));
  const curves = portfolio.map(([name, values]): PortfolioColumn => [name, letters.get(name) ?? name, values]);
  storeCurves(job, writer, { hazard, time }, events, curves, realizations);
}

/** Names of a column: of its plain curve, and of those of its years. */
type PortfolioColumn = readonly [name: string, yearly: string, values: Float64Array];

/** Of treaties, by their order. */
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz";

function storeCurves(
  job: Job,
  writer: DatastoreWriter,
  { hazard, time }: Pick<AggregateOptions, "hazard" | "time">,
  events: readonly number[],
  portfolio: readonly PortfolioColumn[],
  realizations: readonly number[],
): void {
  const periods = returnPeriodsOf(job, time);
  const asked = job.parameters.aggregate_loss_curves_types.split(", ");
  const { years } = hazard.events;
  const several = years?.some((year) => year !== years[0]) === true;
  const columns = new Map<string, number[]>();
  for (const realization of realizations) {
    const chosen = Array.from(events.keys()).filter((e) => hazard.realizationOf(events[e]!) === realization);
    const count = time.events[realization]!;
    for (const [name, yearly, values] of portfolio) {
      const losses = Float32Array.from(chosen, (e) => values[e]!);
      const put = (column: string, of: Float32Array): void => {
        columns.set(column, [...(columns.get(column) ?? []), ...lossesByPeriod(of, periods, count, time.years!)]);
      };
      if (asked.includes("ep")) put(name, losses);
      if (!several) continue;
      const yearOf = chosen.map((e) => years[events[e]!]!);
      for (const kind of ["aep", "oep"] as const)
        if (asked.includes(kind)) put(`${yearly}_${kind}`, lossesOfYears(losses, yearOf, kind));
    }
  }
  writer.putTable("reinsurance-aggcurves", [
    { name: "rlz_id", data: Uint16Array.from(realizations.flatMap((r) => periods.map(() => r))) },
    { name: "return_period", data: Float32Array.from(realizations.flatMap(() => [...periods])), unit: "years" },
    ...Array.from(columns, ([name, values]): ColumnData => ({ name, data: Float64Array.from(values) })),
  ]);
}
