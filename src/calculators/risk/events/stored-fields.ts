/** Fields of events as the calculations of losses and damage read them: event by event, from a datastore. */
import type { DatastoreReader } from "../../../datastore/index.ts";
import type { EventFields } from "../../../risk/losses/event-losses.ts";

export interface StoredEvents {
  readonly count: number;
  /** Realization of each. */
  readonly realizations: Uint16Array | Uint32Array;
  readonly ruptures: Float64Array | undefined;
  /** Of each; undefined where events have none (imported fields, scenarios). */
  readonly years: Uint32Array | undefined;
}

export async function readEvents(reader: DatastoreReader): Promise<StoredEvents> {
  const entry = reader.describe("events");
  if (entry?.kind !== "table") throw new Error("the datastore has no events");
  const has = (name: string): boolean => entry.columns.some((column) => column.name === name);
  return {
    count: entry.rows,
    realizations: (await reader.readColumn("events", "rlz_id")) as Uint16Array,
    ruptures: has("rup_id")
      ? Float64Array.from((await reader.readColumn("events", "rup_id")) as BigInt64Array, Number)
      : undefined,
    years: has("year") ? ((await reader.readColumn("events", "year")) as Uint32Array) : undefined,
  };
}

/** Rows read at once: 4 MB a column; more where one event has more. */
export const ROWS_AT_ONCE = 1_000_000;

export interface StoredFields {
  /** Names of the columns, in the order of `EventFields.motions`. */
  readonly measures: readonly string[];
  readonly rows: number;
  /** Visits the events that have fields, in order. The arrays are valid during the visit. */
  readonly visit: (take: (fields: EventFields) => void, progress: (fraction: number) => void) => Promise<void>;
}

/** Columns of the table that are no motions. */
const KEYS = new Set(["sid", "eid"]);

/**
 * @param wanted names of measures; others are not read
 * @param rowsAtOnce rows that are read at a time
 */
export function openFields(
  reader: DatastoreReader,
  wanted?: ReadonlySet<string>,
  rowsAtOnce = ROWS_AT_ONCE,
): StoredFields {
  const entry = reader.describe("gmf_data");
  if (entry?.kind !== "table") throw new Error("the datastore has no ground-motion fields");
  const measures = entry.columns
    .map(({ name }) => name)
    .filter((name) => !KEYS.has(name) && (wanted === undefined || wanted.has(name)));
  const read = async (start: number, stop: number) => {
    const column = (name: string) => reader.readColumn("gmf_data", name, { start, stop });
    return {
      sites: (await column("sid")) as Uint32Array,
      events: (await column("eid")) as Uint32Array,
      motions: (await Promise.all(measures.map(column))) as Float32Array[],
    };
  };
  return {
    measures,
    rows: entry.rows,
    visit: async (take, progress) => {
      let most = rowsAtOnce;
      for (let start = 0; start < entry.rows; ) {
        const stop = Math.min(start + most, entry.rows);
        const { sites, events, motions } = await read(start, stop);
        let count = events.length;
        // The last event may go on behind what was read.
        if (stop < entry.rows) while (count > 0 && events[count - 1] === events[events.length - 1]) count--;
        if (count === 0) {
          most *= 2;
          continue;
        }
        for (let from = 0; from < count; ) {
          const event = events[from]!;
          let to = from;
          while (to < count && events[to] === event) to++;
          take({ event, sites, motions, start: from, stop: to });
          from = to;
        }
        start += count;
        progress(start / entry.rows);
      }
    },
  };
}
