/** Differences of the rates of single ruptures from csv: `source_id,rup_id,delta`. */
import type { RateDifferences } from "../hazard/contexts/added-rates.ts";
import { InputError, ProblemList } from "../input-error.ts";
import { readCsv } from "./csv.ts";
import { type InputFolder, readWhole } from "./input-folder.ts";
import { parseFinite } from "./python-float.ts";

const COLUMNS = ["source_id", "rup_id", "delta"] as const;

/** Most ruptures that a source may have. */
const MOST_RUPTURES = 2 ** 30;

/**
 * Annual rates to be added, by source and number of the rupture within it.
 * @throws InputError for other columns, numbers that do not parse and ruptures that are listed twice
 */
export function readDeltaRates(folder: InputFolder, file: string): ReadonlyMap<string, RateDifferences> {
  const { fields, rows, lines } = readCsv(readWhole(folder, file), file);
  const places = COLUMNS.map((name) => fields.indexOf(name));
  if (fields.length !== COLUMNS.length || places.includes(-1))
    throw new InputError(`the columns are ${fields.join(", ")}`, { file, line: 1, allowed: COLUMNS.join(", ") });
  const [idPlace, rupturePlace, deltaPlace] = places as [number, number, number];
  const problems = new ProblemList();
  const bySource = new Map<string, Map<number, number>>();
  for (const [i, row] of rows.entries()) {
    const line = lines[i]!;
    const id = row[idPlace]!.trim();
    const rupture = problems.attempt(() => ruptureNumber(row[rupturePlace]!.trim(), file, line));
    const delta = problems.attempt(() => rateDifference(row[deltaPlace]!.trim(), file, line));
    if (rupture === undefined || delta === undefined) continue;
    const known = bySource.get(id) ?? new Map<number, number>();
    bySource.set(id, known);
    if (known.has(rupture)) problems.add(`duplicated rup_id for ${id}`, { file, line, parameter: "rup_id" });
    known.set(rupture, delta);
  }
  problems.throwIfAny();
  return new Map(
    Array.from(bySource, ([id, deltas]) => [
      id,
      { ruptures: Uint32Array.from(deltas.keys()), differences: Float64Array.from(deltas.values()) },
    ]),
  );
}

function ruptureNumber(text: string, file: string, line: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(number < MOST_RUPTURES))
    throw new InputError(`rup_id is "${text}"`, {
      file,
      line,
      parameter: "rup_id",
      allowed: "a whole number, 0 or more",
    });
  return number;
}

function rateDifference(text: string, file: string, line: number): number {
  try {
    return parseFinite(text);
  } catch {
    throw new InputError(`delta is "${text}"`, { file, line, parameter: "delta", allowed: "a number, 1/year" });
  }
}
