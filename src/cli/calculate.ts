/** `calculate FOLDER`: the child that computes one calculation. It outlives the server that started it. */
import { type EngineLoader, loadEngine } from "../engines/load-engine.ts";
import { runCalculation } from "../engines/run-calculation.ts";
import { lowerPriority } from "../jobs/children/lower-priority.ts";

/** @returns the exit code: 0 complete, 1 failed (the reason is in `end.json`). */
export async function calculate(args: string[], load: EngineLoader = loadEngine): Promise<number> {
  const [folder] = args;
  if (folder === undefined || args.length !== 1) {
    console.error("calculate: the folder of one calculation is needed; this command is started by the server");
    return 2;
  }
  lowerPriority();
  const complete = await runCalculation(folder, load);
  // Worker threads that are still alive must not keep a finished calculation's process.
  process.exit(complete ? 0 : 1);
}
