/**
 * Stands for the program when the replayed server starts its children: `replay-program.ts HOLD-FILE COMMAND ...`.
 * Calculations wait while the hold file exists, so that the states the exchanges were recorded in last as long as they
 * are needed.
 */
import { existsSync } from "node:fs";
import { calculate } from "../../src/cli/calculate.ts";
import { COMMANDS } from "../../src/cli/commands.ts";
import type { EngineLoader } from "../../src/engines/load-engine.ts";
import { loadEngine } from "../../src/engines/load-engine.ts";

const [hold = "", command = "", ...args] = process.argv.slice(2);

const heldEngine: EngineLoader = async (name) => {
  const engine = await loadEngine(name);
  return {
    name: engine.name,
    check: (folder, request) => engine.check(folder, request),
    ...(engine.inputFiles === undefined
      ? {}
      : { inputFiles: (ini: string) => engine.inputFiles?.(ini) ?? Promise.resolve([]) }),
    async calculate(folder, request, reporter) {
      reporter.log("INFO", "Waiting to be let go");
      reporter.progress(0.01, "waiting");
      while (existsSync(hold)) await Bun.sleep(20);
      return engine.calculate(folder, request, reporter);
    },
  };
};

if (command === "calculate") process.exit(await calculate(args, heldEngine));
const run = await COMMANDS[command]?.load();
process.exit((await run?.(args)) ?? 2);
