/** What happens to jobs, told inside the process. */
import type { JobStatus, LogRow } from "./job.ts";

interface EventBase {
  readonly jobId: number;
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
  /** Row number within the job, from 0. */
  readonly index: number;
  /**
   * `index + 1`: what SSE sends as `id` (other events are sent without one, which leaves the reader's last id as it is). It
   * means the same after a restart of the server: a reader back with Last-Event-ID N gets log row N and all after it.
   */
  readonly id: number;
  readonly row: LogRow;
}

/** The job is gone: the last event of a job. */
export interface RemovedEvent extends EventBase {
  readonly kind: "removed";
}

/** Everything about a job that has ended was told: the last event of `follow`. */
export interface EndEvent extends EventBase {
  readonly kind: "end";
  /** Rows of the log. */
  readonly rows: number;
}

export type JobEvent = StatusEvent | ProgressEvent | LogEvent | RemovedEvent | EndEvent;

export type JobListener = (event: JobEvent) => void;

export interface EventBus {
  publish(event: JobEvent): void;
  /** Returns the function that ends it. */
  subscribe(listener: JobListener): () => void;
}

export function eventBus(): EventBus {
  const listeners = new Set<JobListener>();
  return {
    publish(event) {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (error) {
          // One reader's defect must not stop a calculation's end from being recorded.
          console.error(`a listener of job ${event.jobId} failed: ${error}`);
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
