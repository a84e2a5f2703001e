/** A job as the database knows it, and the words for its states. */
import type { CalculationRequest } from "../engines/engine.ts";

/**
 * `created` (row inserted, upload and quick check) -> `submitted` (waiting) -> `executing` -> `complete` | `failed` |
 * `aborted`. `shared` replaces `complete` while shared. Removing deletes the row.
 */
export type JobStatus = "created" | "submitted" | "executing" | "complete" | "failed" | "aborted" | "shared";

export type EngineName = CalculationRequest["engine"];

export interface Job {
  /** Never reused, also after removing. */
  readonly id: number;
  readonly description: string;
  readonly userName: string;
  /** `custom` until the job file was read. */
  readonly calculationMode: string;
  /** The parent: the calculation this one continues. */
  readonly hazardCalculationId: number | null;
  readonly status: JobStatus;
  /** Failed before it was accepted: something is wrong with what was sent. */
  readonly refused: boolean;
  /** True in `created`, `submitted` and `executing`. */
  readonly isRunning: boolean;
  /** Milliseconds since 1970, UTC. Reset when execution begins. */
  readonly startTime: number;
  readonly stopTime: number | null;
  readonly relevant: boolean;
  /** Mebibytes of the datastore; null when there is none. */
  readonly sizeMb: number | null;
  readonly host: string;
  /** 0 while no process works for the job. */
  readonly pid: number;
  readonly engine: EngineName;
  /** 0..1. */
  readonly progress: number;
  /** A few words, empty before anything was reported. */
  readonly stage: string;
  /** Seconds to go as the progress so far suggests; null when unknown or not executing. */
  readonly eta: number | null;
  /** Tag names joined by ", ", preferred ones first with a star suffix; null without tags. */
  readonly tags: string | null;
  /** Job file relative to the inputs; null before the quick check. */
  readonly ini: string | null;
}

/** Row of the log: [time (22 characters), level, process, message]. */
export type LogRow = readonly [time: string, level: string, process: string, message: string];

export interface Output {
  /** The `RID` of `/v1/calc/result/:rid`; never reused. */
  readonly id: number;
  readonly jobId: number;
  /** Datastore key. */
  readonly key: string;
  readonly name: string;
  readonly types: readonly string[];
  /** Mebibytes; null for outputs computed on request. */
  readonly sizeMb: number | null;
}

/** What action routes answer: the texts are those clients know. */
export type ActionAnswer = { readonly success: string } | { readonly error: string };

/** Statuses of a calculation whose results can be read. */
export function hasResults(status: JobStatus): boolean {
  return status === "complete" || status === "shared";
}

/** Statuses in which something may still happen by itself. */
export function isPending(status: JobStatus): boolean {
  return status === "created" || status === "submitted" || status === "executing";
}
