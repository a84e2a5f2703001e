/** Checks of parameters against each other (job-ini.md sections 8 and 9). */
import type { InputProblem } from "../../input-error.ts";
import { type JobFile, placeOf } from "./job-file.ts";

/** Everything wrong with a job's parameters taken together. */
export function parameterProblems(jobFile: JobFile): InputProblem[] {
  const problems: InputProblem[] = [];
  const { calculation_mode: mode } = jobFile.parameters;
  if (mode === undefined && !jobFile.lines.has("calculation_mode"))
    problems.push({ message: "Missing calculation_mode", ...placeOf(jobFile, "calculation_mode") });
  return problems;
}
