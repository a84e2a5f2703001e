/**
 * What can compute a job. The supervisor in `jobs` knows only this contract and the calculation's folder.
 */
import type { CalculationEstimate } from "../calculators/estimate.ts";
import type { InputProblem } from "../input-error.ts";
import type { OutputEntry } from "../outputs/index.ts";
import type { SlurmSettings } from "../parallel/slurm/slurm-settings.ts";

export type { OutputEntry };

export type LogLevel = "DEBUG" | "INFO" | "WARNING" | "ERROR" | "CRITICAL";

/** Where a calculation tells what it does. Both append to files in the calculation's folder. */
export interface Reporter {
  log(level: LogLevel, message: string): void;
  /** `fraction` 0..1, never decreasing; `stage` a few words ("reading sources", "computing curves"). */
  progress(fraction: number, stage: string): void;
}

/** `request.json`: what the child process is asked to do. Written by `jobs` before the child starts. */
export interface CalculationRequest {
  readonly calculationId: number;
  readonly engine: "native" | "openquake";
  /** The setting that names the `oq` command. Absent or empty: the one on PATH. */
  readonly oq?: string;
  /** Path of the job file relative to the folder's `inputs/`. */
  readonly ini: string;
  /** The calculation this one continues. */
  readonly parent?: { readonly id: number; readonly folder: string };
  /** Worker threads the calculation may use. */
  readonly workers: number;
  /** The cluster that its tasks are given to, where they are worth it. Absent: they run on the threads. */
  readonly cluster?: SlurmSettings;
  /** Memory it may take; a job that needs more is refused. Absent: no limit. */
  readonly memoryBytes?: number;
  /** Name shown as the owner. */
  readonly user: string;
  /** The process the request is for: a child left waiting by a killed server must not take another child's request. */
  readonly pid?: number;
}

/** What a submission may ask for: `auto` is the native engine if it computes everything asked, else an installed one. */
export type EngineChoice = CalculationRequest["engine"] | "auto";

export const ENGINE_CHOICES = ["native", "openquake", "auto"] as const satisfies readonly EngineChoice[];

/** `start.json`: written as soon as the job file is read. */
export interface CalculationStart {
  readonly pid: number;
  readonly calculationMode: string;
  readonly description: string;
}

/** `end.json`, renamed into place as the child's last act. Without it a calculation did not finish. */
export interface CalculationEnd {
  readonly status: "complete" | "failed";
  readonly calculationMode: string;
  readonly description: string;
  readonly outputs: readonly OutputEntry[];
  /** Lines for `/traceback`: our own frames only, no path of the server. Empty when complete. */
  readonly traceback: readonly string[];
}

/** Answer of the quick check that runs before `POST /v1/calc/run` answers. */
export interface QuickCheck {
  readonly calculationMode: string;
  readonly description: string;
}

/** Answer of the whole check: everything found without computing. */
export interface WholeCheck {
  /** Empty: valid. */
  readonly problems: readonly InputProblem[];
  /** What is right, but not computed by this engine. */
  readonly notComputed: readonly InputProblem[];
  readonly warnings: readonly string[];
  readonly calculationMode: string | undefined;
  readonly description: string | undefined;
  /** Number of the calculation the job file says it continues. */
  readonly continues?: number | undefined;
}

export interface Engine {
  readonly name: CalculationRequest["engine"];
  /**
   * Reads the job file, checks its parameters and that the files it names exist. Seconds at most.
   * @throws InputError with all problems found.
   */
  check(folder: string, request: CalculationRequest): Promise<QuickCheck>;
  /** Reads everything the job names and tells all that is wrong; nothing is computed. */
  validate?(folder: string, request: CalculationRequest): Promise<WholeCheck>;
  /**
   * What the job will take of this machine.
   * @throws InputError when the job is wrong or not computed by this engine.
   */
  estimate?(folder: string, request: CalculationRequest): Promise<CalculationEstimate>;
  /**
   * Absolute paths of the files a job file on this machine names (itself included), so that only these are copied.
   * Without it everything below the job file's folder is copied.
   * @throws InputError when the job file cannot be read or names files that do not exist.
   */
  inputFiles?(ini: string): Promise<readonly string[]>;
  /**
   * Computes and leaves the results in the folder's datastore.
   * @throws InputError for mistakes of the user; anything else is a defect of ours.
   */
  calculate(folder: string, request: CalculationRequest, reporter: Reporter): Promise<readonly OutputEntry[]>;
}
