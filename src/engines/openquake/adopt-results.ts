/**
 * Results of the engine in the layout of our own datastore, beside its HDF5 file: what native calculations continue, and what is shown and
 * written in the formats that the engine does not have. Names and layouts are nearly the same in both; what is not listed here stays in the
 * HDF5 file only.
 */
import { readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import {
  type Attributes,
  type ColumnData,
  createDatastore,
  type DatastoreWriter,
  type JsonValue,
  type NumericArray,
} from "../../datastore/index.ts";
import { statisticName, statisticsOf } from "../../hazard/curves/statistics.ts";
import { type Hdf5File, openHdf5 } from "../../inputs/hdf5-file.ts";
import { VERSION } from "../../version.ts";

/** Bytes read at once, about. */
const BLOCK_BYTES = 64 * 2 ** 20;

type Parameters = { readonly [name: string]: JsonValue };

/** Tables that are a group with an array a column. */
const GROUPS = ["gmf_data", "sitecol", "_rates"];

/** Tables that are arrays of records, and the types of their columns; others are single precision. */
const RECORDS: { readonly [table: string]: { readonly [column: string]: (rows: readonly unknown[]) => NumericArray } } =
  {
    events: {
      id: (rows) => Uint32Array.from(rows as number[]),
      rup_id: (rows) => BigInt64Array.from(rows as number[], BigInt),
      rlz_id: (rows) => Uint16Array.from(rows as number[]),
      year: (rows) => Uint32Array.from(rows as number[]),
      ses_id: (rows) => Uint32Array.from(rows as number[]),
    },
    "gmf_data/sigma_epsilon": {
      eid: (rows) => Uint32Array.from(rows as number[]),
      rlz_id: (rows) => Uint16Array.from(rows as number[]),
    },
  };

/**
 * Writes `datastore.json` and what it names into the folder of the HDF5 file; readers see nothing before all is there.
 * @param more what only the job can tell: its realizations
 * @throws InputError when the file cannot be read
 */
export async function adoptResults(path: string, more: (writer: DatastoreWriter) => void): Promise<void> {
  const folder = dirname(path);
  const apart = join(folder, "adopted");
  rmSync(apart, { recursive: true, force: true });
  const file = await openHdf5({ root: folder }, basename(path));
  try {
    const parameters = JSON.parse(String(file.get("oqparam")?.value ?? "{}")) as Parameters;
    const root = file.get("/")?.attributes ?? {};
    const writer = createDatastore(apart, {
      version: VERSION,
      startDate: String(root["date"] ?? ""),
      checksum: Number(root["checksum32"] ?? 0),
      seeds: { random_seed: Number(parameters["random_seed"] ?? 42) },
    });
    for (const [name, value] of Object.entries(rootAttributes(file, parameters))) writer.setAttribute(name, value);
    adoptWeights(file, writer);
    for (const name of arraysOf(file)) adoptArray(file, writer, name, arrayAttributes(file, name, parameters));
    for (const name of GROUPS) adoptGroup(file, writer, name);
    for (const name of Object.keys(RECORDS)) adoptRecords(file, writer, name);
    adoptAssets(file, writer);
    adoptSourceGroups(file, writer);
    more(writer);
    await writer.commit();
    await writer.close();
    // The index last: without it there is nothing.
    const names = readdirSync(apart).sort((a, b) => Number(a === "datastore.json") - Number(b === "datastore.json"));
    for (const name of names) renameSync(join(apart, name), join(folder, name));
  } finally {
    file.close();
    rmSync(apart, { recursive: true, force: true });
  }
}

/** Of `hazard_imtls`: measures, and levels of each. */
function measuresOf(parameters: Parameters): { readonly imts: string[]; readonly levels: number[][] } {
  const levels = (parameters["hazard_imtls"] ?? {}) as { readonly [imt: string]: readonly number[] };
  return { imts: Object.keys(levels), levels: Object.values(levels).map((values) => [...values]) };
}

function rootAttributes(file: Hdf5File, parameters: Parameters): Attributes {
  const { imts, levels } = measuresOf(parameters);
  return {
    oqparam: withoutFolders(parameters),
    calculation_mode: parameters["calculation_mode"] ?? "",
    description: parameters["description"] ?? "",
    investigation_time: parameters["investigation_time"] ?? null,
    num_rlzs: file.get("weights")?.shape?.[0] ?? 1,
    stats: statisticNames(parameters),
    imts,
    levels,
    poes: parameters["poes"] ?? [],
    hazard_maps: ["hmaps-stats", "hmaps-rlzs"].some((name) => file.get(name) !== null),
    uniform_hazard_spectra: isTrue(parameters, "uniform_hazard_spectra"),
    individual_rlzs: isTrue(parameters, "individual_rlzs"),
    generated_by: `OpenQuake Engine ${file.get("/")?.attributes["engine_version"] ?? ""}`.trim(),
  };
}

/** The engine writes what is true as 1, and leaves out what has its default. */
function isTrue(parameters: Parameters, name: string, standard = false): boolean {
  const value = parameters[name];
  return value === undefined ? standard : value === true || value === 1;
}

/** Names of the statistics that a job asks for. */
function statisticNames(parameters: Parameters): string[] {
  return statisticsOf({
    mean: isTrue(parameters, "mean", true),
    std: isTrue(parameters, "std"),
    quantiles: (parameters["quantiles"] ?? []) as readonly number[],
    max: isTrue(parameters, "max"),
  }).map(statisticName);
}

/** Parameters without the folders of the server: files are named as the job names them. */
function withoutFolders(parameters: Parameters): Parameters {
  const { base_path: base, export_dir: _, ...kept } = parameters;
  if (typeof base !== "string" || base === "") return kept;
  return JSON.parse(JSON.stringify(kept).replaceAll(`${JSON.stringify(base).slice(1, -1)}/`, "")) as Parameters;
}

/** Those of this file that are adopted as they are. */
function arraysOf(file: Hdf5File): string[] {
  const below = ["avg_losses-rlzs", "avg_losses-stats"].flatMap((group) =>
    file.members(group).map((name) => `${group}/${name}`),
  );
  return ["hcurves-rlzs", "hcurves-stats", "hmaps-rlzs", "hmaps-stats", "avg_gmf", ...below].filter(
    (name) => file.get(name)?.shape !== undefined,
  );
}

function arrayAttributes(file: Hdf5File, name: string, parameters: Parameters): Attributes {
  const { imts, levels } = measuresOf(parameters);
  const count = file.get(name)?.shape?.[1] ?? 0;
  const kinds: Attributes = name.includes("-stats")
    ? { stats: statisticNames(parameters) }
    : { rlzs: Array.from({ length: count }, (_, r) => `rlz-${String(r).padStart(3, "0")}`) };
  if (name.startsWith("hcurves")) return { imts, levels, ...kinds };
  if (name.startsWith("hmaps")) return { imts, poes: parameters["poes"] ?? [], ...kinds };
  if (name === "avg_gmf") return { imts: measuresOfFields(file) };
  return name.includes("-stats") ? kinds : {};
}

function measuresOfFields(file: Hdf5File): string[] {
  const text = file.get("gmf_data")?.attributes["imts"];
  return typeof text === "string" ? text.split(" ") : [];
}

function adoptWeights(file: Hdf5File, writer: DatastoreWriter): void {
  const weights = file.get("weights");
  if (weights?.shape === undefined || weights.shape === null) return;
  writer.putArray("weights", Float64Array.from(weights.value as ArrayLike<number>), { shape: weights.shape });
}

/** Blocks of rows, so that memory does not grow with the array. */
function* blocksOf(rows: number, rowBytes: number): Generator<readonly [start: number, stop: number]> {
  const step = Math.max(1, Math.floor(BLOCK_BYTES / Math.max(1, rowBytes)));
  for (let start = 0; start < rows; start += step) yield [start, Math.min(rows, start + step)];
}

function adoptArray(file: Hdf5File, writer: DatastoreWriter, name: string, attributes: Attributes): void {
  const item = file.get(name)!;
  const shape = item.shape ?? [];
  const [rows = 0, ...rest] = shape;
  const row = rest.reduce((product, size) => product * size, 1);
  for (const [start, stop] of blocksOf(rows, 8 * row)) {
    const block = item.rows(start, stop) as NumericArray;
    if (start === 0) writer.putArray(name, block, { shape: [stop, ...rest], attributes });
    else writer.appendArray(name, block);
  }
}

/** Columns of sites that are true or false; the library gives them as numbers. */
const FLAGS: ReadonlySet<string> = new Set(["vs30measured", "backarc"]);

function columnOf(name: string, values: unknown): ColumnData {
  if (Array.isArray(values) && typeof values[0] === "string") return { name, texts: values as string[] };
  if (FLAGS.has(name)) return { name, data: Uint8Array.from(values as ArrayLike<number>), dtype: "|b1" };
  return { name, data: values as NumericArray };
}

function adoptGroup(file: Hdf5File, writer: DatastoreWriter, name: string): void {
  const group = file.get(name);
  const listed = group?.attributes["__pdcolumns__"];
  if (group === null || typeof listed !== "string") return;
  const columns = listed.split(" ").filter((column) => file.get(`${name}/${column}`) !== null);
  const rows = file.get(`${name}/${columns[0]}`)?.shape?.[0] ?? 0;
  for (const [start, stop] of blocksOf(rows, 8 * columns.length)) {
    const block = columns.map((column) => columnOf(column, file.get(`${name}/${column}`)!.rows(start, stop)));
    if (start === 0) writer.putTable(name, block, groupAttributes(group.attributes));
    else writer.appendTable(name, block);
  }
}

function groupAttributes(attributes: { readonly [name: string]: unknown }): Attributes {
  const kept = Object.entries(attributes).filter(([name]) => !name.startsWith("__"));
  return Object.fromEntries(
    kept.map(([name, value]) => [name, typeof value === "bigint" ? Number(value) : (value as JsonValue)]),
  );
}

function adoptRecords(file: Hdf5File, writer: DatastoreWriter, name: string): void {
  const item = file.get(name);
  if (item === null || item.fields.length === 0) return;
  const types = RECORDS[name]!;
  const rows = item.value as readonly (readonly unknown[])[];
  writer.putTable(
    name,
    item.fields.map((column, i): ColumnData => {
      const cells = rows.map((row) => row[i]);
      return { name: column, data: types[column]?.(cells) ?? Float32Array.from(cells as number[]) };
    }),
  );
}

/** Assets: their tags are numbers of texts in the engine's file, texts in ours. */
function adoptAssets(file: Hdf5File, writer: DatastoreWriter): void {
  const item = file.get("assetcol/array");
  if (item === null || item.fields.length === 0) return;
  const about = file.get("assetcol")!.attributes;
  const words = (value: unknown): string[] =>
    Array.isArray(value) ? value.map(String) : typeof value === "string" && value !== "" ? value.split(" ") : [];
  const tags = new Map(
    words(about["tagnames"]).map((tag) => [tag, file.get(`assetcol/tagcol/${tag}`)!.value as readonly string[]]),
  );
  const rows = item.value as readonly (readonly unknown[])[];
  const columns = item.fields.map((name, i): ColumnData => {
    const cells = rows.map((row) => row[i]);
    const texts = tags.get(name);
    if (texts !== undefined) return { name, texts: cells.map((index) => texts[Number(index)] ?? "") };
    if (typeof cells[0] === "string") return { name, texts: cells as string[] };
    if (name === "ordinal" || name === "site_id") return { name, data: Uint32Array.from(cells as number[]) };
    return { name, data: Float32Array.from(cells as number[]) };
  });
  writer.putTable("assetcol", columns, {
    tagnames: [...tags.keys()],
    fields: words(about["fields"]),
    occfields: words(about["occfields"]),
    units: {},
  });
}

/**
 * Which source paths and tectonic region type the source groups of `_rates` are of: a row a group and path. The attribute `rates` counts the
 * pairs of group and ground-motion model that rates are kept of.
 */
function adoptSourceGroups(file: Hdf5File, writer: DatastoreWriter): void {
  const item = file.get("trt_smrs");
  const trts = file.get("full_lt")?.attributes["trts"];
  if (file.get("_rates/gid") === null || item === null || !Array.isArray(trts)) return;
  // Lists of different length, or a matrix where all are of one.
  const [, width = 1] = item.shape ?? [];
  const lists = Array.isArray(item.value)
    ? (item.value as readonly ArrayLike<number>[])
    : Array.from({ length: (item.value as Uint32Array).length / width }, (_, group) =>
        (item.value as Uint32Array).subarray(group * width, (group + 1) * width),
      );
  const rows = lists.flatMap((members, group) => Array.from(members, (number) => ({ group, number })));
  writer.putTable(
    "source_groups",
    [
      { name: "group", data: Uint32Array.from(rows, ({ group }) => group) },
      { name: "trt", texts: rows.map(({ number }) => String(trts[Math.floor(number / 2 ** 24)])) },
      { name: "path", data: Uint32Array.from(rows, ({ number }) => number % 2 ** 24) },
    ],
    { rates: file.get("gsims")?.shape?.[0] ?? null },
  );
}
