/** From the client's request to a queued or refused job. */
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { folderPart } from "../engines/calculation-folder.ts";
import type { LogLevel } from "../engines/engine.ts";
import { errorText, tracebackLines } from "../engines/traceback.ts";
import { InputError } from "../input-error.ts";
import type { Prepared, PreparePurpose, PrepareRequest } from "./archive/prepare-inputs.ts";
import type { SentJob } from "./archive/sent-job.ts";
import { prepareRunner } from "./children/prepare-child.ts";
import { endGroup } from "./children/process-group.ts";
import type { Child } from "./children/spawn-child.ts";
import { type JobRow, toJob } from "./database/job-row.ts";
import type { JobTable } from "./database/jobs.ts";
import { type EngineName, hasResults, type Job } from "./job.ts";
import { failedEnd } from "./job-end.ts";
import type { CheckResult, EstimateResult, NewJob, Submission, SubmissionResult } from "./job-service.ts";
import { BusyError } from "./places.ts";
import { QuotaError } from "./quota-error.ts";
import type { JobSettings } from "./settings.ts";
import type { DataFolder } from "./storage/data-folder.ts";
import { diskFullText, isDiskFull } from "./storage/disk-space.ts";
import { folderBytes } from "./storage/folder-size.ts";
import { writeStoredJob } from "./storage/job-file.ts";
import { appendLog } from "./storage/log-file.ts";

export interface Submissions {
  create(job: NewJob): Job;
  submit(id: number, submission: Submission, asker?: string): Promise<SubmissionResult>;
  refuse(id: number, lines: readonly string[], refused?: Refused): SubmissionResult;
  check(scratch: string, submission: Submission, asker?: string): Promise<CheckResult>;
  estimate(scratch: string, submission: Submission, asker?: string): Promise<EstimateResult>;
  /** Ends the unpacking and checking of a job, or of all. */
  cancel(id?: number): Promise<void>;
}

/** What is known of a refused job besides the reason. */
export interface Refused {
  readonly diskBytes?: number;
  /** Names of what was sent. */
  readonly names?: readonly string[];
  readonly sent?: SentJob;
}

export interface SubmissionParts {
  readonly settings: JobSettings;
  readonly data: DataFolder;
  readonly table: JobTable;
  readonly freeBytes: () => number;
  readonly get: (id: number) => Job | null;
  readonly statusChanged: (id: number) => void;
  /** A job was accepted. */
  readonly enqueue: (id: number) => void;
}

export const WAITING_DESCRIPTION = "Calculation waiting to start";

