/**
 * A plan of independent tasks, and what runs it: an executor.
 *
 * The plan is made from the job alone, and results are handed over in the order of the tasks, so that neither they nor sums
 * over them depend on what runs it: this thread, worker threads or the nodes of a cluster.
 */

/** One kind of work: made once a thread from the setup, then called for every task. */
export type TaskRunner<Task, Result> = (task: Task) => Result;

export interface Plan<Setup, Task, Result> {
  /** What all tasks share; must survive a structured clone. */
  readonly setup: Setup;
  /** In the order in which results are wanted; must survive a structured clone, as results must. */
  readonly tasks: readonly Task[];
  /** Module of the worker (see `serveTasks`). */
  readonly workerUrl: string;
  /** Makes the runner in this thread. */
  readonly makeRunner: (setup: Setup) => TaskRunner<Task, Result>;
  /** Called in the order of the tasks. */
  readonly onResult: (result: Result, task: number) => void | Promise<void>;
  /** Told how many tasks are done, in whatever order, when that changes. */
  readonly onProgress?: (done: number) => void;
  /** About how long each task takes on one core, s: asked for by executors that group tasks. */
  readonly seconds?: () => ArrayLike<number>;
  /** Folders and files besides the program that tasks read. */
  readonly reads?: readonly string[];
}

/**
 * Runs a plan to its end.
 * @throws what a task throws, the first in time; the remaining tasks are abandoned. An `InputError` arrives with all its
 * problems from anywhere; other errors of threads and nodes are a `TaskError`.
 */
export type Executor = <Setup, Task, Result>(plan: Plan<Setup, Task, Result>) => Promise<void>;
