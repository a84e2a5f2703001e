/** What a calculation mode does with a job. */
import type { DatastoreWriter } from "../datastore/index.ts";
import type { Job } from "../inputs/job.ts";

/** Where a calculator tells what it does. */
export interface CalculationReporter {
  readonly log: (level: "DEBUG" | "INFO" | "WARNING", message: string) => void;
  readonly progress: (fraction: number, stage: string) => void;
}

export interface CalculatorOptions {
  /** Threads to use; the results do not depend on it. */
  readonly workers: number;
  readonly reporter: CalculationReporter;
}

export interface Calculator {
  readonly mode: string;
  /** @throws InputError naming everything in the job that is not supported, before anything is computed. */
  readonly refuse: (job: Job) => void;
  /** Computes and fills the datastore; committing it is the caller's. */
  readonly compute: (job: Job, writer: DatastoreWriter, options: CalculatorOptions) => Promise<void>;
}
