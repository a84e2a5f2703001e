/** Aggregation keys of a calculation: lists of tags, the tags' values of each key, and what assets of each are worth. */
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";

export interface AggregateKeys {
  /** Lists of tag names (`aggregate_by`). */
  readonly groups: readonly (readonly string[])[];
  /** Number of keys; the total has this number. */
  readonly total: number;
  /** Of each key: which list, and the values of its tags. */
  readonly groupOf: readonly number[];
  readonly tagsOf: readonly (readonly string[])[];
  /** Value of the assets of each key by field: `structural`, `occupants_night`. */
  readonly values: ReadonlyMap<string, Float32Array>;
}

export async function readAggregateKeys({ reader }: Results): Promise<AggregateKeys> {
  const entry = reader.describe("agg_values");
  if (entry?.kind !== "table") throw notFound("the calculation stored no aggregated values");
  const values = new Map<string, Float32Array>();
  for (const { name } of entry.columns) values.set(name, (await reader.readColumn("agg_values", name)) as Float32Array);
  const described = reader.describe("agg_keys");
  const keyed = described !== undefined;
  const groups = (described?.attributes["aggregate_by"] ?? []) as readonly (readonly string[])[];
  const texts = keyed ? ((await reader.readColumn("agg_keys", "key")) as readonly string[]) : [];
  const groupOf = keyed ? Array.from((await reader.readColumn("agg_keys", "group")) as Uint16Array) : [];
  return { groups, total: texts.length, groupOf, tagsOf: texts.map((text) => text.split("\t")), values };
}

/** A file of aggregates: the total, or one list of tags. */
export interface AggregateFile {
  readonly tags: readonly string[];
  /** Whether a key belongs to it. */
  readonly has: (key: number) => boolean;
}

export function aggregateFiles({ groups, total, groupOf }: AggregateKeys): readonly AggregateFile[] {
  return [
    { tags: [], has: (key) => key === total },
    ...groups.map((tags, g) => ({ tags, has: (key: number) => key < total && groupOf[key] === g })),
  ];
}

/** Name of a loss type as exports show it: people are those at the time of the event. */
export function shownLossType({ parameters }: Results, lossType: string): string {
  if (lossType !== "occupants") return lossType;
  const time = parameters["time_event"];
  return `occupants_${typeof time === "string" ? time : "avg"}`;
}

/**
 * What losses of a key are a part of: value of the loss type, or of its parts; people and buildings for consequences about these.
 */
export function aggregateValue(
  results: Results,
  { values }: AggregateKeys,
  column: string,
  lossType: string,
  key: number,
): number {
  const of = (name: string): number => values.get(name)?.[key] ?? 0;
  const people = shownLossType(results, "occupants");
  if (lossType === "affectedpop") return of("residents");
  if (lossType === "injured") return of(people);
  if (column === "collapsed" || column === "non_operational") return of("number");
  if (column === "injured" || column === "fatalities") return of(people);
  if (column === "homeless") return of("residents");
  const base = lossType.replace(/_ins$/, "");
  if (base === "occupants") return of(people);
  return base.split("+").reduce((sum, part) => sum + of(part.replace(/_ins$/, "")), 0);
}
