/** What a calculation mode does with a job. */
import type { DatastoreWriter } from "../datastore/index.ts";
import type { Job } from "../inputs/job.ts";
import type { CalculationEstimate } from "./estimate.ts";

/** Where a calculator tells what it does. */
export interface CalculationReporter {
  readonly log: (level: "DEBUG" | "INFO" | "WARNING", message: string) => void;
  readonly progress: (fraction: number, stage: string) => void;
}

export interface CalculatorOptions {
  /** Threads to use; the results do not depend on it. */
  readonly workers: number;
  /** A calculation that needs more is refused before it is computed; undefined: no limit. */
  readonly memoryBytes?: number | undefined;
  readonly reporter: CalculationReporter;
}

export interface Calculator {
  /** @throws InputError for what the job asks for in combination and is not computed, before anything is computed. */
  readonly refuse: (job: Job) => void;
  /**
   * What computing the job will take.
   * @throws InputError for sources and models that cannot be computed.
   */
  readonly estimate: (job: Job, workers: number) => CalculationEstimate;
  /** Computes and fills the datastore; committing it is the caller's. */
  readonly compute: (job: Job, writer: DatastoreWriter, options: CalculatorOptions) => Promise<void>;
}
