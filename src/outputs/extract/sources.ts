/** What is known of the sources and of the tasks that computed them. */
import { gzipSync } from "node:zlib";
import type { NumericArray } from "../../datastore/index.ts";
import type { NamedArray } from "../contract.ts";
import { badRequest, notFound } from "../output-error.ts";
import { type Results, readNumbers } from "../results.ts";
import { sourceIds } from "../tables/rates-by-source.ts";
import {
  bytesScalar,
  EXTRA,
  floatScalar,
  integerScalar,
  numberArray,
  packedTexts,
  recordArray,
  textList,
  textScalar,
  withArray,
} from "./named-array.ts";
import { integers, number, type Query, strings } from "./query.ts";
import { storedColumn, tableRecords } from "./stored.ts";

const bytesOf = (data: NumericArray) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

function requireTable(results: Results, name: string): readonly string[] {
  const entry = results.reader.describe(name);
  if (entry?.kind !== "table") throw notFound(`the calculation stored no ${name}`);
  return entry.columns.map((column) => column.name);
}

async function textColumn(results: Results, table: string, column: string): Promise<readonly string[]> {
  const data = await results.reader.readColumn(table, column);
  return Array.isArray(data) ? (data as readonly string[]) : Array.from(data as Float64Array, String);
}

/**
 * `array` {code S1, num_ctxs u8, num_ruptures u4} and `src_gz`, the gzipped identifiers joined with `;`. Filters: `limit`
 * (for each code, 100), `code`, `source_id` (which the reference never matches).
 */
export async function extractSources(results: Results, query: Query): Promise<NamedArray[]> {
  const columns = requireTable(results, "source_info");
  const ids = await textColumn(results, "source_info", "source_id");
  const codes = await textColumn(results, "source_info", "code");
  const limit = integers(query, "limit")?.[0] ?? 100;
  const wantedIds = strings(query, "source_id");
  const wantedCodes = strings(query, "code");
  let rows = [...ids.keys()];
  if (wantedIds !== undefined) {
    rows = rows.filter((row) => wantedIds.includes(ids[row]!) || wantedIds.includes(ids[row]!.split("!")[0]!));
    if (rows.length === 0) throw notFound(`there is no source with id ${wantedIds.join(", ")}`);
  }
  if (wantedCodes !== undefined) {
    rows = rows.filter((row) => wantedCodes.includes(codes[row]!));
    if (rows.length === 0) throw notFound(`there is no source with code ${wantedCodes.join(", ")}`);
  }
  const byCode = new Map<string, number[]>();
  for (const row of rows) byCode.set(codes[row]!, [...(byCode.get(codes[row]!) ?? []), row]);
  const chosen = [...byCode.keys()].sort().flatMap((code) => byCode.get(code)!.slice(0, limit));
  const counts = async (names: readonly string[]): Promise<number[]> => {
    const name = names.find((candidate) => columns.includes(candidate));
    if (name === undefined) return chosen.map(() => 0);
    const data = (await results.reader.readColumn("source_info", name)) as NumericArray;
    return chosen.map((row) => Number(data[row]));
  };
  const packed = packedTexts(chosen.map((row) => codes[row]!));
  const contexts = BigUint64Array.from(await counts(["num_ctxs"]), (value) => BigInt(Math.round(value)));
  const ruptures = Uint32Array.from(await counts(["num_ruptures"]));
  const fields = [
    { name: "code", dtype: `|S${packed.width}`, bytes: packed.bytes },
    { name: "num_ctxs", dtype: "<u8", bytes: bytesOf(contexts) },
    { name: "num_ruptures", dtype: "<u4", bytes: bytesOf(ruptures) },
  ] as const;
  const zipped = gzipSync(chosen.map((row) => ids[row]!).join(";"));
  return withArray([bytesScalar("src_gz", new Uint8Array(zipped))], recordArray("array", fields, chosen.length));
}

