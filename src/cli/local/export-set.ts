/** What a comparison is asked of: a folder of exported files, or a calculation of the data folder. */
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { calculationExports } from "../../outputs/compare/calculation-exports.ts";
import type { ExportSet } from "../../outputs/compare/compare-exports.ts";
import { folderExports } from "../../outputs/compare/folder-exports.ts";
import { openResults } from "../../outputs/index.ts";
import { UsageError } from "../exit.ts";
import { writeEngineFiles } from "./export-engine-outputs.ts";
import { storedByEngine, storedCalculation } from "./stored-calculation.ts";

/** @throws UsageError when the folder holds no csv files */
export function csvFolder(folder: string): ExportSet {
  const set = folderExports(folder, folder);
  if (![...set.files.keys()].some((name) => name.toLowerCase().endsWith(".csv")))
    throw new UsageError(`${folder} holds no csv files`);
  return set;
}

/**
 * Opens what the operand names for `use`.
 * @param oq the setting that names the engine, which writes the files of its own calculations
 * @throws UsageError when there is no such folder or calculation
 */
export async function withExports<T>(
  operand: string,
  { data, oq }: { readonly data: string; readonly oq: string },
  use: (set: ExportSet) => Promise<T>,
): Promise<T> {
  if (existsSync(operand) && statSync(operand).isDirectory()) return use(csvFolder(operand));
  if (!/^\d+$/.test(operand))
    throw new UsageError(`${operand}: expected a folder of csv files or the number of a calculation`);
  const foreign = storedByEngine(data, operand);
  if (foreign !== undefined) {
    const folder = mkdtempSync(join(tmpdir(), "quakewright-compare-"));
    try {
      await writeEngineFiles(foreign, (types) => types.filter((type) => type === "csv"), folder, oq);
      return await use(folderExports(folder, `calculation ${foreign.id}`));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const { id, place } = storedCalculation(data, operand);
  const results = openResults(place);
  try {
    return await use(await calculationExports(results, id));
  } finally {
    results.reader.close();
  }
}
