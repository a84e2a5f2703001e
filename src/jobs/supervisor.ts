/** Starts, follows, adopts and ends calculations; the only one who decides that a calculation has ended. */
import { rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { folderPart } from "../engines/calculation-folder.ts";
import type { CalculationEnd, CalculationRequest } from "../engines/engine.ts";
import { calculationMemory } from "../engines/machine-memory.ts";
import { errorText } from "../engines/traceback.ts";
import { readJson, writeJson } from "../write-json.ts";
import { requestFor } from "./calculation-request.ts";
import { type ChildExit, failureLines } from "./children/failure-reason.ts";
import { watchMemory } from "./children/memory-watch.ts";
import { canBeTakenUp, leaveCluster } from "./children/on-cluster.ts";
import { endGroup } from "./children/process-group.ts";
import { isAlive } from "./children/process-identity.ts";
import { spawnChild } from "./children/spawn-child.ts";
import type { JobRow } from "./database/job-row.ts";
import type { JobTable } from "./database/jobs.ts";
import type { EventBus } from "./events.ts";
import { calculationEnd, failedEnd, type JobEnd } from "./job-end.ts";
import { type RunningJob, runningJob } from "./running-job.ts";
import type { JobSettings } from "./settings.ts";
import { readEnd } from "./storage/calculation-end.ts";
import { diskFullText } from "./storage/disk-space.ts";
import { calculationSize } from "./storage/folder-size.ts";
import { appendLog, cutTornLine } from "./storage/log-file.ts";

/** A process that has left `end.json` but does not go is ended after this. */
const LINGER_MS = 5_000;
const DISK_CHECK_EVERY_MS = 2_000;
/** A child ended by SIGTERM may be the first sign of a shutdown that reaches this process a moment later. */
const SHUTDOWN_GRACE_MS = 1_000;

const STOPPED = "Stopped with the server; waiting again";
const GOES_ON = "Its process has ended, but its tasks are on a cluster; waiting again to go on with them";

const RECORD_AGAIN_MS = 2_000;

export interface Supervisor {
  readonly running: ReadonlyMap<number, RunningJob>;
  /** Starts the child of a job in `submitted`. */
  start(row: JobRow): void;
  /** Watches a living child of an earlier server. */
  adopt(row: JobRow): void;
  /** Settles a job in `executing` whose child is no more. */
  settle(row: JobRow): Promise<void>;
  /** Ends the processes of a job; its row says `aborted` already. Resolves when they are gone. */
  end(id: number): Promise<void>;
  /** Ends all for a shutdown and puts them back into the queue, however often the server is stopped. */
  stopAll(): Promise<void>;
  /** Lets all run. */
  leaveAll(): void;
}

export interface SupervisorParts {
  readonly settings: JobSettings;
  readonly table: JobTable;
  readonly bus: EventBus;
  readonly folderOf: (id: number) => string;
  readonly freeBytes: () => number;
  /** Runs inside the transaction that ends the job. */
  readonly inEndTransaction: (id: number, end: JobEnd) => void;
  /** Runs a transition with what must be stored together with it. */
  readonly transaction: (work: () => boolean) => boolean;
  /** See `Ballast`. */
  readonly withRoom: <Value>(work: () => Value) => Value;
  /** The status in the database has changed. */
  readonly statusChanged: (id: number) => void;
  /** A job that was running waits again. */
  readonly waitsAgain: (id: number) => void;
  /** A job has left `running`. */
  readonly slotFree: () => void;
}

export function supervisor(parts: SupervisorParts): Supervisor {
  const { settings, table, bus } = parts;
  const running = new Map<number, RunningJob>();
  const gone = new Map<number, { promise: Promise<void>; resolve: () => void }>();
  let closing: "stop" | "leave" | null = null;
  const isLeaving = () => closing === "leave";
  let timer: ReturnType<typeof setInterval> | null = null;
  let lastDiskCheck = 0;

  const watch = (job: RunningJob) => {
    running.set(job.id, job);
    const { promise, resolve } = Promise.withResolvers<void>();
    gone.set(job.id, { promise, resolve });
    timer ??= setInterval(tick, settings.followEveryMs);
    if (settings.memoryShare === null) return;
    // Judged by its plan before it computes; what it really takes is looked at all the same.
    const most = calculationMemory(settings.memoryShare, settings.maxRunning);
    job.unwatchMemory = watchMemory(job.pid, most, () => {
      job.endReason ??= `The calculation took more than the ${Math.floor(most / 2 ** 20)} MB of memory it may take here (setting memory-share)`;
      void endGroup(job.pid, 0);
    });
  };

  const unwatch = (job: RunningJob) => {
    running.delete(job.id);
    job.unwatchMemory();
    gone.get(job.id)?.resolve();
    gone.delete(job.id);
    if (running.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
    parts.slotFree();
  };

  const publishNews = (job: RunningJob) => {
    for (const event of job.read()) bus.publish(event);
  };

  const tick = () => {
    const now = Date.now();
    const checkDisk = now - lastDiskCheck > DISK_CHECK_EVERY_MS;
    if (checkDisk) lastDiskCheck = now;
    for (const job of [...running.values()]) {
      publishNews(job);
      if (adopted.has(job.id) && !isAlive(job.pid, job.processStart)) {
        adopted.delete(job.id);
        void finish(job, null);
        continue;
      }
      if (checkDisk) {
        guardDisk(job);
        guardTime(job, now);
        if (readEnd(job.folder) !== null) job.endSeen ??= now;
        if (job.endSeen !== null && now - job.endSeen > LINGER_MS) void endGroup(job.pid, settings.killAfterMs);
      }
    }
  };
  const adopted = new Set<number>();

  const guardTime = (job: RunningJob, now: number) => {
    const seconds = settings.calculationTimeoutS;
    if (seconds === null || job.endReason !== null || now - job.startTime < seconds * 1000) return;
    job.endReason = `The calculation took longer than the ${Math.ceil(seconds / 60)} minutes it may take here (setting calculation-timeout)`;
    void endGroup(job.pid, settings.killAfterMs);
  };

  const guardDisk = (job: RunningJob) => {
    const free = parts.freeBytes();
    // Half of what starting needs: a calculation may use the reserve, the server keeps the rest.
    if (job.endReason !== null || free >= (settings.minFreeDiskMb / 2) * 1024 ** 2) return;
    job.endReason = diskFullText(free, settings.minFreeDiskMb);
    void endGroup(job.pid, settings.killAfterMs);
  };

  const finish = async (job: RunningJob, exit: ChildExit | null) => {
    if (isLeaving()) return;
    // What the child started must not outlive it.
    await endGroup(job.pid, 0);
    const end = readEnd(job.folder);
    // The next server decides; the database is no longer ours.
    if (isLeaving()) return;
    const isUnexpected = end === null && job.endReason === null && table.get(job.id)?.status === "executing";
    if (isUnexpected && exit?.signal === "SIGTERM" && closing === null) await Bun.sleep(SHUTDOWN_GRACE_MS);
    if (isLeaving()) return;
    if (isUnexpected && closing === "stop") {
      if (putBack(job.id, STOPPED)) return unwatch(job);
    }
    if (isUnexpected && closing === null && (await canBeTakenUp(job.folder)) && putBack(job.id, GOES_ON)) {
      unwatch(job);
      parts.waitsAgain(job.id);
      return;
    }
    for (;;) {
      try {
        await record(job, end, exit);
        break;
      } catch (error) {
        // A full disk: the end must be recorded sooner or later, and the server must live on.
        console.error(`the end of calculation ${job.id} cannot be recorded yet: ${error}`);
        if (closing !== null) break;
        await Bun.sleep(RECORD_AGAIN_MS);
      }
    }
    unwatch(job);
  };

  /** True when a calculation whose process has ended waits again. */
  const putBack = (id: number, why: string): boolean => {
    const row = table.get(id);
    if (row === null || row.status !== "executing") return false;
    appendLog(folderPart(parts.folderOf(id), "log"), "WARNING", "server", why);
    return table.requeue(id, true);
  };

  const record = async (job: RunningJob, end: CalculationEnd | null, exit: ChildExit | null) => {
    const aborted = table.get(job.id)?.status !== "executing";
    let traceback = end?.traceback ?? [];
    if (end === null && !aborted) {
      const free = parts.freeBytes();
      if (free < (settings.minFreeDiskMb / 2) * 1024 ** 2) job.endReason ??= diskFullText(free, settings.minFreeDiskMb);
      traceback = job.endReason === null ? failureLines(job.folder, "calculation", exit) : [job.endReason];
      const log = folderPart(job.folder, "log");
      appendLog(log, "ERROR", "server", traceback.join("\n"));
      // Half a datastore is of no use, and the disk is what is missing.
      if (job.endReason !== null) await rm(folderPart(job.folder, "datastore"), { recursive: true, force: true });
    } else if (table.get(job.id)?.status === "aborted")
      appendLog(folderPart(job.folder, "log"), "WARNING", "server", "Aborted");
    await leaveCluster(job.folder);
    publishNews(job);
    const size = await calculationSize(job.folder);
    const recorded = calculationEnd(end, traceback, size, job);
    const changed = parts.withRoom(() =>
      parts.transaction(() => {
        if (!table.ended(job.id, recorded)) return false;
        parts.inEndTransaction(job.id, recorded);
        return true;
      }),
    );
    if (changed) parts.statusChanged(job.id);
    else table.settled(job.id, size.sizeMb, size.diskBytes);
  };

  return {
    running,

    start(row) {
      const folder = parts.folderOf(row.id);
      for (const part of ["request", "start", "end", "progress", "datastore", "cache"] as const)
        rmSync(folderPart(folder, part), { recursive: true, force: true });
      const free = parts.freeBytes();
      if (free < settings.minFreeDiskMb * 1024 ** 2) {
        refuseStart(parts, row.id, diskFullText(free, settings.minFreeDiskMb));
        return;
      }
      cutTornLine(folderPart(folder, "log"));
      let child: ReturnType<typeof spawnChild>;
      try {
        child = spawnChild(settings.command, "calculate", folder);
      } catch (error) {
        refuseStart(parts, row.id, `The process of the calculation cannot be started: ${(error as Error).message}`);
        return;
      }
      // The order matters: a child computes only after its request, and by then its pid is in the database.
      table.executing(row.id, child.pid, child.processStart);
      const job = runningJob(row.id, folder, child, Date.now());
      job.read();
      watch(job);
      parts.statusChanged(row.id);
      void child.exited.then((exit) => finish(job, exit));
      try {
        writeJson(folderPart(folder, "request"), requestFor(row, child.pid, settings, parts.folderOf));
      } catch (error) {
        job.endReason = `The calculation cannot be started: ${errorText(error, folder)}`;
        void endGroup(child.pid, 0);
      }
    },

    adopt(row) {
      const folder = parts.folderOf(row.id);
      const request = readJson<CalculationRequest>(folderPart(folder, "request"));
      // The earlier server was killed before it could write the request; the child waits for it.
      if (request?.pid !== row.pid)
        writeJson(folderPart(folder, "request"), requestFor(row, row.pid, settings, parts.folderOf));
      table.stopRequested(row.id, false);
      adopted.add(row.id);
      const job = runningJob(row.id, folder, { pid: row.pid, processStart: row.process_start }, row.start_time);
      // What it has told already was told by the earlier server.
      job.read();
      watch(job);
    },

    async settle(row) {
      const folder = parts.folderOf(row.id);
      const end = readEnd(folder);
      const request = readJson<CalculationRequest>(folderPart(folder, "request"));
      if (end === null && request?.pid !== row.pid) {
        table.requeue(row.id, false);
        return;
      }
      if (end === null && row.stop_requested === 1 && putBack(row.id, STOPPED)) return;
      if (end === null && (await canBeTakenUp(folder)) && putBack(row.id, GOES_ON)) return;
      const job = runningJob(row.id, folder, { pid: row.pid, processStart: null }, row.start_time);
      job.read();
      await record(job, end, null);
    },

    async end(id) {
      const job = running.get(id);
      if (job === undefined) return;
      const ended = gone.get(id)?.promise;
      publishNews(job);
      await endGroup(job.pid, settings.killAfterMs);
      await ended;
    },

    async stopAll() {
      closing = "stop";
      const jobs = [...running.values()];
      const ended = jobs.map((job) => gone.get(job.id)?.promise);
      for (const job of jobs) table.stopRequested(job.id, true);
      await Promise.all(jobs.map((job) => endGroup(job.pid, settings.killAfterMs)));
      await Promise.all(ended);
    },

    leaveAll() {
      closing = "leave";
      for (const job of running.values()) job.unwatchMemory();
      if (timer !== null) clearInterval(timer);
      running.clear();
    },
  };
}

/** A queued job that cannot begin: failed with the reason. */
function refuseStart(parts: SupervisorParts, id: number, reason: string): void {
  appendLog(folderPart(parts.folderOf(id), "log"), "CRITICAL", "before starting", reason);
  const end = failedEnd([reason]);
  const changed = parts.transaction(() => {
    if (!parts.table.ended(id, end)) return false;
    parts.inEndTransaction(id, end);
    return true;
  });
  if (changed) parts.statusChanged(id);
  parts.slotFree();
}
