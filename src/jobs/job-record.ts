/** Jobs in the words of the HTTP API: its records of jobs, also sent by notifications. */
import type { Job } from "./job.ts";

/** `/v1/calc/:id` (2.2). */
export interface JobRecord {
  readonly id: number;
  readonly description: string;
  readonly user_name: string;
  readonly calculation_mode: string;
  readonly hazard_calculation_id: number | null;
  readonly status: string;
  readonly is_running: boolean;
  readonly start_time: string;
  /** The word "None" while there is none. */
  readonly stop_time: string;
  readonly relevant: boolean;
  readonly size_mb: number | null;
  readonly host: string;
  readonly workflow_id: null;
}

/** Answer of `run` and body of `notify_to` (2.3). */
export interface NewJobRecord {
  readonly job_id: number;
  readonly description: string;
  readonly user_name: string;
  readonly calculation_mode: string;
  readonly hazard_calculation_id: number | null;
  readonly status: string;
  readonly is_running: boolean;
  readonly start_time: string;
  readonly stop_time: string | null;
  readonly relevant: boolean;
  /** Name of the calculation's folder inside the data folder; no path of the server. */
  readonly ds_calc_dir: string;
  readonly pid: number;
  readonly size_mb: number | null;
  readonly host: string;
  readonly workflow_id: null;
}

/** `2026-11-23 16:13:58.606000+00:00`: six decimals and a zone. */
function recordTime(time: number): string {
  return `${new Date(time).toISOString().replace("T", " ").slice(0, 23)}000+00:00`;
}

/** `2026-11-23T16:36:58`. */
function isoSeconds(time: number): string {
  return new Date(time).toISOString().slice(0, 19);
}

export function jobRecord(job: Job): JobRecord {
  return {
    id: job.id,
    description: job.description,
    user_name: job.userName,
    calculation_mode: job.calculationMode,
    hazard_calculation_id: job.hazardCalculationId,
    status: job.status,
    is_running: job.isRunning,
    start_time: recordTime(job.startTime),
    stop_time: job.stopTime === null ? "None" : recordTime(job.stopTime),
    relevant: job.relevant,
    size_mb: job.sizeMb,
    host: job.host,
    workflow_id: null,
  };
}

export function newJobRecord(job: Job): NewJobRecord {
  return {
    description: job.description,
    user_name: job.userName,
    calculation_mode: job.calculationMode,
    hazard_calculation_id: job.hazardCalculationId,
    status: job.status,
    is_running: job.isRunning,
    start_time: isoSeconds(job.startTime),
    stop_time: job.stopTime === null ? null : isoSeconds(job.stopTime),
    relevant: job.relevant,
    ds_calc_dir: `calcs/${job.id}`,
    pid: job.pid,
    size_mb: job.sizeMb,
    host: job.host,
    workflow_id: null,
    job_id: job.id,
  };
}
