/** Puts the parts of the life of a calculation together. */
import { existsSync, readdirSync } from "node:fs";
import { folderPart } from "../engines/calculation-folder.ts";
import { toolRunner } from "./children/tool-child.ts";
import { accountStore } from "./database/accounts.ts";
import { type JobRow, toJob } from "./database/job-row.ts";
import { jobTable } from "./database/jobs.ts";
import { countJobs, jobsOfIds, listJobIds, listJobs } from "./database/list-jobs.ts";
import { tagStore } from "./database/tags.ts";
import { eventBus } from "./events.ts";
import { followJob, statusEvent } from "./follow-job.ts";
import type { Job, JobStatus } from "./job.ts";
import { jobActions } from "./job-actions.ts";
import type { JobService } from "./job-service.ts";
import { type MigrationCallback, migrationMessage, notifyMessage } from "./notifications/messages.ts";
import { outbox } from "./notifications/outbox.ts";
import { recover } from "./recovery.ts";
import { reindexFolders } from "./reindex.ts";
import { retention } from "./retention.ts";
import { secondEngineOutputs } from "./second-engine-outputs.ts";
import { type JobSettings, jobSettings } from "./settings.ts";
import { openDataFolder } from "./storage/data-folder.ts";
import { freeDiskBytes } from "./storage/disk-space.ts";
import { appendLog, type LogReader, logReader } from "./storage/log-file.ts";
import { submissions, uploadPath } from "./submissions.ts";
import { supervisor } from "./supervisor.ts";

/** Log readers kept; each remembers where rows begin. */
const MAX_READERS = 256;

/**
 * Opens a data folder: takes its lock, migrates its database, adopts or settles the calculations it finds, starts the queue.
 * @throws DataFolderError when the folder is locked, newer than this program, somebody else's or unusable.
 */