export function submissions(parts: SubmissionParts): Submissions {
  const { settings, data, table } = parts;
  const runPrepare = prepareRunner(
    settings.command,
    settings.prepareTimeoutS,
    settings.killAfterMs,
    settings.checkMemoryMb === null ? undefined : settings.checkMemoryMb * 1024 ** 2,
  );
  const underWay = new Map<number, { child: Child | null; done: Promise<unknown> }>();

  const log = (id: number, level: LogLevel, message: string) =>
    appendLog(folderPart(data.calculation(id), "log"), level, "before starting", message);

  const refuse = (id: number, lines: readonly string[], refused: Refused = {}): SubmissionResult => {
    const { names = [], sent } = refused;
    const folder = data.calculation(id);
    // What was sent is of no use any more.
    rmSync(folderPart(folder, "upload"), { recursive: true, force: true });
    const diskBytes = refused.diskBytes ?? sizeOf(folder);
    const end = { ...failedEnd(lines, diskBytes), ...sent, description: refusedDescription(names, sent) };
    log(id, "CRITICAL", lines.join("\n"));
    const ended = data.ballast.withRoom(() => table.ended(id, end));
    if (ended) parts.statusChanged(id);
    return { ok: false, jobId: id, message: end.error ?? "", traceback: lines };
  };

  const prepare = async (id: number, submission: Submission, asker?: string): Promise<SubmissionResult> => {
    const folder = data.calculation(id);
    const row = table.get(id);
    if (row === null || row.status !== "created" || row.queued_at !== null)
      return { ok: false, jobId: id, message: `Job ${id} takes no files`, traceback: [`Job ${id} takes no files`] };
    const free = parts.freeBytes();
    if (free < settings.minFreeDiskMb * 1024 ** 2) {
      await rm(folderPart(folder, "upload"), { recursive: true, force: true });
      return refuse(id, [diskFullText(free, settings.minFreeDiskMb)], { names: namesOf(submission) });
    }
    let prepared: Prepared;
    try {
      const parent = findParent(submission);
      if (parent !== null) table.setParent(id, parent.id);
      const request = prepareRequest(
        settings,
        submission,
        {
          calculationId: id,
          engine: submission.engine ?? settings.defaultEngine,
          ...(settings.oq === "" ? {} : { oq: settings.oq }),
          ...(parent === null ? {} : { parent }),
          workers: settings.workers,
          user: row.user_name,
        },
        "submit",
      );
      prepared = await runPrepare(folder, request, {
        asker,
        started(child) {
          const own = underWay.get(id);
          if (own !== undefined) own.child = child;
          table.setProcess(id, child.pid, child.processStart);
          // Aborted while it waited for its turn.
          if (table.get(id)?.status !== "created") void endGroup(child.pid, 0);
        },
      });
    } catch (error) {
      if (error instanceof BusyError) throw error;
      const traceback = tracebackLines(error, folder);
      prepared = { ok: false, staged: false, message: errorText(error, folder), problems: [], traceback };
    }
    return settle(id, folder, prepared, namesOf(submission));
  };

  const settle = async (
    id: number,
    folder: string,
    prepared: Prepared,
    names: readonly string[],
  ): Promise<SubmissionResult> => {
    if (table.get(id) === null) return { ok: false, jobId: id, message: "removed", traceback: ["The job was removed"] };
    await rm(folderPart(folder, "upload"), { recursive: true, force: true });
    if (!prepared.ok) {
      if (!prepared.staged) await rm(folderPart(folder, "inputs"), { recursive: true, force: true });
      const diskBytes = await folderBytes(folder);
      if (table.get(id)?.status !== "created") return notCreated(id, diskBytes);
      return refuse(id, prepared.traceback, {
        diskBytes,
        names,
        ...(prepared.sent === undefined ? {} : { sent: prepared.sent }),
      });
    }
    for (const warning of prepared.warnings) log(id, "WARNING", warning);
    // On the disk before it is acknowledged, whatever becomes of the database.
    const row = table.get(id) as JobRow;
    const engine = prepared.engine ?? row.engine;
    try {
      writeStoredJob(folder, { ...row, engine }, prepared);
      if (!table.queue(id, { ...prepared, engine })) return notCreated(id, await folderBytes(folder));
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      for (const part of ["job", "inputs"] as const)
        await rm(folderPart(folder, part), { recursive: true, force: true });
      return refuse(id, [diskFullText(parts.freeBytes(), settings.minFreeDiskMb)], { names });
    }
    const job = parts.get(id) as Job;
    setImmediate(() => parts.enqueue(id));
    return { ok: true, job };
  };

  const notCreated = (id: number, diskBytes: number): SubmissionResult => {
    table.settled(id, null, diskBytes);
    const message = `Job ${id} was ${table.get(id)?.status ?? "removed"}`;
    return { ok: false, jobId: id, message, traceback: [message] };
  };

  const findParent = ({ hazardJobId, mayContinue }: Submission): { id: number; folder: string } | null => {
    if (hazardJobId === undefined || hazardJobId === "") return null;
    const id = Number(hazardJobId);
    if (typeof hazardJobId === "string" && !/^\d{1,15}$/.test(hazardJobId))
      throw new InputError(`hazard_job_id is no number of a calculation: ${hazardJobId.slice(0, 50)}`);
    const row = table.get(id);
    if (row === null || mayContinue?.(toJob(row)) === false)
      throw new InputError(`calc_id=${id} missing in the database`);
    if (!hasResults(row.status))
      throw new InputError(`calculation ${id} cannot be continued: its status is "${row.status}", not "complete"`);
    return { id, folder: data.calculation(id) };
  };

  /** In a scratch folder, which is removed. */
  const prepareAside = async (
    scratch: string,
    submission: Submission,
    purpose: PreparePurpose,
    asker: string | undefined,
  ): Promise<Prepared> => {
    try {
      const parent = findParent(submission);
      const calculation = {
        calculationId: 0,
        engine: checkingEngine(settings),
        ...(parent === null ? {} : { parent }),
        workers: settings.workers,
        user: "",
      };
      return await runPrepare(scratch, prepareRequest(settings, submission, calculation, purpose), { asker });
    } finally {
      await data.discard(scratch).freed;
    }
  };

  return {
    create(job) {
      checkQuota(settings, table, job.userName);
      const id = table.insert({
        description: job.description ?? WAITING_DESCRIPTION,
        userName: job.userName,
        host: settings.host,
        engine: job.engine ?? checkingEngine(settings),
        notifyTo: job.notifyTo ?? null,
        migrationCallback: job.migrationCallback === undefined ? null : JSON.stringify(job.migrationCallback),
      });
      const folder = data.calculation(id);
      try {
        mkdirSync(folderPart(folder, "upload"), { recursive: true });
        writeStoredJob(folder, table.get(id) as JobRow, null);
      } catch (error) {
        data.discard(folder);
        data.ballast.withRoom(() => table.remove(id));
        throw error;
      }
      parts.statusChanged(id);
      return parts.get(id) as Job;
    },

    submit(id, submission, asker) {
      const done = prepare(id, submission, asker).finally(() => underWay.delete(id));
      underWay.set(id, { child: null, done });
      return done;
    },

    refuse,

    async check(scratch, submission, asker) {
      const prepared = await prepareAside(scratch, submission, "validate", asker);
      if (!prepared.ok) return refusal(prepared);
      const { calculationMode, description, ini, warnings, continues, runnable = true } = prepared;
      const continued = continues === undefined ? null : table.get(continues);
      if (continues === undefined || (continued !== null && submission.mayContinue?.(toJob(continued)) !== false))
        return { ok: true, calculationMode, description, ini, warnings, runnable };
      const message = `calc_id=${continues} missing in the database`;
      const problem = { message, file: ini, parameter: "hazard_calculation_id" };
      return { ok: false, message, problems: [problem], warnings, traceback: [message] };
    },

    async estimate(scratch, submission, asker) {
      const prepared = await prepareAside(scratch, submission, "estimate", asker);
      if (!prepared.ok) return refusal(prepared);
      const { calculationMode, ini, estimate } = prepared;
      if (estimate === undefined) throw new Error("the check answered without an estimate");
      return { ok: true, calculationMode, ini, estimate };
    },

    async cancel(id) {
      const chosen = [...underWay].filter(([job]) => id === undefined || job === id).map(([, one]) => one);
      await Promise.all(
        chosen.map(async ({ child, done }) => {
          if (child !== null) await endGroup(child.pid, settings.killAfterMs);
          await done.catch(() => undefined);
        }),
      );
    },
  };
}

