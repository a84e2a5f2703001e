/** What of a job classical calculations do not support yet, told by name before anything is computed. */
import { ProblemList } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import { refusePostProcessing } from "./post-processing/index.ts";

/** Parameters whose effect is not computed, with the values that have none. */
const WITHOUT_EFFECT: { readonly [name: string]: (value: unknown) => boolean } = {
  site_labels: isEmpty,
  keep_trt: isEmpty,
  tile_spec: isEmpty,
  hazard_calculation_id: isEmpty,
};

/** Input files whose effect is not computed. */
const FILES_WITHOUT_EFFECT = ["delta_rates", "hazard_curves"];

/** @throws InputError with all problems. */
export function refuseUnsupported(job: Job): void {
  const problems = new ProblemList();
  const values: { readonly [name: string]: unknown } = job.parameters;
  for (const [name, hasNoEffect] of Object.entries(WITHOUT_EFFECT))
    if (job.given.has(name) && !hasNoEffect(values[name]))
      problems.add(`the parameter ${name} is not supported yet in classical calculations`, { parameter: name });
  refusePostProcessing(job, problems);
  for (const key of FILES_WITHOUT_EFFECT)
    if (job.files.has(key))
      problems.add(`the input ${key}_file is not supported yet in classical calculations`, {
        parameter: `${key}_file`,
        file: job.files.get(key)?.[0],
      });
  problems.throwIfAny();
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.keys(value).length === 0;
}
