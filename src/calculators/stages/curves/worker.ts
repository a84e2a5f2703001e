/** Worker thread of classical calculations. */
import { serveTasks } from "../../../parallel/serve-tasks.ts";
import type { HazardSetup } from "../hazard-setup.ts";
import { makeCurveRunner } from "./tile-runner.ts";

serveTasks((setup: HazardSetup) => makeCurveRunner(setup).run);
