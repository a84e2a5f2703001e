/**
 * The datastore as one HDF5 file with the groups and datasets of the reference's, for tools that read those: its own library,
 * h5py, HDFView. Texts are of fixed width; tables are datasets of records, except those the reference keeps as columns.
 */
import type { Group } from "h5wasm/node";
import type { DType, NumericArray } from "../../../datastore/index.ts";
import { REFERENCE_ENGINE_VERSION, VERSION } from "../../../version.ts";
import { pythonJson } from "../../arrays/python-json.ts";
import { parametersJson } from "../../job/oqparam.ts";
import { findOutput } from "../../output-list.ts";
import type { Results } from "../../results.ts";
import { shapeDescription } from "../../shape-descriptions.ts";
import { ONE_TASK, writeRates } from "./hazard-rates.ts";
import { hdf5Values, writeAttribute, writeCompound, writeDataset, writeText } from "./hdf5-file.ts";
import { writeLogicTrees } from "./logic-tree.ts";

/** Names written in a form of their own. */
const OWN_FORM = /^(full_lt\/|realizations$|group_(rates|paths)(\/|$))/;

/** Writes the file at `path`, which must not exist. Arrays are copied piece by piece. */
export async function writeHdf5(results: Results, path: string): Promise<void> {
  const h5wasm = await import("h5wasm/node");
  await h5wasm.ready;
  const file = new h5wasm.File(path, "w");
  try {
    writeRootAttributes(file, results);
    writeText(file, "oqparam", parametersJson(results, ONE_TASK));
    writeAttribute(file.get("oqparam") as Group, "__pyclass__", "openquake.commonlib.oqvalidation.OqParam");
    for (const name of results.reader.names()) {
      if (!OWN_FORM.test(name)) await writeEntry(file, results, name);
    }
    await writeLogicTrees(file, results);
    await writeRates(file, results);
    file.flush();
  } finally {
    file.close();
  }
}

function writeRootAttributes(root: Group, results: Results): void {
  const { startDate, checksum } = results.reader.provenance;
  writeAttribute(root, "engine_version", REFERENCE_ENGINE_VERSION);
  writeAttribute(root, "generated_by", `Quakewright ${VERSION}`);
  writeAttribute(root, "date", startDate);
  root.create_attribute("checksum32", Uint32Array.of(checksum >>> 0), [], "<I");
  const size = results.reader.attributes["input_size"];
  writeAttribute(root, "input_size", typeof size === "number" ? size : 0);
}

/** The group that `a/b/c` lies in, and its last part. */
function place(root: Group, name: string): { readonly group: Group; readonly last: string } {
  const parts = name.split("/");
  const last = parts.pop()!;
  let group = root;
  for (const part of parts) group = group.keys().includes(part) ? (group.get(part) as Group) : group.create_group(part);
  return { group, last };
}

async function writeEntry(root: Group, results: Results, name: string): Promise<void> {
  const { reader } = results;
  const entry = reader.describe(name);
  if (entry === undefined) return;
  const { group, last } = place(root, name);
  if (entry.kind === "table") {
    const members = entry.columns.map(({ name: column, dtype, shape }) => ({
      name: column,
      dtype,
      shape,
      read: async (start: number, stop: number) =>
        hdf5Values(dtype, await reader.readColumn(name, column, { start, stop })),
    }));
    const { form, pythonClass } = findOutput(name)?.hdf5 ?? {};
    if (form === "columns") {
      const table = group.create_group(last);
      for (const { name: column, dtype, shape, read } of members) {
        await writeDataset(table, column, dtype, [entry.rows, ...shape], read);
      }
      writeAttribute(table, "__pdcolumns__", entry.columns.map((column) => column.name).join(" "));
      if (pythonClass !== undefined) writeAttribute(table, "__pyclass__", pythonClass);
    } else await writeCompound(group, last, members, entry.rows);
  } else if (name === "mean_rates_by_src") {
    await writeLabelledGroup(group.create_group(last), results, name);
    return;
  } else {
    await writeArray(group, last, results, name);
  }
  const target = group.get(last) as Group;
  const description = shapeDescription(results, name);
  if (description !== undefined) writeAttribute(target, "json", pythonJson(description));
  else for (const [key, value] of Object.entries(entry.attributes)) writeAttribute(target, key, value);
}

async function writeArray(group: Group, as: string, results: Results, name: string): Promise<void> {
  const { reader } = results;
  const entry = reader.describe(name);
  if (entry?.kind !== "array") return;
  const { shape } = entry;
  // The reference keeps them so.
  const dtype = name === "weights" && entry.dtype === "<f8" ? "<f4" : entry.dtype;
  const isText = dtype.startsWith("|S");
  await writeDataset(group, as, dtype, shape, async (start, stop) =>
    isText
      ? [...(await reader.readTexts(name, { start, stop }))]
      : (hdf5Values(dtype, inType(dtype, await reader.readArray(name, { start, stop }))) as Float64Array),
  );
}

function inType(dtype: DType, data: NumericArray): NumericArray {
  return dtype === "<f4" && !(data instanceof Float32Array) ? Float32Array.from(data, Number) : data;
}

/** An array with the names along its dimensions beside it, as the reference keeps it. */
async function writeLabelledGroup(group: Group, results: Results, name: string): Promise<void> {
  await writeArray(group, "array", results, name);
  for (const [axis, values] of Object.entries({ ...shapeDescription(results, name), extra: ["value"] })) {
    if (typeof values === "number") {
      await writeDataset(group, axis, "<i8", [], async () => BigInt64Array.of(BigInt(values)));
    } else if (Array.isArray(values)) {
      const texts = values.map(String);
      const width = Math.max(1, ...texts.map((text) => new TextEncoder().encode(text).length));
      await writeDataset(group, axis, `|S${width}`, [texts.length], async (start, stop) => texts.slice(start, stop));
    }
  }
  writeAttribute(group, "__pyclass__", "openquake.baselib.hdf5.ArrayWrapper");
}