/** Of jobs whose engine is not chosen yet: jobs are checked by the native one. */
function checkingEngine({ defaultEngine }: JobSettings): EngineName {
  return defaultEngine === "auto" ? "native" : defaultEngine;
}

/** Bytes of the files of a folder that holds few. */
function sizeOf(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  } catch {
    return 0;
  }
}

function namesOf({ files = [], serverIni }: Submission): string[] {
  return [...(serverIni === undefined ? [] : [serverIni]), ...files.map(({ name }) => name)].map(
    (name) => name.split(/[/\\]/).at(-1) ?? "",
  );
}

/** `Refused: what it calls itself`, else what was sent: the list shows it. */
function refusedDescription(names: readonly string[], sent: SentJob | undefined): string {
  const shown = names.slice(0, 3).join(", ") + (names.length > 3 ? ` and ${names.length - 3} more` : "");
  const what = (sent?.description ?? shown).replaceAll(/\p{Cc}/gu, "?").slice(0, 300);
  return what === "" ? "Refused: nothing was received" : `Refused: ${what}`;
}

/** Where the n-th uploaded file goes: the client's name is never a path of ours. */
export function uploadPath(data: DataFolder, id: number, index: number): string {
  return join(folderPart(data.calculation(id), "upload"), String(index));
}

function refusal(prepared: Extract<Prepared, { readonly ok: false }>): Extract<CheckResult, { readonly ok: false }> {
  const { message, problems, warnings = [], traceback } = prepared;
  return { ok: false, message, problems: problems.length > 0 ? problems : [{ message }], warnings, traceback };
}

function prepareRequest(
  settings: JobSettings,
  submission: Submission,
  calculation: PrepareRequest["calculation"],
  purpose: PreparePurpose,
): PrepareRequest {
  return {
    purpose,
    files: submission.files ?? [],
    ...(submission.serverIni === undefined ? {} : { serverIni: submission.serverIni }),
    ...(submission.iniSuffix === undefined ? {} : { iniSuffix: submission.iniSuffix }),
    allowedFolders: submission.allowedFolders ?? [],
    limits: { ...settings.archiveLimits, reserveBytes: settings.minFreeDiskMb * 1024 ** 2 },
    calculation,
  };
}

function checkQuota(settings: JobSettings, table: JobTable, userName: string): void {
  const { jobs, diskMb } = settings.quotas;
  if (jobs === null && diskMb === null) return;
  const usage = table.usage(userName);
  if (jobs !== null && usage.jobs >= jobs)
    throw new QuotaError(`${userName} has ${usage.jobs} calculations (allowed: ${jobs}). Remove some first.`);
  const usedMb = usage.diskBytes / 1024 ** 2;
  if (diskMb !== null && usedMb >= diskMb)
    throw new QuotaError(
      `the calculations of ${userName} use ${Math.ceil(usedMb)} MB of disk (allowed: ${diskMb}). Remove some first.`,
    );
}
