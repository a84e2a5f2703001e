/** What happens to jobs, told inside the process. */
import type { JobStatus, LogRow } from "./job.ts";

interface EventBase {
  readonly jobId: number;
  /**
   * Number of log rows told so far for this job: what SSE sends as `id`. It does not decrease and means the same after a
   * restart of the server, so a reader coming back with Last-Event-ID N gets log row N and everything after it.
   */
  readonly id: number;
}

export interface StatusEvent extends EventBase {
  readonly kind: "status";
  readonly status: JobStatus;
  readonly isRunning: boolean;
}

export interface ProgressEvent extends EventBase {
  readonly kind: "progress";
  readonly progress: number;
  readonly stage: string;
  readonly eta: number | null;
}

export interface LogEvent extends EventBase {
  readonly kind: "log";
  /** Row number within the job, from 0. `id` is `index + 1`. */
  readonly index: number;
  readonly row: LogRow;
}

/** The job is gone: the last event of a job. */
export interface RemovedEvent extends EventBase {
  readonly kind: "removed";
}

export type JobEvent = StatusEvent | ProgressEvent | LogEvent | RemovedEvent;

export type JobListener = (event: JobEvent) => void;
