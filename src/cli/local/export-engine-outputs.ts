/** Outputs of a calculation that an installed OpenQuake Engine computed, as files of a folder. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { folderPart } from "../../engines/calculation-folder.ts";
import type { OutputEntry } from "../../engines/engine.ts";
import { engineResults } from "../../engines/openquake/engine-folder.ts";
import { exportEngineFiles } from "../../engines/openquake/export-files.ts";
import { residentHelper } from "../../engines/openquake/resident-helper.ts";
import { typesFor, withoutId } from "./export-outputs.ts";

export interface EngineCalculation {
  readonly id: number;
  readonly folder: string;
  readonly outputs: readonly OutputEntry[];
}

/** Outputs of a finished calculation of the data folder. */
export function engineOutputs(folder: string): readonly OutputEntry[] {
  return (JSON.parse(readFileSync(folderPart(folder, "end"), "utf8")) as { readonly outputs: readonly OutputEntry[] })
    .outputs;
}

/**
 * Every output in the wanted types it has; answers the paths of the files. What the engine cannot write is told and left out.
 * @param oq the setting that names the engine
 */
export async function exportEngineOutputs(
  { id, folder, outputs }: EngineCalculation,
  wanted: readonly string[],
  target: string,
  oq: string,
): Promise<string[]> {
  return writeEngineFiles(
    { id, folder, outputs },
    (types) => typesFor(types, types, wanted),
    target,
    oq,
    (name) => withoutId(name, id),
  ).then((files) => (wanted.includes("hdf5") ? [copyResults(folder, id, target), ...files] : files));
}

/** The datastore of the calculation; answers its path. */
export function copyResults(folder: string, id: number, target: string): string {
  const path = engineResults(folder, id);
  mkdirSync(target, { recursive: true });
  const copy = join(target, basename(path));
  copyFileSync(path, copy);
  return copy;
}

/** @param typesOf types to write an output in, of those it has; @param nameOf name of a file, from the engine's */
export async function writeEngineFiles(
  { id, folder, outputs }: EngineCalculation,
  typesOf: (types: readonly string[]) => readonly string[],
  target: string,
  oq: string,
  nameOf: (name: string) => string = (name) => name,
): Promise<string[]> {
  const work = mkdtempSync(join(tmpdir(), "quakewright-helper-"));
  const helper = residentHelper(oq, work);
  try {
    return await exportEngineFiles(
      helper,
      { results: engineResults(folder, id), outputs, typesOf, target, nameOf },
      (key, reason) => console.error(`warning: ${key} was not written: ${reason}`),
    );
  } finally {
    helper.close();
    rmSync(work, { recursive: true, force: true });
  }
}
