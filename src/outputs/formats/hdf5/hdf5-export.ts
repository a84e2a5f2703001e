/** Small HDF5 files of their own, for outputs that are exported in this format. */
import { createReadStream, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Group } from "h5wasm/node";
import { notFound } from "../../output-error.ts";
import type { Results } from "../../results.ts";
import { hdf5Values, writeAttribute, writeDataset } from "./hdf5-file.ts";

/** The bytes of a file that `write` fills. It lies in the folder for temporary files until it was read. */
export async function* hdf5Content(write: (file: Group) => Promise<void>): AsyncGenerator<Uint8Array> {
  const h5wasm = await import("h5wasm/node");
  await h5wasm.ready;
  const folder = await mkdtemp(join(tmpdir(), "quakewright-hdf5-"));
  try {
    const path = join(folder, "output.hdf5");
    const file = new h5wasm.File(path, "w");
    try {
      await write(file);
      file.flush();
    } finally {
      file.close();
    }
    for await (const chunk of createReadStream(path)) yield new Uint8Array(chunk as Buffer);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A stored table as a group with a dataset a column, as the reference keeps data frames. */
export async function writeTableAsColumns(
  root: Group,
  results: Results,
  name: string,
  pythonClass?: string,
): Promise<void> {
  const { reader } = results;
  const entry = reader.describe(name);
  if (entry?.kind !== "table") throw notFound(`the calculation stored no ${name}`);
  let group = root;
  for (const part of name.split("/")) {
    group = group.keys().includes(part) ? (group.get(part) as Group) : group.create_group(part);
  }
  for (const { name: column, dtype, shape } of entry.columns) {
    await writeDataset(group, column, dtype, [entry.rows, ...shape], async (start, stop) =>
      hdf5Values(dtype, await reader.readColumn(name, column, { start, stop })),
    );
  }
  writeAttribute(group, "__pdcolumns__", entry.columns.map((column) => column.name).join(" "));
  if (pythonClass !== undefined) writeAttribute(group, "__pyclass__", pythonClass);
  for (const [key, value] of Object.entries(entry.attributes)) writeAttribute(group, key, value);
}
