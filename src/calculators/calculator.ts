/** What a calculation mode does with a job. docs/how-to/add-a-mode.md shows how to write one. */
import type { DatastoreReader, DatastoreWriter } from "../datastore/index.ts";
import type { Job } from "../inputs/job.ts";
import type { Executor } from "../parallel/plan.ts";
import type { CalculationEstimate } from "./estimate.ts";

/** Where a calculator tells what it does. */
export interface CalculationReporter {
  readonly log: (level: "DEBUG" | "INFO" | "WARNING", message: string) => void;
  readonly progress: (fraction: number, stage: string) => void;
}

/** The finished calculation that a job continues. */
export interface ParentCalculation {
  readonly id: number;
  /** As the parent itself computed it. The continuing job has already taken from it what it does not say. */
  readonly job: Job;
  /**
   * What the parent stored; names it lacks are looked up in the calculation it continued itself. Closing it is the caller's.
   * @throws InputError when its results are gone.
   */
  readonly openResults: () => DatastoreReader;
}

export interface CalculatorOptions {
  /** Threads of this machine to use; the results do not depend on it. */
  readonly workers: number;
  /** Runs plans that are worth more than this thread; undefined: these threads do. */
  readonly executor?: Executor | undefined;
  /** A calculation that needs more is refused before it is computed; undefined: no limit. */
  readonly memoryBytes?: number | undefined;
  readonly parent?: ParentCalculation | undefined;
  readonly reporter: CalculationReporter;
}

export interface Calculator {
  /** @throws InputError for what the job asks for in combination and is not computed, before anything is computed. */
  readonly refuse: (job: Job, parent?: ParentCalculation) => void;
  /**
   * What computing the job will take.
   * @throws InputError for sources and models that cannot be computed.
   */
  readonly estimate: (
    job: Job,
    workers: number,
    parent?: ParentCalculation,
  ) => CalculationEstimate | Promise<CalculationEstimate>;
  /** Computes and fills the datastore; committing it is the caller's. */
  readonly compute: (job: Job, writer: DatastoreWriter, options: CalculatorOptions) => Promise<void>;
}
