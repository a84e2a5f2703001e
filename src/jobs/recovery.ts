/** What an earlier server left: the living are adopted, the ended finished, the waiting queued again, the rest failed. */

import { endGroup } from "./children/process-group.ts";
import { isAlive } from "./children/process-identity.ts";
import type { JobTable } from "./database/jobs.ts";
import type { Submissions } from "./submissions.ts";
import type { Supervisor } from "./supervisor.ts";

export interface RecoveryParts {
  readonly table: JobTable;
  readonly supervisor: Supervisor;
  readonly submissions: Submissions;
  readonly killAfterMs: number;
  readonly enqueue: (id: number) => void;
}

const BROKEN_OFF = "The server was stopped before the files of the job were received and checked; submit it again";

export async function recover({ table, supervisor, submissions, killAfterMs, enqueue }: RecoveryParts): Promise<void> {
  for (const left of table.leftProcesses()) {
    if (isAlive(left.pid, left.process_start)) await endGroup(left.pid, killAfterMs);
    table.setProcess(left.id, 0, null);
  }
  for (const row of table.pending()) {
    const alive = isAlive(row.pid, row.process_start);
    if (row.status === "created" && row.queued_at === null) {
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
