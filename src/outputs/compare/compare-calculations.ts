/** Two calculations of a data folder, from the task in a folder to the answer beside it. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CalculationPlace, openResults } from "../write-to-cache.ts";
import { calculationExports } from "./calculation-exports.ts";
import { compareExports, type ExportSet } from "./compare-exports.ts";
import type { Comparison, Tolerance } from "./comparison.ts";
import { folderExports } from "./folder-exports.ts";

export const COMPARISON_FILES = { task: "comparison-task.json", answer: "comparison.json" } as const;

interface ComparedCalculation {
  readonly id: number;
  readonly place: CalculationPlace;
  /** Folder of its csv files, where another engine computed it. */
  readonly exports?: string;
}

export interface ComparisonTask {
  readonly a: ComparedCalculation;
  readonly b: ComparedCalculation;
  readonly tolerance: Tolerance;
  readonly commonOnly: boolean;
  /** User level of the one who asks; outputs above it are left out. */
  readonly level: number;
}

async function compareCalculations({ a, b, tolerance, commonOnly, level }: ComparisonTask): Promise<Comparison> {
  return withExports(a, level, (setA) =>
    withExports(b, level, (setB) => compareExports(setA, setB, tolerance, commonOnly)),
  );
}

async function withExports<T>(
  { id, place, exports }: ComparedCalculation,
  level: number,
  use: (set: ExportSet) => Promise<T>,
): Promise<T> {
  if (exports !== undefined) return use(folderExports(exports, `calculation ${id}`));
  const results = openResults(place);
  try {
    return await use(await calculationExports(results, id, level));
  } finally {
    results.reader.close();
  }
}

/** @throws InputError for an output that cannot be read as a table */
export async function answerComparison(folder: string): Promise<void> {
  const task = JSON.parse(readFileSync(join(folder, COMPARISON_FILES.task), "utf8")) as ComparisonTask;
  const beside = join(folder, `${COMPARISON_FILES.answer}.new`);
  writeFileSync(beside, JSON.stringify(await compareCalculations(task)));
  renameSync(beside, join(folder, COMPARISON_FILES.answer));
}
