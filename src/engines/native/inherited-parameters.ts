/**
 * Jobs on top of another calculation. The reference takes from the parent whatever the job file does not say, and reuses its
 * results; here a job is computed from its own files alone. That gives the same numbers when the job file says
 * everything the parent's says, and is refused by name when it does not.
 */
import { InputError, type InputProblem } from "../../input-error.ts";
import { type JobFile, readJobFileLeniently } from "../../inputs/job-ini/job-file.ts";
import { folderPart } from "../calculation-folder.ts";
import type { CalculationRequest } from "../engine.ts";
import { readJson } from "../write-json.ts";

/** Of the calculation itself, not of its hazard. */
const OWN: ReadonlySet<string> = new Set([
  ...["description", "calculation_mode", "export_dir", "exports", "concurrent_tasks", "hazard_calculation_id"],
  ...["base_path", "cache", "job_id", "inputs"],
]);

/** What the job would take from its parent, as problems; empty when it stands by itself. */
export function inheritedFrom(
  parent: NonNullable<CalculationRequest["parent"]>,
  jobFile: JobFile,
): readonly InputProblem[] {
  const place = { file: jobFile.file, parameter: "hazard_calculation_id" };
  const parentFile = jobFileOf(parent.folder);
  if (parentFile === undefined)
    return [{ message: `calculation ${parent.id} cannot be continued natively: its job file is not there`, ...place }];
  const names = [
    ...[...parentFile.given].filter((name) => !OWN.has(name) && !jobFile.given.has(name)),
    ...[...parentFile.inputs.keys()].filter((key) => !jobFile.inputs.has(key)).map((key) => `${key}_file`),
  ];
  return names.map((name) => ({
    message: `${name} of calculation ${parent.id} would be taken over, which is not supported natively`,
    file: jobFile.file,
    parameter: name,
    allowed: "a job file that says everything itself",
  }));
}

function jobFileOf(folder: string): JobFile | undefined {
  const request = readJson<CalculationRequest>(folderPart(folder, "request"));
  if (request === null) return undefined;
  try {
    return readJobFileLeniently({ root: folderPart(folder, "inputs") }, request.ini).jobFile;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return undefined;
  }
}
