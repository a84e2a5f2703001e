/** What is told at the end of a job. */
import type { Job } from "../job.ts";
import { newJobRecord } from "../job-record.ts";
import type { NewJob } from "../job-service.ts";
import type { Message } from "./deliver.ts";

export type MigrationCallback = NonNullable<NewJob["migrationCallback"]>;

/** `notify_to`: the record of a job and `error`. */
export function notifyMessage(url: string, job: Job, error: string | null): Message {
  return { url, contentType: "application/json", body: JSON.stringify({ ...newJobRecord(job), error }) };
}

/** `migration_callback_url` of the older API: a form. */
export function migrationMessage(callback: MigrationCallback, job: Job): Message {
  const kind = /(risk|bcr|damage)$/.test(job.calculationMode) ? "risk" : "hazard";
  const form = new URLSearchParams({
    calculation_id: String(job.id),
    foreign_calculation_id: callback.foreignCalculationId,
    status: job.status,
    url: `${callback.publicUrl}/v1/calc/${kind}/${job.id}/results`,
  });
  return { url: callback.url, contentType: "application/x-www-form-urlencoded", body: form.toString() };
}
