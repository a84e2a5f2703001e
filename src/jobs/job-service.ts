/**
 * The life of a calculation as the HTTP layer sees it. One `JobService` owns a data folder; it is the only writer of the
 * job database. Nothing here knows HTTP or seismology.
 */
import type { Readable } from "node:stream";
import type { CalculationEstimate } from "../calculators/estimate.ts";
import type { EngineChoice } from "../engines/engine.ts";
import type { InputProblem } from "../input-error.ts";
import type { OutputRequest, WrittenOutput } from "../outputs/index.ts";
import type { AccountStore } from "./database/accounts.ts";
import type { JobFilters } from "./database/list-jobs.ts";
import type { TagStore } from "./database/tags.ts";
import type { JobEvent, JobListener } from "./events.ts";
import type { ActionAnswer, EngineName, Job, LogRow, Output } from "./job.ts";
import type { JobSettings } from "./settings.ts";

export interface NewJob {
  /** Recorded owner. */
  readonly userName: string;
  readonly engine?: EngineName;
  readonly description?: string;
  /** http(s) address that gets the job record as JSON at the end. */
  readonly notifyTo?: string;
  /** The older form of `notifyTo`: a form POST of calculation_id, foreign_calculation_id, status, url. */
  readonly migrationCallback?: {
    readonly url: string;
    readonly foreignCalculationId: string;
    /** Scheme, host and base path of this server as the client reached it, without a final slash. */
    readonly publicUrl: string;
  };
}

/** A file that the HTTP layer streamed to `uploadPath(id, ...)`. */
export interface UploadedFile {
  /** Name as the client sent it; only its base name counts. */
  readonly name: string;
  readonly path: string;
  /** The file is the job file whatever it is called (`job_config` of the older API). */
  readonly isJobFile?: boolean;
}

export interface Submission {
  /** Uploaded files: the last one ending in `.zip` is unpacked; without one all are taken flat. */
  readonly files?: readonly UploadedFile[];
  /** Or the absolute path of a job file on this machine (`run_ini`); it is copied with the files it names. */
  readonly serverIni?: string;
  /** Folders in which `serverIni` and every file it names must lie (`--allow-path`); default: the job file's own. */
  readonly allowedFolders?: readonly string[];
  /** Which engine is to compute it; the setting when absent. */
  readonly engine?: EngineChoice;
  /** Ending of the base name of the job file to take; default `.ini`, or `risk.ini` with a parent. */
  readonly iniSuffix?: string;
  /** Number of the parent; a text that is none is refused in the words clients know. */
  readonly hazardJobId?: string | number;
  /** Whether the sender may continue a calculation: asked where the parent is looked up. Absent: any. */
  readonly mayContinue?: (parent: Job) => boolean;
}

/** What `POST /v1/calc/run` answers. A refused job is a failed row. */
export type SubmissionResult =
  | { readonly ok: true; readonly job: Job }
  | { readonly ok: false; readonly jobId: number; readonly message: string; readonly traceback: readonly string[] };

/** Answer of checking files without making a job. */
export type CheckResult =
  | {
      readonly ok: true;
      readonly calculationMode: string;
      readonly description: string;
      readonly ini: string;
      readonly warnings: readonly string[];
      /** False: right, but not computed by the engine that was asked. */
      readonly runnable: boolean;
    }
  | {
      readonly ok: false;
      readonly message: string;
      /** Everything found. */
      readonly problems: readonly CheckProblem[];
      readonly warnings: readonly string[];
      readonly traceback: readonly string[];
    };

/** Answer of sizing a job without making it. */
export type EstimateResult =
  | {
      readonly ok: true;
      readonly calculationMode: string;
      readonly ini: string;
      readonly estimate: CalculationEstimate;
    }
  | Extract<CheckResult, { readonly ok: false }>;

/** A mistake as a check tells it. */
export type CheckProblem = InputProblem;

export interface JobService {
  readonly settings: JobSettings;
  readonly tags: TagStore;
  readonly accounts: AccountStore;

  /** Changes whenever anything a job list shows has changed: an ETag. */
  revision(): string;

  // --- submission -------------------------------------------------------------------------------------------------
  /**
   * Inserts the row (status `created`) and makes its folder.
   * @throws QuotaError when the user may not have another job; no row is made then.
   */
  create(job: NewJob): Job;
  /**
   * What the form said besides its files. A form may name its fields after them, and the row is made before the upload
   * is read; call it before `submit`.
   */
  amend(id: number, change: Partial<Pick<NewJob, "userName" | "notifyTo" | "migrationCallback">>): void;
  /** Where the n-th uploaded file of a job is to be streamed to. */
  uploadPath(id: number, index: number): string;
  /** Unpacks and checks in a child process, then queues. Never throws for what the client sent; BusyError when too many wait. */
  submit(id: number, submission: Submission, asker?: string): Promise<SubmissionResult>;
  /** `sent` names what came, for the list. Marks a job in `created` failed, e.g. because its upload broke off; log row CRITICAL. */
  refuse(id: number, message: string, sent?: readonly string[]): SubmissionResult;
  /** A folder that `check` removes, for uploads that are only checked. */
  scratchFolder(): string;
  /** Unpacks and checks everything in a child process, in a scratch folder which is removed afterwards. */
  check(scratch: string, submission: Submission, asker?: string): Promise<CheckResult>;
  /** The same for what the calculation will take. */
  estimate(scratch: string, submission: Submission, asker?: string): Promise<EstimateResult>;

