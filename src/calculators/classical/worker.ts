/** Worker thread of classical calculations. */
import { serveTasks } from "../../parallel/plan.ts";
import type { ClassicalSetup } from "./setup.ts";
import { makeClassicalRunner } from "./tile-runner.ts";

serveTasks((setup: ClassicalSetup) => makeClassicalRunner(setup).run);
