/** The csv exports of a stored calculation, made when they are read. */
import type { OutputFile } from "../contract.ts";
import { exportOutput, exportTypes } from "../export-output.ts";
import { listOutputs } from "../list-outputs.ts";
import type { Results } from "../results.ts";
import { levelToDownload } from "../user-levels.ts";
import type { ExportSet } from "./compare-exports.ts";

async function textOf(file: OutputFile): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of file.content)
    text += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

/** All listed outputs that csv can hold and that are for this user level. */
export async function calculationExports(results: Results, id: number, level = 2): Promise<ExportSet> {
  const files = new Map<string, () => Promise<string>>();
  for (const { key } of listOutputs(results)) {
    if (!exportTypes(key).includes("csv")) continue;
    // Level 0 sees results, too: 1 stands for everybody.
    if (levelToDownload(key) > Math.max(1, level)) continue;
    for (const file of await exportOutput(results, key, "csv", { calculationId: id }))
      files.set(file.name, () => textOf(file));
  }
  return { label: `calculation ${id}`, files };
}
