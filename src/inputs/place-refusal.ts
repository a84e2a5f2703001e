/** Calculators see no job file: what they refuse by the name of a parameter gets the line that sets it here. */
import { InputError, type InputProblem } from "../input-error.ts";
import type { InputFolder } from "./input-folder.ts";
import { readJobFileLeniently } from "./job-ini/job-file.ts";

/** The problems, those without a file with the place of their parameter in the job file. */
export function placeRefusals(
  folder: InputFolder,
  ini: string,
  problems: readonly [InputProblem, ...InputProblem[]],
): readonly [InputProblem, ...InputProblem[]] {
  if (problems.every(({ file }) => file !== undefined)) return problems;
  const { lines } = readJobFileLeniently({ root: folder.root }, ini).jobFile;
  const placed = (problem: InputProblem): InputProblem => {
    if (problem.file !== undefined || problem.parameter === undefined) return problem;
    const line = lines.get(problem.parameter) ?? lines.get(problem.parameter.replace(/_file$/, ""));
    return { ...problem, file: ini, ...(line === undefined ? {} : { line }) };
  };
  const [first, ...more] = problems;
  return [placed(first), ...more.map(placed)];
}

/** Runs what a calculator does with a job; what it refuses is placed. @throws what `run` throws */
export async function withPlacedRefusals<T>(folder: InputFolder, ini: string, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof InputError) || error.constructor !== InputError) throw error;
    throw new InputError(placeRefusals(folder, ini, error.problems));
  }
}
