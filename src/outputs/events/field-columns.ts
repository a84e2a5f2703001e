/** The stored ground-motion fields: which columns there are, and where the rows of an event lie. */
import type { TableDescription } from "../../datastore/index.ts";
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";

export interface FieldTable {
  readonly rows: number;
  /** Columns of values in stored order: measures, then secondary perils. */
  readonly values: readonly string[];
  /** Those of them that are intensity measures. */
  readonly measures: ReadonlySet<string>;
}

/** @throws OutputError when the calculation stored no fields */
export function describeFields({ reader }: Results): FieldTable {
  const entry = reader.describe("gmf_data");
  if (entry?.kind !== "table") throw notFound("the calculation stored no ground-motion fields");
  const values = entry.columns.map(({ name }) => name).filter((name) => name !== "sid" && name !== "eid");
  return { rows: entry.rows, values, measures: new Set(measureNames(entry) ?? values) };
}

function measureNames({ attributes }: TableDescription): readonly string[] | undefined {
  const { imts } = attributes;
  return typeof imts === "string" ? imts.split(" ").filter((name) => name !== "") : undefined;
}

/** Rows of an event among rows that ascend by event, found by halving. */
export async function rowsOfEvent(
  { reader }: Results,
  rows: number,
  event: number,
): Promise<{ start: number; stop: number }> {
  const firstNotBelow = async (value: number): Promise<number> => {
    let low = 0;
    let high = rows;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const [found] = (await reader.readColumn("gmf_data", "eid", { start: middle, stop: middle + 1 })) as Uint32Array;
      if (found! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return { start: await firstNotBelow(event), stop: await firstNotBelow(event + 1) };
}

/** Sites that are recording stations, which averages leave out. */
export async function stationSites({ reader }: Results): Promise<ReadonlySet<number>> {
  const entry = reader.describe("station_data");
  if (entry?.kind !== "table" || !entry.columns.some(({ name }) => name === "site_id")) return new Set();
  return new Set(Array.from((await reader.readColumn("station_data", "site_id")) as Uint32Array));
}
