/** What of a valid job is not computed natively: another engine may do it, so it is told as a warning. */
import { formatProblem } from "../input-error.ts";
import { unsupportedInJobFile } from "../inputs/capabilities.ts";
import type { JobCheck } from "../inputs/check-job.ts";
import type { InputFolder } from "../inputs/input-folder.ts";
import { readJobFileLeniently } from "../inputs/job-ini/job-file.ts";
import { COMPUTED_MODES, findMode } from "./computed-modes.ts";

/** @param check of the job file `ini`; nothing is told of a job that is wrong. */
export function notComputed(folder: InputFolder, ini: string, check: JobCheck): readonly string[] {
  const { calculationMode, problems } = check;
  if (problems.length > 0 || calculationMode === undefined) return [];
  if (!COMPUTED_MODES.includes(calculationMode))
    return [`calculation_mode ${calculationMode} is not computed natively by this version`];
  const { jobFile } = readJobFileLeniently(folder, ini);
  return unsupportedInJobFile(jobFile, findMode(calculationMode).capabilities).map(formatProblem);
}
