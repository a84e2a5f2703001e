/** Checks of the risk documents a job names. */
import type { InputProblem } from "../../input-error.ts";
import type { JobFile } from "../job-ini/job-file.ts";

export async function riskProblems(_jobFile: JobFile, _hasParent: boolean): Promise<readonly InputProblem[]> {
  return [];
}
