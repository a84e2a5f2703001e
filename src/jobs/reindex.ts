/** Folders without a row: a lost or older database is completed from what the calculations left. */

import type { Database } from "bun:sqlite";
import { statSync } from "node:fs";
import { folderPart } from "../engines/calculation-folder.ts";
import type { CalculationEnd, CalculationRequest, CalculationStart } from "../engines/engine.ts";
import { readJson } from "../engines/write-json.ts";
import type { JobTable } from "./database/jobs.ts";
import { calculationEnd } from "./job-end.ts";
import type { DataFolder } from "./storage/data-folder.ts";
import { calculationSize } from "./storage/folder-size.ts";

/** @returns ids of the jobs that have a row again. Folders in which nothing was ever computed are discarded. */
export async function reindexFolders(data: DataFolder, table: JobTable, host: string): Promise<number[]> {
  const known = table.ids();
  const folders = data.calculationIds();
  if (folders.length > 0) table.reserveIds(Math.max(...folders));
  const found: number[] = [];
  for (const id of folders.filter((folder) => !known.has(folder)).sort((a, b) => a - b)) {
    const folder = data.calculation(id);
    const request = readJson<CalculationRequest>(folderPart(folder, "request"));
    if (request === null) {
      await data.discard(folder).freed;
      continue;
    }
    const parent = request.parent !== undefined && (known.has(request.parent.id) || found.includes(request.parent.id));
    insertRow(data.database, id, folder, request, parent, host);
    await settleRow(table, id, folder);
    found.push(id);
  }
  return found;
}

function insertRow(
  db: Database,
  id: number,
  folder: string,
  request: CalculationRequest,
  hasParent: boolean,
  host: string,
): void {
  const start = readJson<CalculationStart>(folderPart(folder, "start"));
  db.query(
    `INSERT INTO jobs (id, description, user_name, calculation_mode, hazard_calculation_id, status, is_running, start_time, host,
     engine, ini, pid) VALUES ($id, $description, $user, $mode, $parent, 'executing', 1, $start, $host, $engine, $ini, $pid)`,
  ).run({
    id,
    description: start?.description ?? "",
    user: request.user,
    mode: start?.calculationMode ?? "custom",
    parent: hasParent ? (request.parent?.id ?? null) : null,
    start: Math.round(statSync(folderPart(folder, "request")).mtimeMs),
    host,
    engine: request.engine,
    ini: request.ini,
    pid: request.pid ?? 0,
  });
}

async function settleRow(table: JobTable, id: number, folder: string): Promise<void> {
  const end = readJson<CalculationEnd>(folderPart(folder, "end"));
  const reason = "The calculation had not ended when the job database was lost";
  const size = await calculationSize(folder);
  table.ended(id, calculationEnd(end, end?.traceback ?? [reason], size, { progress: 0, stage: "" }));
}
