/** The part of a worker module. */
import type { TaskRunner } from "./plan.ts";
import { sentError } from "./task-failure.ts";

/**
 * Answers tasks of a plan. Call it once, at the top of a worker module.
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

/** `postMessage` of a worker; the page's function of that name has another signature. */
declare function postMessage(message: unknown): void;