  /** Bytes that may still be stored: what is free on the disk without the reserve (`minFreeDiskMb`). */
  room(): number;

  // --- reading ----------------------------------------------------------------------------------------------------
  get(id: number): Job | null;
  /** Newest first unless asked otherwise. */
  list(filters?: JobFilters): readonly Job[];
  /** The same list in pages, each read when it is asked for: of a long one neither memory nor thread are held at once. */
  pages(filters: JobFilters, rowsOfPage: number): Iterable<readonly Job[]>;
  count(filters?: JobFilters): number;
  /** Ordered by datastore key, ids ascending. Empty while running or failed. */
  outputs(id: number): readonly Output[];
  output(outputId: number): Output | null;
  /** Rows start..stop-1; stop 0, absent or below start = to the end. `[]` for unknown jobs. */
  log(id: number, start?: number, stop?: number): Promise<readonly LogRow[]>;
  logSize(id: number): Promise<number>;
  /** Lines of the failure; empty when there is none. */
  traceback(id: number): readonly string[];
  /** Folder of the calculation (see `FOLDER_LAYOUT`). */
  folder(id: number): string;
  /**
   * An export or extract of a calculation that the OpenQuake Engine computed, as a file of its cache.
   * @throws OutputError for what there is not
   */
  engineOutput(id: number, request: OutputRequest): Promise<WrittenOutput>;
  /** Folder of the csv files for a user level of a calculation of the second engine: made once, kept in its cache. */
  engineCsvFolder(id: number, level: number): Promise<string>;
  /** The original inputs as a zip, runnable again; null when there are none. @throws BusyError */
  jobZip(id: number, asker?: string): Promise<Readable | null>;

  // --- acting -----------------------------------------------------------------------------------------------------
  /** `aborted` at once; the process group is gone within two seconds (`killAfterMs` + 1 s at most). */
  abort(id: number): ActionAnswer;
  /**
   * Removes a job and its folder; a running one is aborted first.
   * @param asUser only this owner's job is removed; null: whoever owns it.
   */
  remove(id: number, asUser: string | null): Promise<ActionAnswer>;
  share(id: number): ActionAnswer;
  unshare(id: number): ActionAnswer;
  setRelevant(id: number, relevant: boolean): void;

  // --- events -----------------------------------------------------------------------------------------------------
  /** Every event of every job, called synchronously. Returns the function that ends it. */
  subscribe(listener: JobListener): () => void;
  /**
   * Events of one job for one reader: first the present status and progress, then log rows from `lastEventId` on (0:
   * all), then live. Only log events carry an `id`. Ends when the job is removed, after `signal`, or when a job that has ended was told completely.
   * A reader that lets more than `maxWaiting` events pile up is dropped (the iteration ends).
   */
  follow(id: number, options?: FollowOptions): AsyncIterable<JobEvent>;

  /**
   * A child `[command, subCommand, ...args]`, niced, for work that must not be done on the server's thread. Few at a time, one
   * asker never all of them, within time and memory.
   * @throws BusyError when too many wait
   */
  runTool(subCommand: string, args: readonly string[], options?: ToolOptions): Promise<ToolResult>;
  /** The same for checking what somebody sent: within the time and memory of checks, and not behind large exports. */
  runCheck(subCommand: string, args: readonly string[], options?: Pick<ToolOptions, "asker">): Promise<ToolResult>;

  /**
   * Lets go of the data folder. `stop` ends running calculations and queues them again at the next start;
   * `leave` lets them run, to be adopted.
   */
  close(calculations?: "stop" | "leave"): Promise<void>;
}

export interface FollowOptions {
  readonly lastEventId?: number;
  readonly signal?: AbortSignal;
  readonly maxWaiting?: number;
}

export interface ToolOptions {
  /** Whose share of the children it takes. */
  readonly asker?: string;
  readonly timeoutS?: number;
  /** Memory it may take, children of its own included. */
  readonly maxBytes?: number;
}

export interface ToolResult {
  readonly exitCode: number;
  /** Why it was ended, if it was. */
  readonly ended?: "time" | "memory" | undefined;
  readonly stdout: string;
  readonly stderr: string;
}
