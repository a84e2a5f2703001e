/** Runs a plan on worker threads. */
import { inline } from "./inline.ts";
import type { Executor, Plan } from "./plan.ts";
import { receivedError, TaskError, type TaskFailure } from "./task-failure.ts";

interface Answer<Result> {
  readonly task: number;
  readonly result?: Result;
  readonly error?: TaskFailure;
}

/** An executor of so many threads; one thread is this one. */
export function threads(workers: number): Executor {
  return (plan) => (Math.min(workers, plan.tasks.length) <= 1 ? inline(plan) : runOnThreads(plan, workers));
}

/** All tasks in worker threads, this one only hands them out. */
export function runOnThreads<Setup, Task, Result>(
  { tasks, setup, workerUrl, onResult, onProgress }: Omit<Plan<Setup, Task, Result>, "makeRunner">,
  threads: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const workers: Worker[] = [];
    const waiting = new Map<number, Result>();
    let nextTask = 0;
    let nextResult = 0;
    let done = 0;
    let settled = false;
    let handingOver: Promise<void> = Promise.resolve();

    const finish = (error?: unknown): void => {
      if (settled) return;
      settled = true;
      for (const worker of workers) worker.terminate();
      if (error === undefined) resolve();
      else reject(error);
    };

    const handOver = async (): Promise<void> => {
      while (waiting.has(nextResult)) {
        const result = waiting.get(nextResult) as Result;
        waiting.delete(nextResult);
        await onResult(result, nextResult);
        nextResult++;
      }
      if (nextResult === tasks.length) finish();
    };

    const send = (worker: Worker): void => {
      if (nextTask < tasks.length) {
        worker.postMessage({ kind: "task", index: nextTask, task: tasks[nextTask] });
        nextTask++;
      }
    };

    for (let i = 0; i < Math.min(threads, tasks.length); i++) {
      const worker = new Worker(workerUrl);
      workers.push(worker);
      worker.onmessage = (event: MessageEvent<Answer<Result>>) => {
        const { task, result, error } = event.data;
        if (error !== undefined) {
          finish(receivedError(error));
          return;
        }
        send(worker);
        waiting.set(task, result as Result);
        done++;
        onProgress?.(done);
        handingOver = handingOver.then(handOver).catch(finish);
      };
      worker.onerror = (event) => finish(new TaskError(event.message));
      worker.postMessage({ kind: "setup", setup });
      send(worker);
    }
  });
}