/** The columns of `source_data` as members, sorted by computing time, and the identifiers as `array` of texts. */
export async function extractSourceData(results: Results, query: Query): Promise<NamedArray[]> {
  const columns = requireTable(results, "source_data");
  const task = integers(query, "taskno")?.[0];
  const entry = results.reader.describe("source_data");
  let rows = Array.from({ length: entry?.kind === "table" ? entry.rows : 0 }, (_, row) => row);
  const column = async (name: string) => results.reader.readColumn("source_data", name);
  if (task !== undefined) {
    const tasks = (await column("taskno")) as NumericArray;
    rows = rows.filter((row) => Number(tasks[row]) === task);
  }
  if (columns.includes("ctimes")) {
    const times = (await column("ctimes")) as NumericArray;
    rows.sort((a, b) => Number(times[a]) - Number(times[b]));
  }
  const members: NamedArray[] = [];
  for (const name of columns) {
    if (name === "src_id") continue;
    const stored = await storedColumn(results.reader, "source_data", name);
    const width = stored.bytes.length / Math.max(1, entry?.kind === "table" ? entry.rows : 1);
    const picked = new Uint8Array(rows.length * width);
    for (const [i, row] of rows.entries()) picked.set(stored.bytes.subarray(row * width, (row + 1) * width), i * width);
    members.push(numberArray(name, picked, stored.dtype, [rows.length, ...(stored.shape ?? [])]));
  }
  const ids = await textColumn(results, "source_data", "src_id");
  return withArray(
    members,
    textList(
      "array",
      rows.map((row) => ids[row]!),
    ),
  );
}

/** One member a kind of task with the records of its tasks; `kind=` for one of them. */
export async function extractTasks(results: Results, query: Query): Promise<NamedArray[]> {
  const columns = requireTable(results, "task_info");
  const nameColumn = columns.includes("taskname") ? "taskname" : "stage";
  const names = await textColumn(results, "task_info", nameColumn);
  const kinds = [...new Set(names)].sort();
  const [wanted] = strings(query, "kind") ?? [];
  if (wanted !== undefined && !kinds.includes(wanted)) {
    throw badRequest(`unknown kind of task ${wanted}; allowed: ${kinds.join(", ")}`);
  }
  const all = await tableRecords(results.reader, "task_info");
  const bytes = all.data as Uint8Array;
  const size = bytes.length / Math.max(1, names.length);
  const members = (wanted === undefined ? kinds : [wanted]).map((kind): NamedArray => {
    const rows = [...names.keys()].filter((row) => names[row] === kind);
    const picked = new Uint8Array(rows.length * size);
    for (const [i, row] of rows.entries()) picked.set(bytes.subarray(row * size, (row + 1) * size), i * size);
    return { name: kind, descr: all.descr, shape: [rows.length], data: picked };
  });
  return [...members, EXTRA];
}

/** Rates of exceedance of one level by source, largest first: `array` {src_id S, rate f8}. */
export async function extractRatesBySource(results: Results, query: Query): Promise<NamedArray[]> {
  const ids = sourceIds(results);
  const { measures, levels } = results;
  const [measure] = strings(query, "imt") ?? [];
  const level = number(query, "iml");
  const site = integers(query, "site_id")?.[0] ?? 0;
  if (measure === undefined || level === undefined)
    throw badRequest("give imt=, one of the measures, and iml=, a level");
  const m = measures.indexOf(measure);
  if (m < 0) throw badRequest(`unknown imt ${measure}; allowed: ${measures.join(", ")}`);
  const entry = results.reader.describe("mean_rates_by_src");
  const count = entry?.kind === "array" ? entry.shape[0]! : 0;
  if (site < 0 || site >= count)
    throw badRequest(`site_id ${site} is out of range: the calculation has ${count} sites`);
  const rates = await readNumbers(results, "mean_rates_by_src", { start: site, stop: site + 1 });
  const grid = levels[m] ?? [];
  const rows = ids.map((id, s) => ({
    id,
    rate: interpolate(level, grid, (l) => rates[(m * grid.length + l) * ids.length + s]!),
  }));
  rows.sort((a, b) => b.rate - a.rate);
  const packed = packedTexts(rows.map((row) => row.id));
  const fields = [
    { name: "src_id", dtype: `|S${packed.width}`, bytes: packed.bytes },
    { name: "rate", dtype: "<f8", bytes: bytesOf(Float64Array.from(rows, (row) => row.rate)) },
  ] as const;
  const before = [integerScalar("site_id", site), textScalar("imt", measure), floatScalar("iml", level)];
  return withArray(before, recordArray("array", fields, rows.length));
}

/** Linear interpolation, constant outside the grid. */
function interpolate(x: number, grid: readonly number[], value: (index: number) => number): number {
  const last = grid.length - 1;
  if (x <= grid[0]!) return value(0);
  if (x >= grid[last]!) return value(last);
  const right = grid.findIndex((level) => level >= x);
  const t = (x - grid[right - 1]!) / (grid[right]! - grid[right - 1]!);
  return value(right - 1) + t * (value(right) - value(right - 1));
}
