/** The calculation that a form says to continue. */
import type { JobService } from "../../jobs/index.ts";
import { maySee } from "../accounts/permissions.ts";
import { ApiError, badRequest } from "../api-error.ts";
import type { Caller } from "../caller.ts";
import { hazardParent } from "../older-ids.ts";

/** Fields that name it: `hazard_job_id`, in the older API `hazard_calc`, or an output of it. */
export interface ParentFields {
  readonly hazard_job_id?: string | undefined;
  readonly hazard_calc?: string | undefined;
  readonly hazard_result?: string | undefined;
}

/** A number where digits were sent, blanks around them allowed; anything else as it came: it names no calculation. */
function jobIdOf(text: string): number | string {
  const digits = /^[ \t]*(\d{1,15})[ \t]*$/.exec(text)?.[1];
  return digits === undefined ? text : Number(digits);
}

/**
 * The parent as the form names it, undefined without one. Whether it exists and has ended is asked where it is looked up.
 * @throws ApiError 403 when it belongs to somebody else; 400 when two fields exclude each other
 */
export function parentOf(jobs: JobService, caller: Caller, fields: ParentFields): string | number | undefined {
  if (fields.hazard_calc !== undefined && fields.hazard_result !== undefined) {
    throw badRequest("hazard_calc and hazard_result exclude each other", { parameter: "hazard_result" });
  }
  const written = fields.hazard_job_id ?? fields.hazard_calc;
  const wanted =
    written !== undefined
      ? jobIdOf(written)
      : fields.hazard_result === undefined
        ? undefined
        : hazardParent(jobs, fields.hazard_result);
  const job = typeof wanted === "number" ? jobs.get(wanted) : null;
  if (job !== null && !maySee(caller.principal, job)) {
    throw new ApiError(403, `calculation ${job.id} belongs to somebody else`, {
      details: { parameter: "hazard_job_id" },
    });
  }
  return wanted;
}
