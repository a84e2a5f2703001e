/** What event loss tables are summed up to: aggregate risk and its curves, losses by event, rupture and source. */
import type { ColumnData, DatastoreReader, DatastoreWriter } from "../../../datastore/index.ts";
import { InputError } from "../../../input-error.ts";
import type { Job } from "../../../inputs/job.ts";
import { type Aggregation, sumByKey } from "../../../risk/exposure/aggregation.ts";
import type { LocatedAssets } from "../../../risk/exposure/assets.ts";
import {
  averageOver,
  type EventGroup,
  type EventTable,
  type EventTime,
  eventQuantiles,
  groupEvents,
  pickRows,
} from "../../../risk/losses/event-table.ts";
import { lossIdOf } from "../../../risk/losses/loss-ids.ts";
import {
  amplificationAt,
  automaticReturnPeriods,
  lossesByPeriod,
  lossesOfYears,
  paddedLosses,
} from "../../../risk/losses/return-periods.ts";
import type { EventHazard } from "./event-hazard.ts";

/** Values of assets by key, which ratios are made with; names of the tags of the keys. */
export function storeAggregation(writer: DatastoreWriter, assets: LocatedAssets, aggregation: Aggregation): void {
  const columns: ColumnData[] = [
    ...Array.from(assets.values, ([name, data]): ColumnData => ({ name, data: sumByKey(aggregation, data) })),
    ...Array.from(
      assets.occupants,
      ([period, data]): ColumnData => ({
        name: `occupants_${period}`,
        data: sumByKey(aggregation, data),
        unit: "people",
      }),
    ),
  ];
  writer.putTable("agg_values", columns);
  if (aggregation.keys.length > 0)
    writer.putTable(
      "agg_keys",
      [
        { name: "key", texts: aggregation.keys.map(({ values }) => values.join("\t")) },
        { name: "group", data: Uint16Array.from(aggregation.keys, ({ group }) => group) },
      ],
      { aggregate_by: aggregation.groups },
    );
}

export interface AggregateOptions {
  readonly hazard: EventHazard;
  readonly time: EventTime;
  readonly table: EventTable;
  /** Columns that are no damage states. */
  readonly lossColumns: readonly string[];
}

/** Return periods of the curves: given, or as many as the events tell. @throws InputError for those beyond the simulated years */
export function returnPeriodsOf({ parameters, given }: Job, { years, events }: EventTime): readonly number[] {
  if (years === undefined) return [];
  if (!given.has("return_periods") || parameters.return_periods.length === 0)
    return automaticReturnPeriods(years, Math.max(...events));
  const periods = parameters.return_periods;
  const beyond = periods.find((period) => period > years);
  if (beyond !== undefined)
    throw new InputError(`The return_period ${beyond} is longer than the eff_time per rlz [${years} years]`, {
      parameter: "return_periods",
      allowed: `at most ${years}`,
    });
  return [...periods].sort((a, b) => a - b);
}

/**
 * Tables `aggrisk`, `aggrisk_quantiles` and `aggcurves`. Nothing is made of less than two simulated years, unless the return
 * period 0 says that no curves are wanted.
 */
export function storeAggregates(
  job: Job,
  writer: DatastoreWriter,
  { hazard, time, table, lossColumns }: AggregateOptions,
): void {
  const { parameters, risk } = job;
  if (table.events.length === 0) return;
  const all = time.years === undefined ? undefined : time.years * hazard.realizations;
  const noCurves = parameters.return_periods.length === 1 && parameters.return_periods[0] === 0;
  if (all !== undefined && all < 2 && !noCurves) return;
  const groups = groupEvents(table, hazard.realizationOf);
  storeRisk(writer, groups, { hazard, time, table, lossColumns }, risk?.postLossAmplification, parameters.quantiles);
  storeCurvesOf(job, writer, groups, { hazard, time, table, lossColumns });
}

/** Curves of the columns that are losses or consequences, where years were simulated. */
export function storeCurvesOf(
  job: Job,
  writer: DatastoreWriter,
  groups: readonly EventGroup[],
  options: AggregateOptions,
): void {
  const { return_periods: asked } = job.parameters;
  const noCurves = asked.length === 1 && asked[0] === 0;
  const { time, lossColumns } = options;
  if (time.years === undefined || lossColumns.length === 0 || (time.years < 2 && !noCurves)) return;
  storeCurves(job, writer, groups, options, noCurves ? [0] : returnPeriodsOf(job, time));
}

const idColumns = (groups: readonly EventGroup[], repeat = 1): ColumnData[] => {
  const of = <T>(make: (length: number) => T[], value: (group: EventGroup) => T): T[] =>
    make(0).concat(groups.flatMap((group) => Array.from({ length: repeat }, () => value(group))));
  const list = (): number[] => [];
  return [
    { name: "agg_id", data: Uint32Array.from(of(list, ({ key }) => key)) },
    { name: "rlz_id", data: Uint16Array.from(of(list, ({ realization }) => realization)) },
    { name: "loss_id", data: Uint8Array.from(of(list, ({ lossId }) => lossId)) },
  ];
};

