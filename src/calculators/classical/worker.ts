/** Worker thread of classical calculations. */
import { serveTasks } from "../../parallel/plan.ts";
import type { ClassicalSetup } from "./setup.ts";
import type { ClassicalTaskResult } from "./task.ts";
import { makeClassicalRunner } from "./tile-runner.ts";

serveTasks(
  (setup: ClassicalSetup) => makeClassicalRunner(setup).run,
  ({ finished, rates, contexts }: ClassicalTaskResult) => [
    contexts.buffer as ArrayBuffer,
    ...(finished === undefined
      ? []
      : [finished.statistics.buffer as ArrayBuffer, finished.realizations.buffer as ArrayBuffer]),
    ...(rates ?? []).flatMap((models) => models.map((values) => values.buffer as ArrayBuffer)),
  ],
);
