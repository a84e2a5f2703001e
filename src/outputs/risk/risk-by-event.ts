/** The event loss table: losses, or damaged buildings and consequences, of the whole portfolio in every event. */
import { lossNameOf } from "../../risk/losses/loss-ids.ts";
import { amplificationAt } from "../../risk/losses/return-periods.ts";
import type { Output } from "../output.ts";
import { isStored, type Results } from "../results.ts";
import { provenanceComment } from "../tables/comment.ts";
import { FIVE_DIGITS, INTEGER, type OutputTable, type TableColumn, TEXT, tableInMemory } from "../tables/table.ts";
import { limitStates } from "./aggregate-risk.ts";
import { riskTimeComment } from "./asset-columns.ts";

export const riskByEvent: Output = {
  key: "risk_by_event",
  title: "Aggregated Risk By Event",
  formats: ["csv"],
  further: ["json", "parquet"],
  offered: (results) => isStored(results, "risk_by_event"),
  table: riskByEventTables,
  size: { readToDescribe: ["risk_by_event"] },
};

const IDS: ReadonlySet<string> = new Set(["event_id", "agg_id", "loss_id", "variance"]);

async function riskByEventTables(results: Results): Promise<OutputTable[]> {
  const { reader, calculationMode } = results;
  const entry = reader.describe("risk_by_event");
  if (entry?.kind !== "table") return [];
  const column = (name: string) => reader.readColumn("risk_by_event", name);
  const keys = (await column("agg_id")) as Uint32Array;
  const events = (await column("event_id")) as Uint32Array;
  const lossIds = (await column("loss_id")) as Uint8Array;
  const names = entry.columns.map(({ name }) => name).filter((name) => !IDS.has(name));
  const values = await Promise.all(names.map(async (name) => (await column(name)) as Float32Array));
  const total = Number(entry.attributes["K"] ?? 0);
  const facts = await eventFacts(results);
  const losses = names.includes("loss") ? values[names.indexOf("loss")]! : undefined;
  const realizationOf = (row: number): number => facts.realizations?.[events[row]!] ?? 0;
  const order = Array.from(keys.keys())
    .filter((row) => keys[row] === total)
    .sort(
      (a, b) =>
        lossIds[a]! - lossIds[b]! ||
        (losses === undefined ? 0 : realizationOf(a) - realizationOf(b) || losses[a]! - losses[b]!) ||
        events[a]! - events[b]!,
    );
  const states = limitStates(results);
  const scenario = calculationMode.startsWith("scenario");
  const amplified = losses && (await amplifiedLosses(results, order, lossIds, losses, realizationOf));
  const rename = (name: string) => (/^dmg_\d+$/.test(name) ? (states[Number(name.slice(4)) - 1] ?? name) : name);
  const columns: TableColumn[] = [
    { name: "event_id", format: INTEGER },
    ...names.map((name) => ({ name: rename(name), format: FIVE_DIGITS })),
    { name: "loss_type", format: TEXT },
    ...(scenario || facts.ruptures === undefined ? [] : [{ name: "rup_id", format: INTEGER }]),
    ...(scenario || facts.years === undefined ? [] : [{ name: "year", format: INTEGER }]),
    ...(amplified === undefined ? [] : [{ name: "pla_loss", format: FIVE_DIGITS }]),
  ];
  const { ruptures, years } = facts;
  const cells = [
    Uint32Array.from(order, (row) => events[row]!),
    ...values.map((data) => Float32Array.from(order, (row) => data[row]!)),
    order.map((row) => lossNameOf(lossIds[row]!)),
    ...(scenario || ruptures === undefined ? [] : [Float64Array.from(order, (row) => ruptures[events[row]!]!)]),
    ...(scenario || years === undefined ? [] : [Uint32Array.from(order, (row) => years[events[row]!]!)]),
    ...(amplified === undefined ? [] : [amplified]),
  ];
  return [
    tableInMemory(
      {
        name: "risk_by_event",
        comment: [...provenanceComment(results), ...(scenario ? [] : riskTimeComment(results))],
        columns,
      },
      cells,
    ),
  ];
}

interface EventFacts {
  readonly realizations: ArrayLike<number> | undefined;
  readonly ruptures: Float64Array | undefined;
  readonly years: ArrayLike<number> | undefined;
}

async function eventFacts({ reader, parameters }: Results): Promise<EventFacts> {
  const entry = reader.describe("events");
  if (entry?.kind !== "table") return { realizations: undefined, ruptures: undefined, years: undefined };
  const has = (name: string): boolean => entry.columns.some((column) => column.name === name);
  const ids = (await reader.readColumn("events", "id")) as Uint32Array;
  // Numbers of imported events may have gaps.
  const dense = ids.length === 0 || ids[ids.length - 1] === ids.length - 1;
  const spread = <T extends ArrayLike<number>>(column: T): T | Float64Array => {
    if (dense) return column;
    const out = new Float64Array(ids[ids.length - 1]! + 1);
    for (let i = 0; i < ids.length; i++) out[ids[i]!] = column[i]!;
    return out;
  };
  const collected = parameters["collect_rlzs"] === true;
  return {
    realizations: collected ? undefined : spread((await reader.readColumn("events", "rlz_id")) as Uint16Array),
    ruptures: has("rup_id")
      ? (spread(
          Float64Array.from((await reader.readColumn("events", "rup_id")) as BigInt64Array, Number),
        ) as Float64Array)
      : undefined,
    years: has("year") ? spread((await reader.readColumn("events", "year")) as Uint32Array) : undefined,
  };
}

/** Losses times the factor at their return period; undefined without post-loss amplification. */
async function amplifiedLosses(
  { reader }: Results,
  order: readonly number[],
  lossIds: Uint8Array,
  losses: Float32Array,
  realizationOf: (row: number) => number,
): Promise<Float32Array | undefined> {
  if (reader.describe("post_loss_amplification") === undefined) return undefined;
  const factors = {
    returnPeriods: (await reader.readColumn("post_loss_amplification", "return_period")) as Float64Array,
    factors: (await reader.readColumn("post_loss_amplification", "pla_factor")) as Float64Array,
  };
  const years = Number(reader.describe("post_loss_amplification")!.attributes["effective_time"]);
  const out = new Float32Array(order.length);
  for (let start = 0; start < order.length; ) {
    const first = order[start]!;
    const same = (row: number) => lossIds[row] === lossIds[first] && realizationOf(row) === realizationOf(first);
    let stop = start;
    while (stop < order.length && same(order[stop]!)) stop++;
    for (let i = start; i < stop; i++) out[i] = losses[order[i]!]! * amplificationAt(factors, years / (stop - i));
    start = stop;
  }
  return out;
}
