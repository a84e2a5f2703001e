/** Aborting and removing, with the texts clients know. */
import { rm } from "node:fs/promises";
import { folderPart } from "../engines/calculation-folder.ts";
import { leaveCluster } from "./children/on-cluster.ts";
import type { JobTable } from "./database/jobs.ts";
import type { ActionAnswer } from "./job.ts";
import type { DataFolder } from "./storage/data-folder.ts";
import { appendLog } from "./storage/log-file.ts";
import type { Submissions } from "./submissions.ts";
import type { Supervisor } from "./supervisor.ts";

export interface ActionParts {
  readonly data: DataFolder;
  readonly table: JobTable;
  readonly supervisor: Supervisor;
  readonly submissions: Submissions;
  readonly transaction: (work: () => boolean) => boolean;
  readonly announce: (id: number, error: string | null) => void;
  readonly statusChanged: (id: number) => void;
  readonly removed: (id: number) => void;
}

export interface JobActions {
  abort(id: number): ActionAnswer;
  remove(id: number, asUser: string | null): Promise<ActionAnswer>;
  /** Resolves when the processes of an aborted job, or of all, have gone. */
  settled(id?: number): Promise<void>;
}

export function jobActions(parts: ActionParts): JobActions {
  const { data, table, supervisor, submissions } = parts;
  /** Until the processes of an aborted job have gone. */
  const ending = new Map<number, Promise<void>>();

  const endProcesses = async (id: number) => {
    if (supervisor.running.has(id)) return supervisor.end(id);
    await submissions.cancel(id);
    // Of an earlier server, which had begun it.
    await leaveCluster(data.calculation(id));
    if (table.get(id) === null) return;
    await rm(folderPart(data.calculation(id), "upload"), { recursive: true, force: true });
    appendLog(folderPart(data.calculation(id), "log"), "WARNING", "server", "Aborted");
    table.setProcess(id, 0, null);
  };

  const abort = (id: number): ActionAnswer => {
    const row = table.get(id);
    if (row === null) return { error: `Unknown job ${id}` };
    const aborted = parts.transaction(() => {
      if (!table.aborted(id)) return false;
      // Before it was accepted nobody waits for an end.
      if (row.queued_at !== null) parts.announce(id, "aborted");
      return true;
    });
    if (!aborted) return { error: `Job ${id} is not running` };
    parts.statusChanged(id);
    const ended = endProcesses(id)
      .catch((error) => console.error(`aborting job ${id}: ${error}`))
      .finally(() => ending.delete(id));
    ending.set(id, ended);
    return { success: `Killing job ${id}` };
  };

  /** Why a job may not be removed. */
  const objection = (id: number, asUser: string | null): string | null => {
    const dependents = table.dependents(id);
    if (dependents.length > 0) return `there are calculations dependent from it: [${dependents.join(", ")}]`;
    const row = table.get(id);
    if (row === null) return "ID does not exist";
    if (asUser !== null && row.user_name !== asUser) return `it belongs to ${row.user_name} and you are ${asUser}`;
    return null;
  };

  return {
    abort,

    async remove(id, asUser) {
      const refused = (reason: string) => ({ error: `Cannot delete calculation ${id}: ${reason}` });
      const first = objection(id, asUser);
      if (first !== null) return refused(first);
      if (table.get(id)?.is_running === 1) abort(id);
      await ending.get(id);
      // Another job may have come to depend on it, or it may have been removed, meanwhile.
      const second = objection(id, asUser);
      if (second !== null) return refused(second);
      let freed: Promise<void>;
      try {
        ({ freed } = data.discard(data.calculation(id)));
      } catch (error) {
        return refused(`its files cannot be removed (${(error as NodeJS.ErrnoException).code})`);
      }
      data.ballast.withRoom(() => table.remove(id));
      parts.removed(id);
      await freed;
      return { success: String(id) };
    },

    async settled(id) {
      await (id === undefined ? Promise.all(ending.values()) : ending.get(id));
    },
  };
}
