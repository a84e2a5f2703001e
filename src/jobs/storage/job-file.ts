/**
 * `job.json`: what the database says of a job beside its results, in the job's own folder. It is on the disk before a job is
 * acknowledged, so that a lost or older database loses no job.
 */
import { closeSync, fsyncSync, openSync } from "node:fs";
import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { folderPart } from "../../engines/calculation-folder.ts";
import { readJson, writeJson } from "../../write-json.ts";
import type { JobRow } from "../database/job-row.ts";

const OrNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

const StoredJobSchema = Type.Object({
  id: Type.Integer(),
  user: Type.String(),
  engine: Type.Union([Type.Literal("native"), Type.Literal("openquake")]),
  created: Type.Number(),
  parent: OrNull(Type.Integer()),
  notifyTo: OrNull(Type.String()),
  migrationCallback: OrNull(Type.String()),
  /** Null until the job was checked and accepted. */
  accepted: OrNull(Type.Object({ ini: Type.String(), calculationMode: Type.String(), description: Type.String() })),
});

export type StoredJob = typeof StoredJobSchema.static;

/** Written, synced, and its folder entry as well. @param accepted what the check found, null before */
export function writeStoredJob(folder: string, row: JobRow, accepted: StoredJob["accepted"]): void {
  const stored: StoredJob = {
    id: row.id,
    user: row.user_name,
    engine: row.engine,
    created: row.start_time,
    parent: row.hazard_calculation_id,
    notifyTo: row.notify_to,
    migrationCallback: row.migration_callback,
    accepted:
      accepted === null
        ? null
        : { ini: accepted.ini, calculationMode: accepted.calculationMode, description: accepted.description },
  };
  writeJson(folderPart(folder, "job"), stored);
  syncFolder(folder);
}

/** Null when it is absent or damaged. */
export function readStoredJob(folder: string): StoredJob | null {
  const found = readJson<unknown>(folderPart(folder, "job"));
  return Value.Check(StoredJobSchema, found) ? found : null;
}

/** A renamed file is there after a power failure only once its folder is on the disk. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, "r");
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Systems that do not open folders keep them in order themselves.
  }
}
