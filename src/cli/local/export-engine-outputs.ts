/** Writes the outputs of a calculation that an installed OpenQuake Engine computed to a folder. */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import type { OutputEntry } from "../../engines/engine.ts";
import { engineResults } from "../../engines/openquake/engine-folder.ts";
import { residentHelper } from "../../engines/openquake/resident-helper.ts";
import { typesFor, withoutId } from "./export-outputs.ts";

/**
 * Every output in the wanted types it has; answers the paths of the files. What the engine cannot write is told and left out.
 * @param oq the setting that names the engine
 */
export async function exportEngineOutputs(
  { id, folder, outputs }: { readonly id: number; readonly folder: string; readonly outputs: readonly OutputEntry[] },
  wanted: readonly string[],
  target: string,
  oq: string,
): Promise<string[]> {
  mkdirSync(target, { recursive: true });
  const path = engineResults(folder, id);
  const written: string[] = [];
  if (wanted.includes("hdf5")) {
    const copy = join(target, basename(path));
    copyFileSync(path, copy);
    written.push(copy);
  }
  const work = mkdtempSync(join(tmpdir(), "quakewright-helper-"));
  const helper = residentHelper(oq, work);
  try {
    for (const { key, types } of outputs)
      for (const type of typesFor(types, types, wanted)) {
        const out = mkdtempSync(join(resolve(target), ".export-"));
        try {
          const answer = await helper.ask({ action: "export-files", path, key, type, out });
          if ("error" in answer) {
            console.error(`warning: ${key} was not written: ${answer.error}`);
            continue;
          }
          for (const name of readdirSync(out)) {
            const file = join(target, withoutId(name, id));
            renameSync(join(out, name), file);
            written.push(file);
          }
        } finally {
          rmSync(out, { recursive: true, force: true });
        }
      }
  } finally {
    helper.close();
    rmSync(work, { recursive: true, force: true });
  }
  return written;
}
