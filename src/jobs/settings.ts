/** Settings of the life of a calculation, with their defaults. */
import { availableParallelism, hostname } from "node:os";
import type { EngineChoice } from "../engines/engine.ts";
import type { SlurmSettings } from "../parallel/slurm/slurm-settings.ts";
import { type ArchiveLimits, DEFAULT_ARCHIVE_LIMITS } from "./archive/limits.ts";
import { selfCommand } from "./children/self-command.ts";

export interface JobSettings {
  /** Absolute or relative path of the data folder; made when absent. */
  readonly dataFolder: string;
  /** How a child process calls this program: sub-command and arguments are appended. */
  readonly command: readonly string[];
  /** Shown as the job's host. */
  readonly host: string;
  readonly defaultEngine: EngineChoice;
  /** The `oq` command of an installed OpenQuake Engine; empty: the one on PATH, `none`: no second engine. */
  readonly oq: string;
  /** Calculations at a time. */
  readonly maxRunning: number;
  /** Worker threads a calculation may use. */
  readonly workers: number;
  /** The cluster that tasks are given to; null: they run on the threads. */
  readonly cluster: SlurmSettings | null;
  readonly archiveLimits: ArchiveLimits;
  /** Unpacking and checking that lasts longer is ended and the job refused. */
  readonly prepareTimeoutS: number;
  /** A check of what somebody sent is ended when it takes more; null: no limit. */
  readonly checkMemoryMb: number | null;
  /** A calculation that takes longer is ended as failed; null: no limit. */
  readonly calculationTimeoutS: number | null;
  /** Share (0..1) of the machine's memory for calculations, all that run at a time together; null: no limit. */
  readonly memoryShare: number | null;
  /** Days after which finished jobs are removed; null keeps them. Shared jobs and parents of others stay. */
  readonly keepDays: { readonly complete: number | null; readonly failed: number | null };
  /** Per user; null = no limit. */
  readonly quotas: { readonly jobs: number | null; readonly diskMb: number | null };
  /** With less room on the data folder's disk no calculation starts, and a running one is ended as failed. */
  readonly minFreeDiskMb: number;
  readonly callbacks: CallbackSettings;
  /** How often running calculations' files are looked at. */
  readonly followEveryMs: number;
  /** Between SIGTERM and SIGKILL of an aborted calculation. */
  readonly killAfterMs: number;
  /** Free bytes on the disk of a folder; replaced in tests. */
  readonly freeDiskBytes: ((folder: string) => number) | null;
}

export interface CallbackSettings {
  /** Allow loopback, private and link-local addresses as targets. */
  readonly allowPrivate: boolean;
  /** Key of the HMAC-SHA256 signature header; null sends none. */
  readonly secret: string | null;
  readonly timeoutMs: number;
  /** Pauses before the second, third ... attempt. */
  readonly retryAfterMs: readonly number[];
}

/** Defaults, overridden by what is given. Only `dataFolder` has none. */
export function jobSettings(given: Partial<JobSettings> & Pick<JobSettings, "dataFolder">): JobSettings {
  const defined = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return {
    command: selfCommand(),
    host: hostname(),
    defaultEngine: "native",
    oq: "",
    maxRunning: 1,
    workers: availableParallelism(),
    cluster: null,
    archiveLimits: DEFAULT_ARCHIVE_LIMITS,
    prepareTimeoutS: 120,
    checkMemoryMb: 2048,
    calculationTimeoutS: null,
    memoryShare: 0.8,
    keepDays: { complete: null, failed: null },
    quotas: { jobs: null, diskMb: null },
    minFreeDiskMb: 256,
    callbacks: DEFAULT_CALLBACKS,
    followEveryMs: 100,
    killAfterMs: 1000,
    freeDiskBytes: null,
    ...defined,
    dataFolder: given.dataFolder,
  };
}

export const DEFAULT_CALLBACKS: CallbackSettings = {
  allowPrivate: false,
  secret: null,
  timeoutMs: 5000,
  retryAfterMs: [2_000, 15_000, 60_000, 600_000],
};
