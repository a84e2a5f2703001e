/** Ground-motion fields from csv: `event_id, site_id or custom_site_id, gmv_IMT ...`. */
import { InputError, ProblemList } from "../input-error.ts";
import { readCsv } from "./csv.ts";
import { notNegative, numberColumn, textColumn } from "./csv-columns.ts";
import { type InputFolder, readWhole } from "./input-folder.ts";
import { parseIntensityMeasure } from "./intensity-measures.ts";

export interface GroundMotionFields {
  readonly events: Float64Array;
  /** Numbers of sites, or their names with `custom_site_id`. */
  readonly sites: readonly string[];
  /** Whether `sites` are numbers. */
  readonly byNumber: boolean;
  /** By name of the measure, parallel to `events`. */
  readonly motions: ReadonlyMap<string, Float64Array>;
  /** Events in all, where that is known: some have no motion anywhere. */
  readonly count?: number;
  /** Columns `eid`, `rlz_id`, `sig_inter_IMT` ..., `eps_inter_IMT` ... of the events, where they are known. */
  readonly betweenEvents?: ReadonlyMap<string, Float64Array>;
}

const KEYS: ReadonlySet<string> = new Set(["event_id", "eid", "site_id", "sid", "custom_site_id", "rlz_id", "rlzi"]);

/** @throws InputError for missing columns, values that are no motions, repeated rows, events that do not start from zero */
export function readGroundMotionFields(folder: InputFolder, file: string): GroundMotionFields {
  const table = readCsv(readWhole(folder, file), file);
  const problems = new ProblemList();
  const named = (...names: readonly string[]) => names.find((name) => table.fields.includes(name)) ?? names[0]!;
  const whole = (value: number) =>
    Number.isInteger(value) && value >= 0 ? undefined : `${value} is no number of an event`;
  const events = numberColumn(table, named("event_id", "eid"), problems, whole);
  const sites = textColumn(table, named("site_id", "sid", "custom_site_id"));
  const motions = new Map<string, Float64Array>();
  for (const field of table.fields) {
    if (KEYS.has(field)) continue;
    const name = field.replace(/^gmv_/, "");
    const measure = problems.attempt(() => nameOf(name, file));
    const values = problems.attempt(() => numberColumn(table, field, problems, notNegative));
    if (measure !== undefined && values !== undefined) motions.set(measure, values);
  }
  problems.throwIfAny();
  const seen = new Map<string, number>();
  for (const [i, site] of sites.entries()) {
    const key = `${site} ${events[i]}`;
    const before = seen.get(key);
    if (before !== undefined)
      throw new InputError(`the event has motions at the site twice: also on line ${table.lines[before]}`, {
        file,
        line: table.lines[i],
      });
    seen.set(key, i);
  }
  const first = events.reduce((least, event) => Math.min(least, event), Number.POSITIVE_INFINITY);
  if (first !== 0)
    throw new InputError("the numbers of events do not begin with 0", {
      file,
      parameter: "event_id",
      allowed: "0, 1, ...",
    });
  return { events, sites, byNumber: table.fields.includes("site_id") || table.fields.includes("sid"), motions };
}

function nameOf(name: string, file: string): string {
  try {
    return parseIntensityMeasure(name).name;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.problems[0].message, { file, line: 1, parameter: name });
  }
}
