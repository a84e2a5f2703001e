/** Two calculations of a data folder, from the task in a folder to the answer beside it. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CalculationPlace, openResults } from "../write-to-cache.ts";
import { calculationExports } from "./calculation-exports.ts";
import { compareExports } from "./compare-exports.ts";
import type { Comparison, Tolerance } from "./comparison.ts";

export const COMPARISON_FILES = { task: "comparison-task.json", answer: "comparison.json" } as const;

interface ComparedCalculation {
  readonly id: number;
  readonly place: CalculationPlace;
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
  const [resultsA, resultsB] = [openResults(a.place), openResults(b.place)];
  try {
    return await compareExports(
      await calculationExports(resultsA, a.id, level),
      await calculationExports(resultsB, b.id, level),
      tolerance,
      commonOnly,
    );
  } finally {
    resultsA.reader.close();
    resultsB.reader.close();
  }
}

/** @throws InputError for an output that cannot be read as a table */
export async function answerComparison(folder: string): Promise<void> {
  const task = JSON.parse(readFileSync(join(folder, COMPARISON_FILES.task), "utf8")) as ComparisonTask;
  const beside = join(folder, `${COMPARISON_FILES.answer}.new`);
  writeFileSync(beside, JSON.stringify(await compareCalculations(task)));
  renameSync(beside, join(folder, COMPARISON_FILES.answer));
}
