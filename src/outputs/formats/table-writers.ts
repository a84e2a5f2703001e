/** What writes a table in each format. A new format is a file beside this one and a line here. */
import type { OutputTable } from "../tables/table.ts";
import { csv } from "./csv.ts";
import { geojson } from "./geojson.ts";
import { json } from "./json.ts";
import type { Format } from "./media-types.ts";

export const TABLE_WRITERS: { readonly [format in Format]?: (table: OutputTable) => AsyncIterable<Uint8Array> } = {
  csv,
  json,
  geojson,
  // Loaded when asked for: its libraries would slow down the start of the server.
  parquet: async function* (table) {
    yield* (await import("./parquet.ts")).parquet(table);
  },
};
