/** A calculation that is being watched: what its files have told so far. */
import { folderPart } from "../engines/calculation-folder.ts";
import type { JobEvent } from "./events.ts";
import type { LogRow } from "./job.ts";
import { type LineFollower, lineFollower } from "./storage/line-follower.ts";
import { parseRow } from "./storage/log-file.ts";

export interface RunningJob {
  readonly id: number;
  readonly folder: string;
  readonly pid: number;
  readonly processStart: string | null;
  readonly startTime: number;
  progress: number;
  stage: string;
  /** Why the server itself ends it; null when nobody does. */
  endReason: string | null;
  /** Ends the watch over its memory. */
  unwatchMemory: () => void;
  /** Since when `end.json` has been there. */
  endSeen: number | null;
  /** Reads what the files have got since the last call. */
  read(): JobEvent[];
  eta(): number | null;
}

/** A fraction below this says nothing about the time to go. */
const ETA_FROM = 0.005;

export function runningJob(
  id: number,
  folder: string,
  process: { readonly pid: number; readonly processStart: string | null },
  startTime: number,
): RunningJob {
  const log: LineFollower = lineFollower(folderPart(folder, "log"));
  const progress: LineFollower = lineFollower(folderPart(folder, "progress"));
  let logged = 0;
  const job: RunningJob = {
    id,
    folder,
    pid: process.pid,
    processStart: process.processStart,
    startTime,
    progress: 0,
    stage: "",
    endReason: null,
    unwatchMemory: () => undefined,
    endSeen: null,
    read() {
      const events: JobEvent[] = [];
      for (const line of log.read()) {
        const row: LogRow = parseRow(line);
        events.push({ kind: "log", jobId: id, index: logged, id: ++logged, row });
      }
      const latest = progress
        .read()
        .map(parseProgress)
        .findLast((found) => found !== null);
      if (latest != null && (latest.progress !== job.progress || latest.stage !== job.stage)) {
        job.progress = latest.progress;
        job.stage = latest.stage;
        events.push({ kind: "progress", jobId: id, progress: job.progress, stage: job.stage, eta: job.eta() });
      }
      return events;
    },
    eta() {
      if (job.progress < ETA_FROM) return null;
      const seconds = (Date.now() - startTime) / 1000;
      return Math.max(0, Math.round((seconds / job.progress) * (1 - job.progress) * 10) / 10);
    },
  };
  return job;
}

function parseProgress(line: string): { progress: number; stage: string } | null {
  try {
    const { progress, stage } = JSON.parse(line) as { progress: unknown; stage: unknown };
    return typeof progress === "number" && typeof stage === "string" ? { progress, stage } : null;
  } catch {
    return null;
  }
}
