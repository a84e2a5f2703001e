/** Outputs of a calculation of the engine as single files, written by its helper. */
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { OutputEntry } from "../engine.ts";
import type { ResidentHelper } from "./resident-helper.ts";

export interface FilesToExport {
  /** The engine's datastore. */
  readonly results: string;
  readonly outputs: readonly Pick<OutputEntry, "key" | "types">[];
  /** Types to write an output in, of those it has. */
  readonly typesOf: (types: readonly string[]) => readonly string[];
  readonly target: string;
  /** Name of a written file, from the engine's. */
  readonly nameOf: (name: string) => string;
}

/**
 * Writes the files to the target, which is made when absent. What the engine cannot write is told and left out.
 * @returns paths of the files
 */
export async function exportEngineFiles(
  helper: ResidentHelper,
  { results, outputs, typesOf, target, nameOf }: FilesToExport,
  leftOut: (key: string, reason: string) => void,
): Promise<string[]> {
  mkdirSync(target, { recursive: true });
  const written: string[] = [];
  for (const { key, types } of outputs)
    for (const type of typesOf(types)) {
      const out = mkdtempSync(join(resolve(target), ".export-"));
      try {
        const answer = await helper.ask({ action: "export-files", path: results, key, type, out });
        if ("error" in answer) {
          leftOut(key, answer.error);
          continue;
        }
        for (const name of readdirSync(out)) {
          const file = join(target, nameOf(name));
          renameSync(join(out, name), file);
          written.push(file);
        }
      } finally {
        rmSync(out, { recursive: true, force: true });
      }
    }
  return written;
}
