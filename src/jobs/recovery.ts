/** What an earlier server left: the living are adopted, the ended finished, the waiting queued again, the rest failed. */

import { errorText } from "../engines/traceback.ts";
import { endGroup } from "./children/process-group.ts";
import { isAlive } from "./children/process-identity.ts";
import type { JobRow } from "./database/job-row.ts";
import type { JobTable } from "./database/jobs.ts";
import { failedEnd } from "./job-end.ts";
import { readStoredJob } from "./storage/job-file.ts";
import type { Submissions } from "./submissions.ts";
import type { Supervisor } from "./supervisor.ts";

export interface RecoveryParts {
  readonly table: JobTable;
  readonly supervisor: Supervisor;
  readonly submissions: Submissions;
  readonly folderOf: (id: number) => string;
  readonly killAfterMs: number;
  readonly enqueue: (id: number) => void;
}

const BROKEN_OFF = "The server was stopped before the files of the job were received and checked; submit it again";

export async function recover(parts: RecoveryParts): Promise<void> {
  const { table, supervisor, submissions, killAfterMs, enqueue, folderOf } = parts;
  for (const left of table.leftProcesses()) {
    if (isAlive(left.pid, left.process_start)) await endGroup(left.pid, killAfterMs);
    table.setProcess(left.id, 0, null);
  }
  for (const row of table.pending()) {
    try {
      await recoverJob(row);
    } catch (error) {
      // One job that cannot be taken up must not keep the server from the others.
      console.error(`calculation ${row.id} cannot be taken up: ${error}`);
      table.ended(
        row.id,
        failedEnd([`What an earlier server left of the calculation cannot be read: ${errorText(error)}`]),
      );
    }
  }

  async function recoverJob(row: JobRow): Promise<void> {
    const alive = isAlive(row.pid, row.process_start);
    if (row.status === "created" && row.queued_at === null) {
      const stored = readStoredJob(folderOf(row.id));
      const accepted = stored?.accepted ?? null;
      if (accepted !== null && table.queue(row.id, { ...accepted, engine: stored?.engine ?? row.engine })) {
        enqueue(row.id);
        return;
      }
      if (alive) await endGroup(row.pid, killAfterMs);
      submissions.refuse(row.id, [BROKEN_OFF]);
    } else if (row.status !== "executing") {
      enqueue(row.id);
    } else if (alive) {
      supervisor.adopt(row);
    } else {
      await supervisor.settle(row);
      if (table.get(row.id)?.status === "submitted") enqueue(row.id);
    }
  }
}
