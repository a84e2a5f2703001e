/**
 * Stands for the program when the replayed server starts its children. Calculations wait while the file named by
 * QUAKEWRIGHT_TEST_HOLD exists, so that the states the exchanges were recorded in last as long as they are needed.
 */
import { existsSync } from "node:fs";
import { calculate } from "../../src/cli/calculate.ts";
import { COMMANDS } from "../../src/cli/commands.ts";
import type { EngineLoader } from "../../src/engines/load-engine.ts";
import { loadEngine } from "../../src/engines/load-engine.ts";

const HOLD = process.env["QUAKEWRIGHT_TEST_HOLD"] ?? "";

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
      while (existsSync(HOLD)) await Bun.sleep(20);
      return engine.calculate(folder, request, reporter);
    },
  };
};

const [command = "", ...args] = process.argv.slice(2);
if (command === "calculate") process.exit(await calculate(args, heldEngine));
const run = await COMMANDS[command]?.load();
process.exit((await run?.(args)) ?? 2);
