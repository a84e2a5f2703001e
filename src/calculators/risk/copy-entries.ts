/** Copies what a calculation shares with the one it continues. */
import type { DatastoreReader, DatastoreWriter } from "../../datastore/index.ts";

/** Tables that say what realizations and sites there are. */
const SHARED = ["sitecol", "realizations", "weights"];

/** Sites, realizations and logic trees. */
export async function copyShared(reader: DatastoreReader, writer: DatastoreWriter): Promise<void> {
  for (const name of reader.names())
    if (SHARED.includes(name) || name.startsWith("full_lt/")) await copyEntry(reader, writer, name);
}

/** An array or a table. */
export async function copyEntry(reader: DatastoreReader, writer: DatastoreWriter, name: string): Promise<void> {
  const entry = reader.describe(name)!;
  if (entry.kind === "array") {
    const { dtype, shape, attributes } = entry;
    writer.putArray(name, await reader.readArray(name), { dtype, shape, attributes });
    return;
  }
  const columns = await Promise.all(
    entry.columns.map(async (column) => {
      const cells = await reader.readColumn(name, column.name);
      const { shape, unit, meaning, dtype } = column;
      const about = { ...(unit === undefined ? {} : { unit }), ...(meaning === undefined ? {} : { meaning }) };
      return "buffer" in cells
        ? { name: column.name, data: cells, shape, dtype, ...about }
        : { name: column.name, texts: cells, ...about };
    }),
  );
  writer.putTable(name, columns, entry.attributes);
}
