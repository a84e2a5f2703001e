/** What a comparison is asked of: a folder of exported files, or a calculation of the data folder. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { calculationExports } from "../../outputs/compare/calculation-exports.ts";
import type { ExportSet } from "../../outputs/compare/compare-exports.ts";
import { openResults } from "../../outputs/index.ts";
import { UsageError } from "../exit.ts";
import { storedCalculation } from "./stored-calculation.ts";

/** @throws UsageError when the folder holds no csv files */
export function folderExports(folder: string): ExportSet {
  const names = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile());
  if (!names.some((name) => name.toLowerCase().endsWith(".csv"))) throw new UsageError(`${folder} holds no csv files`);
  return {
    label: folder,
    files: new Map(names.map((name) => [name, async () => readFileSync(join(folder, name), "utf8")])),
  };
}

/** Opens what the operand names for `use`. @throws UsageError when there is no such folder or calculation */
export async function withExports<T>(operand: string, data: string, use: (set: ExportSet) => Promise<T>): Promise<T> {
  if (existsSync(operand) && statSync(operand).isDirectory()) return use(folderExports(operand));
  if (!/^\d+$/.test(operand))
    throw new UsageError(`${operand}: expected a folder of csv files or the number of a calculation`);
  const { id, place } = storedCalculation(data, operand);
  const results = openResults(place);
  try {
    return await use(await calculationExports(results, id));
  } finally {
    results.reader.close();
  }
}
