/** What classical calculations refuse beyond single parameters, inputs and kinds of sources (see `capabilities.ts`). */
import { ProblemList } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import { refusePostProcessing } from "../post-processing/index.ts";

/** @throws InputError with all problems. */
export function refuseUnsupported(job: Job): void {
  const problems = new ProblemList();
  refusePostProcessing(job, problems);
  problems.throwIfAny();
}
