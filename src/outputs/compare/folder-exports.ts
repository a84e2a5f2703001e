/** A folder of exported files. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ExportSet } from "./compare-exports.ts";

/** Files of the folder, without those in folders below. @param label as the report calls it */
export function folderExports(folder: string, label: string): ExportSet {
  const names = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile());
  return { label, files: new Map(names.map((name) => [name, async () => readFileSync(join(folder, name), "utf8")])) };
}