export async function openJobService(
  given: Partial<JobSettings> & Pick<JobSettings, "dataFolder">,
): Promise<JobService> {
  const settings = jobSettings(given);
  const data = await openDataFolder(settings.dataFolder);
  const db = data.database;
  const table = jobTable(db);
  const openedAt = Date.now().toString(36);
  let changes = 0;
  const bus = eventBus();
  bus.subscribe((event) => {
    if (event.kind === "progress") changes++;
  });
  const engineOutputs = secondEngineOutputs(settings.oq, data);
  let closed = false;
  const waiting: number[] = [];
  const readers = new Map<number, LogReader>();

  const freeBytes = () => (settings.freeDiskBytes ?? freeDiskBytes)(data.path);
  const present = (row: JobRow): Job => {
    const live = watching.running.get(row.id);
    if (live === undefined || row.status !== "executing") return toJob(row);
    return { ...toJob(row), progress: live.progress, stage: live.stage, eta: live.eta() };
  };
  const get = (id: number): Job | null => {
    const row = table.get(id);
    return row === null ? null : present(row);
  };
  const statusChanged = (id: number) => {
    changes++;
    const job = get(id);
    if (job !== null) bus.publish(statusEvent(job));
    mail.wake();
  };

  const mail = outbox(db, settings.callbacks, (id, text) => {
    if (table.get(id) !== null) appendLog(folderPart(data.calculation(id), "log"), "ERROR", "server", text);
  });
  const announce = (id: number, error: string | null) => {
    const row = table.get(id);
    if (row === null) return;
    const job = toJob(row);
    if (row.notify_to !== null) mail.add(id, notifyMessage(row.notify_to, job, error));
    if (row.migration_callback !== null)
      mail.add(id, migrationMessage(JSON.parse(row.migration_callback) as MigrationCallback, job));
  };

  const pump = () => {
    while (!closed && waiting.length > 0 && watching.running.size < settings.maxRunning) {
      const row = table.get(waiting.shift() as number);
      data.ballast.restore();
      if (row?.status === "submitted") watching.start(row);
    }
  };
  const enqueue = (id: number) => {
    if (closed || waiting.includes(id)) return;
    if (table.submitted(id)) statusChanged(id);
    waiting.push(id);
    pump();
  };

  const watching = supervisor({
    settings,
    table,
    bus,
    folderOf: data.calculation,
    freeBytes,
    withRoom: data.ballast.withRoom,
    inEndTransaction: (id, end) => announce(id, end.error),
    transaction: (work) => db.transaction(work).immediate(),
    statusChanged,
    waitsAgain: enqueue,
    slotFree: pump,
  });
  const submitting = submissions({ settings, data, table, freeBytes, get, statusChanged, enqueue });
  const actions = jobActions({
    data,
    table,
    supervisor: watching,
    submissions: submitting,
    transaction: (work) => data.ballast.withRoom(() => db.transaction(work).immediate()),
    announce,
    statusChanged,
    removed(id) {
      changes++;
      readers.delete(id);
      bus.publish({ kind: "removed", jobId: id });
    },
  });
  const keeping = retention(settings, table, (id) => actions.remove(id, null));
  const memory = settings.checkMemoryMb === null ? {} : { maxBytes: settings.checkMemoryMb * 1024 ** 2 };
  const tool = toolRunner(settings.command, settings.killAfterMs, memory);
  const checker = toolRunner(settings.command, settings.killAfterMs, { timeoutS: settings.prepareTimeoutS, ...memory });

  const reader = (id: number): LogReader => {
    const known = readers.get(id);
    if (known !== undefined) return known;
    const made = logReader(folderPart(data.calculation(id), "log"));
    readers.set(id, made);
    const oldest = readers.keys().next().value;
    if (readers.size > MAX_READERS && oldest !== undefined) readers.delete(oldest);
    return made;
  };

  try {
    await reindexFolders(data, table, settings.host);
    await recover({
      table,
      folderOf: data.calculation,
      supervisor: watching,
      submissions: submitting,
      killAfterMs: settings.killAfterMs,
      enqueue,
    });
  } catch (error) {
    watching.leaveAll();
    data.close();
    throw error;
  }
  mail.wake();
  setImmediate(() => void keeping.look().catch((error) => console.error(`retention: ${error}`)));

  return {
    settings,
    tags: tagStore(db, () => changes++),
    accounts: accountStore(db),
    revision: () => `${openedAt}-${changes}`,

    create: submitting.create,
    amend(id, { userName, notifyTo, migrationCallback }) {
      table.amend(id, {
        ...(userName === undefined ? {} : { userName }),
        ...(notifyTo === undefined ? {} : { notifyTo }),
        ...(migrationCallback === undefined ? {} : { migrationCallback: JSON.stringify(migrationCallback) }),
      });
      changes++;
    },
    uploadPath: (id, index) => uploadPath(data, id, index),
    submit: submitting.submit,
    refuse: (id, message, sent = []) => submitting.refuse(id, [message], { names: sent }),
    room: () => freeBytes() - settings.minFreeDiskMb * 1024 ** 2,
    scratchFolder: data.scratch,
    check: submitting.check,
    estimate: submitting.estimate,

    get,
    list: (filters) => listJobs(db, filters).map(present),
    *pages(filters, rowsOfPage) {
      const ids = listJobIds(db, filters);
      for (let at = 0; at < ids.length; at += rowsOfPage)
        yield jobsOfIds(db, ids.slice(at, at + rowsOfPage)).map(present);
    },
    count: (filters) => countJobs(db, filters),
    outputs: table.outputs,
    output: table.output,
    log: (id, start = 0, stop = 0) =>
      reader(id).rows(start, stop === 0 || stop < start ? Number.POSITIVE_INFINITY : stop),
    logSize: (id) => reader(id).size(),
    traceback: table.traceback,
    folder: data.calculation,
    engineOutput: engineOutputs.write,
    engineCsvFolder: (id, level) => engineOutputs.csvFolder(id, table.outputs(id), level),
    async jobZip(id, asker) {
      const folder = data.calculation(id);
      const row = table.get(id);
      const inputs = folderPart(folder, "inputs");
      if (row === null || !existsSync(inputs) || readdirSync(inputs).length === 0) return null;
      return tool.stream("pack", row.ini === null ? [folder] : [folder, row.ini], asker === undefined ? {} : { asker });
    },

    abort: actions.abort,
    remove: actions.remove,
    share: (id) => share(id, "complete", "shared"),
    unshare: (id) => share(id, "shared", "complete"),
    setRelevant(id, relevant) {
      table.setRelevant(id, relevant);
      changes++;
    },

    subscribe: bus.subscribe,
    follow: (id, options = {}) =>
      followJob({ bus, get: () => get(id), log: reader(id), settled: () => actions.settled(id) }, id, options),
    runTool: tool.run,
    runCheck: checker.run,

    async close(calculations = "stop") {
      if (closed) return;
      closed = true;
      keeping.stop();
      engineOutputs.close();
      await Promise.all([submitting.cancel(), tool.close(), checker.close(), mail.close(), actions.settled()]);
      if (calculations === "stop") await watching.stopAll();
      else watching.leaveAll();
      data.close();
    },
  };

  function share(id: number, from: JobStatus, to: "shared" | "complete") {
    const status = table.get(id)?.status;
    if (status === undefined) return { error: `Unknown job ${id}` };
    if (status === to) return { success: `Calculation ${id} was already ${to}` };
    if (status !== from || !table.setStatus(id, from, to))
      return {
        error:
          to === "shared"
            ? `Can not share calculation ${id} from status "${status}"`
            : `Can not force the status of calculation ${id} from "${status}" to "complete"`,
      };
    statusChanged(id);
    return { success: `The status of calculation ${id} was changed from "${from}" to "${to}"` };
  }
}
