/**
 * Runs a plan of independent tasks, inline or on worker threads.
 *
 * The plan is made from the job alone, so results do not depend on how many workers run it; they are handed
 * over in the order of the tasks, so that sums over them do not either.
 */
import { InputError } from "../input-error.ts";

/** One kind of work: made once a thread from the setup, then called for every task. */
export type TaskRunner<Task, Result> = (task: Task) => Result;

export interface PlanOptions<Setup, Task, Result> {
  /** What all tasks share; must survive a structured clone. */
  readonly setup: Setup;
  /** In the order in which results are wanted. */
  readonly tasks: readonly Task[];
  /** Threads to use; 1 runs inline. */
  readonly workers: number;
  /** Module of the worker (see `serveTasks`), for more than one worker. */
  readonly workerUrl: string;
  /** Makes the runner in this thread, for inline plans. */
  readonly makeRunner: (setup: Setup) => TaskRunner<Task, Result>;
  /** Called in the order of the tasks. */
  readonly onResult: (result: Result, task: number) => void | Promise<void>;
}

interface Answer<Result> {
  readonly task: number;
  readonly result?: Result;
  readonly error?: TaskFailure;
}

/** An error on its way between threads, where a structured clone would lose its class and all it holds. */
interface TaskFailure {
  readonly message: string;
  readonly stack: string;
  /** Of an `InputError`, which arrives as the same error. */
  readonly problems?: InputError["problems"];
}

/** A failure inside a worker thread, with the stack of that thread. */
export class TaskError extends Error {
  override readonly name = "TaskError";
}

/**
 * @throws what a task throws, the first in time; the remaining tasks are abandoned. An `InputError` arrives with all its problems
 * from any thread; other errors of threads are a `TaskError`.
 */
export async function runPlan<Setup, Task, Result>(options: PlanOptions<Setup, Task, Result>): Promise<void> {
  const { tasks, setup, makeRunner, onResult } = options;
  const threads = Math.min(options.workers, tasks.length);
  if (threads <= 1) {
    const run = makeRunner(setup);
    for (const [index, task] of tasks.entries()) {
      await onResult(run(task), index);
      // Lets signals through: Ctrl-C would otherwise wait for the whole plan.
      await new Promise(setImmediate);
    }
    return;
  }
  await runThreads(options, threads);
}

function runThreads<Setup, Task, Result>(
  { tasks, setup, workerUrl, onResult }: PlanOptions<Setup, Task, Result>,
  threads: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const workers: Worker[] = [];
    const waiting = new Map<number, Result>();
    let nextTask = 0;
    let nextResult = 0;
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

    for (let i = 0; i < threads; i++) {
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
        handingOver = handingOver.then(handOver).catch(finish);
      };
      worker.onerror = (event) => finish(new TaskError(event.message));
      worker.postMessage({ kind: "setup", setup });
      send(worker);
    }
  });
}

/**
 * The part of a worker module: answers tasks of a plan. Call it once, at the top of the module.
 *
 * Results are copied, not transferred: the first detached buffer of a thread makes JavaScriptCore recompile every typed-array
 * access with a check for detachment, which costs a fault grid a third of its time (measured with Bun 1.4.5).
 */
export function serveTasks<Setup, Task, Result>(makeRunner: (setup: Setup) => TaskRunner<Task, Result>): void {
  let run: TaskRunner<Task, Result> | undefined;
  self.onmessage = (event: MessageEvent) => {
    const message = event.data as { kind: "setup"; setup: Setup } | { kind: "task"; index: number; task: Task };
    const index = message.kind === "task" ? message.index : -1;
    try {
      if (message.kind === "setup") run = makeRunner(message.setup);
      else if (run !== undefined) {
        postMessage({ task: index, result: run(message.task) });
      }
    } catch (error) {
      postMessage({ task: index, error: sentError(error) });
    }
  };
}

function sentError(error: unknown): TaskFailure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const problems = error instanceof InputError ? error.problems : undefined;
  return { message, stack: stack ?? message, ...(problems === undefined ? {} : { problems }) };
}

function receivedError({ message, stack, problems }: TaskFailure): Error {
  const error = problems === undefined ? new TaskError(message) : new InputError(problems);
  error.stack = stack;
  return error;
}

/** `postMessage` of a worker; the page's function of that name has another signature. */
declare function postMessage(message: unknown): void;
