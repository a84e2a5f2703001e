/** The table of jobs: rows in, rows out, and the transitions between statuses. */

import type { EngineName, JobStatus, Output } from "../job.ts";
import type { JobEnd } from "../job-end.ts";
import { JOB_COLUMNS, type JobRow } from "./job-row.ts";
import type { Database } from "./open-database.ts";

export type JobTable = ReturnType<typeof jobTable>;

/** The statements on `jobs` and `outputs`. Transitions answer whether they took place. */
export function jobTable(db: Database) {
  const changed = (sql: string, values: Record<string, string | number | null>) =>
    db.query(sql).run(values).changes > 0;

  return {
    insert(job: {
      description: string;
      userName: string;
      host: string;
      engine: EngineName;
      notifyTo: string | null;
      migrationCallback: string | null;
    }): number {
      const { lastInsertRowid } = db
        .query(
          `INSERT INTO jobs (description, user_name, calculation_mode, status, is_running, start_time, host, engine, notify_to, migration_callback)
           VALUES ($description, $userName, 'custom', 'created', 1, $now, $host, $engine, $notifyTo, $migrationCallback)`,
        )
        .run({ ...job, now: Date.now() });
      return Number(lastInsertRowid);
    },

    get(id: number): JobRow | null {
      return db.query<JobRow, [number]>(`SELECT ${JOB_COLUMNS} FROM jobs j WHERE j.id = ?`).get(id);
    },

    /** Rows in `created`, `submitted` and `executing`, in the order of their queueing. */
    pending(): JobRow[] {
      return db
        .query<JobRow, []>(
          `SELECT ${JOB_COLUMNS} FROM jobs j WHERE j.is_running = 1 ORDER BY coalesce(j.queued_at, j.start_time), j.id`,
        )
        .all();
    },

    /** Jobs that are over but whose processes were not seen to end: the server was killed while aborting. */
    leftProcesses(): { id: number; pid: number; process_start: string | null }[] {
      return db
        .query<{ id: number; pid: number; process_start: string | null }, []>(
          "SELECT id, pid, process_start FROM jobs WHERE pid <> 0 AND is_running = 0",
        )
        .all();
    },

    ids(): Set<number> {
      return new Set(
        db
          .query<{ id: number }, []>("SELECT id FROM jobs")
          .all()
          .map((row) => row.id),
      );
    },

    /** Makes sure that no id up to this one is given again (folders found without a row). */
    reserveIds(upTo: number): void {
      const sequence = db.query<{ seq: number }, []>("SELECT seq FROM sqlite_sequence WHERE name = 'jobs'").get();
      if (sequence === null) db.query("INSERT INTO sqlite_sequence (name, seq) VALUES ('jobs', ?)").run(upTo);
      else if (sequence.seq < upTo) db.query("UPDATE sqlite_sequence SET seq = ? WHERE name = 'jobs'").run(upTo);
    },

    amend(id: number, change: { userName?: string; notifyTo?: string; migrationCallback?: string }): void {
      changed(
        `UPDATE jobs SET user_name = coalesce($userName, user_name), notify_to = coalesce($notifyTo, notify_to),
         migration_callback = coalesce($migrationCallback, migration_callback) WHERE id = $id AND status = 'created'`,
        {
          id,
          userName: change.userName ?? null,
          notifyTo: change.notifyTo ?? null,
          migrationCallback: change.migrationCallback ?? null,
        },
      );
    },

    setParent(id: number, parent: number): void {
      changed("UPDATE jobs SET hazard_calculation_id = $parent WHERE id = $id", { id, parent });
    },

    setProcess(id: number, pid: number, processStart: string | null): void {
      changed("UPDATE jobs SET pid = $pid, process_start = $processStart WHERE id = $id", { id, pid, processStart });
    },

    /** The quick check has passed: from here on the job is ours to finish. */
    queue(
      id: number,
      check: { calculationMode: string; description: string; ini: string; engine: EngineName },
    ): boolean {
      return changed(
        `UPDATE jobs SET calculation_mode = $calculationMode, description = $description, ini = $ini, engine = $engine, queued_at = $now, pid = 0,
         process_start = NULL WHERE id = $id AND status = 'created'`,
        { id, ...check, now: Date.now() },
      );
    },

    submitted(id: number): boolean {
      return changed("UPDATE jobs SET status = 'submitted' WHERE id = $id AND status = 'created'", { id });
    },

    executing(id: number, pid: number, processStart: string | null): boolean {
      return changed(
        `UPDATE jobs SET status = 'executing', start_time = $now, pid = $pid, process_start = $processStart, progress = 0, stage = ''
         WHERE id = $id AND status = 'submitted'`,
        { id, pid, processStart, now: Date.now() },
      );
    },

    /** A clean shutdown is about to end the calculation. */
    stopRequested(id: number, requested: boolean): void {
      changed("UPDATE jobs SET stop_requested = $requested WHERE id = $id", { id, requested: requested ? 1 : 0 });
    },

    /** Back into the queue, at its old place. @param counted false when it had not begun. */
    requeue(id: number, counted: boolean): boolean {
      return changed(
        `UPDATE jobs SET status = 'submitted', pid = 0, process_start = NULL, requeued = requeued + $counted, stop_requested = 0,
         progress = 0, stage = '' WHERE id = $id AND status = 'executing'`,
        { id, counted: counted ? 1 : 0 },
      );
    },

    aborted(id: number): boolean {
      return changed(
        `UPDATE jobs SET status = 'aborted', is_running = 0, stop_time = $now
         WHERE id = $id AND status IN ('created', 'submitted', 'executing')`,
        { id, now: Date.now() },
      );
    },

    /** Does nothing (false) when the job was aborted meanwhile. */
    ended(id: number, end: JobEnd): boolean {
      return db.transaction(() => {
        const { changes } = db
          .query(
            `UPDATE jobs SET status = $status, is_running = 0, stop_time = $now, pid = 0, process_start = NULL,
             calculation_mode = coalesce($calculationMode, calculation_mode), description = coalesce($description, description),
             ini = coalesce($ini, ini),
             error = $error, traceback = $traceback, size_mb = $sizeMb, disk_bytes = $diskBytes, progress = $progress, stage = $stage
             WHERE id = $id AND status IN ('created', 'submitted', 'executing')`,
          )
          .run({
            id,
            status: end.status,
            now: Date.now(),
            calculationMode: end.calculationMode ?? null,
            description: end.description ?? null,
            ini: end.ini ?? null,
            error: end.error,
            traceback: end.traceback.length === 0 ? null : JSON.stringify(end.traceback),
            sizeMb: end.sizeMb,
            diskBytes: end.diskBytes,
            progress: end.progress,
            stage: end.stage,
          });
        if (changes === 0) return false;
        const insert = db.query(
          "INSERT INTO outputs (job_id, key, name, types, size_mb) VALUES ($id, $key, $name, $types, $sizeMb)",
        );
        for (const { key, name, types, sizeMb } of end.outputs)
          insert.run({ id, key, name, types: JSON.stringify(types), sizeMb });
        return true;
      })();
    },

    /** After the processes of an aborted job have gone. */
    settled(id: number, sizeMb: number | null, diskBytes: number): void {
      changed(
        "UPDATE jobs SET pid = 0, process_start = NULL, size_mb = $sizeMb, disk_bytes = $diskBytes WHERE id = $id AND is_running = 0",
        { id, sizeMb, diskBytes },
      );
    },

    setStatus(id: number, from: JobStatus, to: JobStatus): boolean {
      return changed("UPDATE jobs SET status = $to WHERE id = $id AND status = $from", { id, from, to });
    },

    setRelevant(id: number, relevant: boolean): void {
      changed("UPDATE jobs SET relevant = $relevant WHERE id = $id", { id, relevant: relevant ? 1 : 0 });
    },

    remove(id: number): boolean {
      return changed("DELETE FROM jobs WHERE id = $id", { id });
    },

    dependents(id: number): number[] {
      return db
        .query<{ id: number }, [number]>("SELECT id FROM jobs WHERE hazard_calculation_id = ? ORDER BY id")
        .all(id)
        .map((row) => row.id);
    },

    traceback(id: number): string[] {
      const row = db.query<{ traceback: string | null }, [number]>("SELECT traceback FROM jobs WHERE id = ?").get(id);
      return row?.traceback == null ? [] : textsOf(row.traceback);
    },

    outputs(jobId: number): Output[] {
      return db
        .query<OutputRow, [number]>("SELECT * FROM outputs WHERE job_id = ? ORDER BY id")
        .all(jobId)
        .map(toOutput);
    },

    output(id: number): Output | null {
      const row = db.query<OutputRow, [number]>("SELECT * FROM outputs WHERE id = ?").get(id);
      return row === null ? null : toOutput(row);
    },

    /** Jobs and disk of a user, for quotas. */
    usage(userName: string): { jobs: number; diskBytes: number } {
      const row = db
        .query<{ jobs: number; bytes: number }, [string]>(
          "SELECT count(*) AS jobs, coalesce(sum(disk_bytes), 0) AS bytes FROM jobs WHERE user_name = ?",
        )
        .get(userName);
      return { jobs: row?.jobs ?? 0, diskBytes: row?.bytes ?? 0 };
    },

    /** Jobs of these statuses that stopped before a time and that no other job depends on. */
    expired(statuses: readonly JobStatus[], before: number): number[] {
      return db
        .query<{ id: number }, [string, number]>(
          `SELECT id FROM jobs j WHERE status IN (SELECT value FROM json_each(?)) AND stop_time < ?
           AND NOT EXISTS (SELECT 1 FROM jobs child WHERE child.hazard_calculation_id = j.id) ORDER BY id`,
        )
        .all(JSON.stringify(statuses), before)
        .map((row) => row.id);
    },
  };
}

/** Texts stored as JSON; a damaged cell is shown as it is. */
function textsOf(json: string): string[] {
  try {
    const found: unknown = JSON.parse(json);
    if (Array.isArray(found)) return found.map(String);
  } catch {
    // Falls through.
  }
  return [json];
}

interface OutputRow {
  readonly id: number;
  readonly job_id: number;
  readonly key: string;
  readonly name: string;
  readonly types: string;
  readonly size_mb: number | null;
}

function toOutput(row: OutputRow): Output {
  return {
    id: row.id,
    jobId: row.job_id,
    key: row.key,
    name: row.name,
    types: textsOf(row.types),
    sizeMb: row.size_mb,
  };
}