function storeRisk(
  writer: DatastoreWriter,
  groups: readonly EventGroup[],
  { hazard, time, table, lossColumns }: AggregateOptions,
  amplification: Parameters<typeof amplificationAt>[0] | undefined,
  quantiles: readonly number[],
): void {
  const columns: ColumnData[] = [];
  for (const name of lossColumns) {
    const values = table.values.get(name)!;
    const sums = groups.map(({ rows, realization }) => averageOver(time, sumOf(values, rows), realization));
    columns.push({ name, data: Float32Array.from(sums) });
    if (amplification === undefined || time.years === undefined) continue;
    const years = time.years;
    const amplified = groups.map(({ rows, realization }) => {
      const events = time.events[realization]!;
      const padded = paddedLosses(pickRows(values, rows), events);
      let sum = 0;
      for (let i = 0; i < events; i++) sum += padded[i]! * amplificationAt(amplification, years / (events - i));
      return averageOver(time, sum, realization);
    });
    columns.push({ name: `pla_${name}`, data: Float32Array.from(amplified) });
  }
  writer.putTable("aggrisk", [...idColumns(groups), ...columns]);
  if (quantiles.length === 0 || !lossColumns.includes("loss")) return;
  const losses = table.values.get("loss")!;
  const byKey = new Map<string, EventGroup[]>();
  for (const group of groups) {
    const name = `${group.key} ${group.lossId}`;
    byKey.set(name, [...(byKey.get(name) ?? []), group]);
  }
  const of = [...byKey.values()];
  const values = of.map((members) =>
    eventQuantiles(
      members.map(({ rows, realization }) => ({
        values: pickRows(losses, rows),
        events: time.events[realization]!,
        weight: hazard.weights[realization]!,
      })),
      quantiles,
    ),
  );
  writer.putTable("aggrisk_quantiles", [
    { name: "agg_id", data: Uint32Array.from(of, ([first]) => first!.key) },
    { name: "loss_id", data: Uint8Array.from(of, ([first]) => first!.lossId) },
    ...quantiles.map(
      (level, q): ColumnData => ({
        name: level.toFixed(2).replace("0.", "q"),
        data: Float32Array.from(values, (row) => row[q]!),
      }),
    ),
  ]);
}

function sumOf(values: Float32Array, rows: Uint32Array): number {
  let sum = 0;
  for (const row of rows) sum += values[row]!;
  return sum;
}

function storeCurves(
  job: Job,
  writer: DatastoreWriter,
  groups: readonly EventGroup[],
  { hazard, time, table, lossColumns }: AggregateOptions,
  periods: readonly number[],
): void {
  const { years: eventYears } = hazard.events;
  const years = time.years!;
  const amplification = job.risk?.postLossAmplification;
  const asked = job.parameters.aggregate_loss_curves_types.split(", ");
  const severalYears = eventYears?.some((year) => year !== eventYears[0]);
  const columns = new Map<string, Float32Array>();
  const put = (name: string, g: number, curve: Float32Array): void => {
    const column = columns.get(name) ?? new Float32Array(groups.length * periods.length);
    columns.set(name, column);
    column.set(curve, g * periods.length);
  };
  for (const [g, { rows, realization }] of groups.entries()) {
    const events = time.events[realization]!;
    const yearOfRow = severalYears ? Array.from(rows, (row) => eventYears![table.events[row]!]!) : undefined;
    for (const name of lossColumns) {
      const losses = pickRows(table.values.get(name)!, rows);
      const column = name === "losses" ? "loss" : name;
      const curve = (of: Float32Array, suffix: string): void => {
        put(`${column}${suffix}`, g, lossesByPeriod(of, periods, events, years));
        if (amplification !== undefined)
          put(`pla_${column}${suffix}`, g, lossesByPeriod(of, periods, events, years, amplification));
      };
      if (asked.includes("ep")) curve(losses, "");
      if (yearOfRow === undefined) continue;
      for (const kind of ["aep", "oep"] as const)
        if (asked.includes(kind)) curve(lossesOfYears(losses, yearOfRow, kind), `_${kind}`);
    }
  }
  writer.putTable(
    "aggcurves",
    [
      ...idColumns(groups, periods.length),
      { name: "return_period", data: Uint32Array.from(groups.flatMap(() => [...periods])), unit: "years" },
      ...Array.from(columns, ([name, data]): ColumnData => ({ name, data })),
    ],
    { effective_time: years * hazard.realizations, num_events: hazard.events.count },
  );
}

/** Sums of losses of events by rupture, and by source weighted by realization. */
export async function storeOrigins(
  job: Job,
  writer: DatastoreWriter,
  reader: DatastoreReader,
  { hazard, table }: Pick<AggregateOptions, "hazard" | "table">,
  totalKey: number,
): Promise<void> {
  const { ruptures } = hazard.events;
  const losses = table.values.get("loss") ?? table.values.get("losses");
  if (losses === undefined || ruptures === undefined) return;
  const reported = lossIdOf(job.parameters.total_losses ?? "structural");
  const byEvent: [event: number, loss: number][] = [];
  const byRupture = new Map<number, number>();
  for (let row = 0; row < table.events.length; row++) {
    if (table.keys[row] !== totalKey || table.lossIds[row] !== reported) continue;
    byEvent.push([table.events[row]!, losses[row]!]);
    const rupture = ruptures[table.events[row]!]!;
    byRupture.set(rupture, (byRupture.get(rupture) ?? 0) + losses[row]!);
  }
  if (reader.describe("ruptures") !== undefined && byEvent.length > 0) {
    byEvent.sort((a, b) => b[1] - a[1]);
    writer.putTable("loss_by_event", [
      { name: "event_id", data: Uint32Array.from(byEvent, ([event]) => event) },
      { name: "loss", data: Float32Array.from(byEvent, ([, loss]) => loss) },
    ]);
    const sorted = [...byRupture].sort((a, b) => b[1] - a[1]);
    writer.putTable("loss_by_rupture", [
      { name: "rup_id", data: BigInt64Array.from(sorted, ([rupture]) => BigInt(rupture)) },
      { name: "loss", data: Float32Array.from(sorted, ([, loss]) => loss) },
    ]);
  }
}
