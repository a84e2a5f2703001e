/** Runs a plan in this thread. */
import type { Plan } from "./plan.ts";

/** An executor. */
export async function inline<Setup, Task, Result>(plan: Plan<Setup, Task, Result>): Promise<void> {
  const run = plan.makeRunner(plan.setup);
  for (const [index, task] of plan.tasks.entries()) {
    await plan.onResult(run(task), index);
    plan.onProgress?.(index + 1);
    // Lets signals through: Ctrl-C would otherwise wait for the whole plan.
    await new Promise(setImmediate);
  }
}
