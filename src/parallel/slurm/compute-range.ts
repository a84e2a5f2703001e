/** An element of an array: computes a range of the tasks of a plan on a node and leaves the results on the shared disk. */
import { existsSync } from "node:fs";
import { hostname } from "node:os";
import { InputError } from "../../input-error.ts";
import { writeJson } from "../../write-json.ts";
import { sentError, TaskError } from "../task-failure.ts";
import { runOnThreads } from "../threads.ts";
import { failureFile, readPlan, resultFile, type TaskRange, tasksFile, writeProgress } from "./plan-folder.ts";
import { openRecords, recordWriter } from "./record-file.ts";

const TELL_EVERY_MS = 500;

/**
 * Computes the range on worker threads. A mistake of the user and a failure of a task are left as such, for the calculation to end
 * with; whatever else fails may succeed on another node.
 * @param folder of the plan
 * @throws what went wrong
 */
export async function computeRange(folder: string, range: TaskRange): Promise<void> {
  const { setup, workerUrl, threads, reads } = readPlan(folder);
  for (const path of reads)
    if (!existsSync(path))
      throw new Error(`${hostname()} does not see ${path}: it must be on a disk that all nodes share`);
  // Started a second time by Slurm.
  if (existsSync(resultFile(folder, range))) return;
  const records = openRecords(tasksFile(folder));
  if (range.to > records.count) throw new Error(`the plan has ${records.count} tasks`);
  const tasks = Array.from({ length: range.to - range.from }, (_, i) => records.read(range.from + i));
  records.close();
  const results = recordWriter(resultFile(folder, range));
  let tellAt = 0;
  try {
    await runOnThreads(
      {
        setup,
        tasks,
        workerUrl,
        onResult: results.append,
        onProgress(done) {
          if (Date.now() < tellAt) return;
          tellAt = Date.now() + TELL_EVERY_MS;
          writeProgress(folder, range, { done, processorSeconds: 0 });
        },
      },
      threads,
    );
  } catch (error) {
    if (error instanceof TaskError || error instanceof InputError)
      writeJson(failureFile(folder, range), sentError(error));
    throw error;
  }
  const { user, system } = process.cpuUsage();
  writeProgress(folder, range, { done: tasks.length, processorSeconds: (user + system) / 1e6 });
  results.finish();
}
