/**
 * The group `_rates` that the reference engine continues hazard from: expected numbers of exceedances by site, level and `gid`,
 * the number of a group of sources together with one of its models. Without it the engine's risk calculations complete without
 * any losses.
 */
import type { Group } from "h5wasm/node";
import { type ArrayDescription, type NumericArray, readRagged } from "../../../datastore/index.ts";
import type { Results } from "../../results.ts";
import { writeAttribute, writeCompound, writeDataset } from "./hdf5-file.ts";

/** Tectonic region types and realizations of the source models share a number: type x 2^24 + realization. */
const TYPE_FACTOR = 2 ** 24;

/** Sites read at once. */
const SITES = 256;

/** The reference's numbers of groups with their models, and what of ours is added up in each. */
interface Gids {
  /** Groups: numbers of type and source-model realization, all rows of one length. */
  readonly groups: readonly (readonly number[])[];
  /** Columns of `group_rates` that make each gid. */
  readonly columns: readonly (readonly number[])[];
  /** Number of columns. */
  readonly width: number;
}

/** As many parts as the engine reads at once, which follows from the size (its settings are in `oqparam`, see `ONE_TASK`). */
function chunkCount(sites: number, gids: number, levels: number): number {
  return Math.max(1, Math.ceil((gids * sites * levels * 4) / 1024 ** 3));
}

/** Stored with the parameters, so that the number of parts does not depend on the machine that reads the file. */
export const ONE_TASK = { concurrent_tasks: 2 } as const;

/** Writes `_rates` and `trt_smrs`, site by site; zeros are left out. */
export async function writeRates(root: Group, results: Results): Promise<void> {
  const { reader } = results;
  const entry = reader.describe("group_rates");
  if (entry?.kind !== "array") return;
  const [sites = 0, , measures = 0, levels = 0] = entry.shape;
  const gids = await numberGids(results);
  const chunks = chunkCount(sites, gids.columns.length, measures * levels);
  // The sites of a part lie together.
  const order = Array.from({ length: chunks }, (_, chunk) =>
    Array.from({ length: Math.ceil((sites - chunk) / chunks) }, (_, i) => chunk + i * chunks),
  );
  const rates = siteRates(results, gids, measures * levels);
  const offsets = [0];
  for (const site of order.flat()) offsets.push(offsets.at(-1)! + (await rates(site)).rate.length);
  const rows = offsets.at(-1)!;
  const group = root.create_group("_rates");
  const flat = order.flat();
  const write = (name: keyof SiteRates, dtype: "<u4" | "<u2" | "<f4", make: (length: number) => NumericArray) =>
    writeDataset(group, name, dtype, [rows], async (start, stop) => {
      const out = make(stop - start);
      let at = lastNotAbove(offsets, start);
      for (let done = 0; done < out.length; at++) {
        const values = (await rates(flat[at]!))[name];
        const from = start + done - offsets[at]!;
        const taken = Math.min(values.length - from, out.length - done);
        for (let i = 0; i < taken; i++) out[done + i] = values[from + i]!;
        done += taken;
      }
      return out;
    });
  await write("sid", "<u4", (length) => new Uint32Array(length));
  await write("lid", "<u2", (length) => new Uint16Array(length));
  await write("gid", "<u2", (length) => new Uint16Array(length));
  await write("rate", "<f4", (length) => new Float32Array(length));
  const ends = order.map((own, chunk) => offsets[order.slice(0, chunk).flat().length + own.length]!);
  const number = (name: string, dtype: "<u4" | "<i8", values: readonly number[]) => ({
    name,
    dtype,
    shape: [],
    read: async (start: number, stop: number) =>
      dtype === "<u4"
        ? Uint32Array.from(values.slice(start, stop))
        : BigInt64Array.from(values.slice(start, stop), BigInt),
  });
  await writeCompound(
    group,
    "slice_by_idx",
    [
      number("idx", "<u4", [...order.keys()]),
      number("start", "<i8", [0, ...ends.slice(0, -1)]),
      number("stop", "<i8", ends),
    ],
    chunks,
  );
  writeAttribute(group, "__pdcolumns__", "sid lid gid rate");
  const length = gids.groups[0]?.length ?? 1;
  await writeDataset(root, "trt_smrs", "<u4", [gids.groups.length, length], async (start, stop) =>
    Uint32Array.from(gids.groups.slice(start, stop).flat()),
  );
}

/** The rates of one site that are not zero. */
interface SiteRates {
  readonly sid: number[];
  readonly lid: number[];
  readonly gid: number[];
  readonly rate: number[];
}

function siteRates({ reader }: Results, gids: Gids, cells: number): (site: number) => Promise<SiteRates> {
  let block: { readonly first: number; readonly data: Float32Array } | undefined;
  return async (site) => {
    const first = site - (site % SITES);
    if (block?.first !== first) {
      const sites = (reader.describe("group_rates") as ArrayDescription).shape[0]!;
      const stop = Math.min(sites, first + SITES);
      block = { first, data: (await reader.readArray("group_rates", { start: first, stop })) as Float32Array };
    }
    const { data } = block;
    const at = (site - first) * gids.width * cells;
    const found: SiteRates = { sid: [], lid: [], gid: [], rate: [] };
    for (const [gid, columns] of gids.columns.entries())
      for (let level = 0; level < cells; level++) {
        let sum = 0;
        for (const column of columns) sum += data[at + column * cells + level]!;
        if (sum === 0) continue;
        found.sid.push(site);
        found.lid.push(level);
        found.gid.push(gid);
        found.rate.push(sum);
      }
    return found;
  };
}

/** Index of the last of ascending numbers that is not above a value. */
function lastNotAbove(numbers: readonly number[], value: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (numbers[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * The engine sorts groups by the text of their numbers and numbers their models in the order of the branches. Groups of as many
 * realizations each stay as they are; others are taken apart, a group a realization of the source model.
 */
async function numberGids({ reader }: Results): Promise<Gids> {
  const tectonicRegionTypeNames = [
    ...new Set((await reader.readColumn("full_lt/gsim_lt", "trt")) as readonly string[]),
  ];
  const { regions: tectonicRegionTypes, models } = reader.describe("group_rates")!.attributes as {
    readonly regions: readonly string[];
    readonly models: readonly number[];
  };
  const paths = (await readRagged(reader, "group_paths")) as Uint32Array[];
  const even = paths.every(({ length }) => length === paths[0]!.length);
  const byText = new Map<string, { numbers: readonly number[]; columns: number[][] }>();
  let first = 0;
  for (const [group, own] of paths.entries()) {
    const type = Math.max(0, tectonicRegionTypeNames.indexOf(tectonicRegionTypes[group]!)) * TYPE_FACTOR;
    const all = Array.from(own, (path) => type + path);
    for (const numbers of even ? [all] : all.map((number) => [number])) {
      const made = byText.get(numbers.join(",")) ?? {
        numbers,
        columns: Array.from({ length: models[group]! }, (): number[] => []),
      };
      byText.set(numbers.join(","), made);
      for (const [model, columns] of made.columns.entries()) columns.push(first + model);
    }
    first += models[group]!;
  }
  const sorted = [...byText].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, made]) => made);
  return {
    groups: sorted.map(({ numbers }) => numbers),
    columns: sorted.flatMap(({ columns }) => columns),
    width: first,
  };
}
