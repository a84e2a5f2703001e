/** Folders without a row: a lost or older database is completed from what the jobs' folders say. Nothing is deleted. */
import type { Database } from "bun:sqlite";
import { readFileSync, statSync } from "node:fs";
import { folderPart } from "../engines/calculation-folder.ts";
import type { CalculationRequest, CalculationStart } from "../engines/engine.ts";
import { readJson } from "../write-json.ts";
import { endGroup } from "./children/process-group.ts";
import type { JobTable } from "./database/jobs.ts";
import { calculationEnd, failedEnd } from "./job-end.ts";
import { readEnd } from "./storage/calculation-end.ts";
import type { DataFolder } from "./storage/data-folder.ts";
import { calculationSize, folderBytes } from "./storage/folder-size.ts";
import { readStoredJob, type StoredJob } from "./storage/job-file.ts";

const NOT_ACCEPTED = "The job database was lost before the files of the job were received and checked; submit it again";
const KILL_AFTER_MS = 1000;

/**
 * Gives rows to the folders that have none: ended calculations with their results, accepted jobs back in the queue, the
 * rest failed. A folder that tells nothing is moved aside and named.
 * @returns ids of the jobs that have a row again
 */
export async function reindexFolders(data: DataFolder, table: JobTable, host: string): Promise<number[]> {
  const known = table.ids();
  const folders = data.calculationIds();
  if (folders.length > 0) table.reserveIds(Math.max(...folders));
  const found: number[] = [];
  for (const id of folders.filter((folder) => !known.has(folder)).sort((a, b) => a - b)) {
    const folder = data.calculation(id);
    const request = readJson<CalculationRequest>(folderPart(folder, "request"));
    const stored = readStoredJob(folder) ?? (isRequest(request) ? fromRequest(id, folder, request) : null);
    if (stored === null || stored.id !== id) {
      const aside = data.moveAside(folder);
      console.error(`calculation ${id}: its folder says nothing of a job; it was moved to ${aside}`);
      continue;
    }
    const parent = stored.parent !== null && (known.has(stored.parent) || found.includes(stored.parent));
    insertRow(data.database, folder, { ...stored, parent: parent ? stored.parent : null }, host);
    await settleRow(table, folder, stored, request?.pid);
    found.push(id);
  }
  return found;
}

function isRequest(request: CalculationRequest | null): request is CalculationRequest {
  return typeof request?.ini === "string" && typeof request.user === "string" && typeof request.engine === "string";
}

/** Of folders of earlier versions, which had no job.json. */
function fromRequest(id: number, folder: string, request: CalculationRequest): StoredJob {
  const start = readJson<CalculationStart>(folderPart(folder, "start"));
  return {
    id,
    user: request.user,
    engine: request.engine,
    created: Math.round(statSync(folderPart(folder, "request")).mtimeMs),
    parent: request.parent?.id ?? null,
    notifyTo: null,
    migrationCallback: null,
    accepted: {
      ini: request.ini,
      calculationMode: start?.calculationMode ?? "custom",
      description: start?.description ?? "",
    },
  };
}

function insertRow(db: Database, folder: string, stored: StoredJob, host: string): void {
  const { accepted } = stored;
  db.query(
    `INSERT INTO jobs (id, description, user_name, calculation_mode, hazard_calculation_id, status, is_running, start_time, host,
     engine, ini, queued_at, notify_to, migration_callback)
     VALUES ($id, $description, $user, $mode, $parent, $status, 1, $start, $host, $engine, $ini, $queued, $notifyTo, $callback)`,
  ).run({
    id: stored.id,
    description: accepted?.description ?? "",
    user: stored.user,
    mode: accepted?.calculationMode ?? "custom",
    parent: stored.parent,
    status: accepted === null ? "created" : "submitted",
    start: Math.round(stored.created),
    host,
    engine: stored.engine,
    ini: accepted?.ini ?? null,
    queued: accepted === null ? null : Math.round(stored.created),
    notifyTo: stored.notifyTo,
    callback: stored.migrationCallback,
  });
  if (accepted === null) return;
  const start = readJson<CalculationStart>(folderPart(folder, "start"));
  if (typeof start?.description === "string" && typeof start.calculationMode === "string")
    db.query("UPDATE jobs SET description = ?, calculation_mode = ? WHERE id = ?").run(
      start.description,
      start.calculationMode,
      stored.id,
    );
}

/** Ended: recorded. Accepted: stays in the queue, computed anew. Else failed. */
async function settleRow(table: JobTable, folder: string, stored: StoredJob, pid: number | undefined): Promise<void> {
  const end = readEnd(folder);
  if (end !== null) {
    const known =
      end.calculationMode === "custom"
        ? {
            ...end,
            calculationMode: stored.accepted?.calculationMode ?? "custom",
            description: stored.accepted?.description ?? "",
          }
        : end;
    const size = await calculationSize(folder);
    table.ended(stored.id, calculationEnd(known, end.traceback, size, { progress: 0, stage: "" }));
    return;
  }
  if (stored.accepted === null) {
    table.ended(stored.id, failedEnd([NOT_ACCEPTED], await folderBytes(folder)));
    return;
  }
  // A calculation that still runs for the lost row would write into the files of the new one.
  if (pid !== undefined && isWorkingOn(pid, folder)) await endGroup(pid, KILL_AFTER_MS);
}

/** Whether the process was started for this folder (Linux; elsewhere it is taken for another one). */
function isWorkingOn(pid: number, folder: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "latin1").split("\0").includes(folder);
  } catch {
    return false;
  }
}
