/** A row of the table of jobs and the job it stands for. */
import type { EngineName, Job, JobStatus } from "../job.ts";

/** Columns of a job row; `tags` is made by the query. */
export interface JobRow {
  readonly id: number;
  readonly description: string;
  readonly user_name: string;
  readonly calculation_mode: string;
  readonly hazard_calculation_id: number | null;
  readonly status: JobStatus;
  readonly is_running: number;
  readonly start_time: number;
  readonly stop_time: number | null;
  readonly relevant: number;
  readonly size_mb: number | null;
  readonly host: string;
  readonly pid: number;
  readonly process_start: string | null;
  readonly engine: EngineName;
  readonly progress: number;
  readonly stage: string;
  readonly ini: string | null;
  readonly queued_at: number | null;
  readonly requeued: number;
  readonly stop_requested: number;
  readonly notify_to: string | null;
  readonly migration_callback: string | null;
  readonly error: string | null;
  readonly tags: string | null;
}

/** Everything but the traceback, which may be long. */
export const JOB_COLUMNS = `j.id, j.description, j.user_name, j.calculation_mode, j.hazard_calculation_id, j.status, j.is_running,
  j.start_time, j.stop_time, j.relevant, j.size_mb, j.host, j.pid, j.process_start, j.engine, j.progress, j.stage, j.ini,
  j.queued_at, j.requeued, j.stop_requested, j.notify_to, j.migration_callback, j.error,
  (SELECT group_concat(CASE WHEN jt.is_preferred THEN t.name || '★' ELSE t.name END, ', ' ORDER BY jt.is_preferred DESC, t.name)
     FROM job_tags jt JOIN tags t ON t.id = jt.tag_id WHERE jt.job_id = j.id) AS tags`;

export function toJob(row: JobRow): Job {
  return {
    id: row.id,
    description: row.description,
    userName: row.user_name,
    calculationMode: row.calculation_mode,
    hazardCalculationId: row.hazard_calculation_id,
    status: row.status,
    refused: row.status === "failed" && row.queued_at === null,
    isRunning: row.is_running === 1,
    startTime: row.start_time,
    stopTime: row.stop_time,
    relevant: row.relevant === 1,
    sizeMb: row.size_mb,
    host: row.host,
    pid: row.pid,
    engine: row.engine,
    progress: row.progress,
    stage: row.stage,
    eta: null,
    tags: row.tags,
    ini: row.ini,
  };
}
