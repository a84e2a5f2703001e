/** Ground-motion fields of given ruptures (docs/method/events.md 4). */
import type { Calculator } from "../calculator.ts";
import { computeScenario, estimateScenario, refuseScenario } from "../stages/scenario/compute-scenario.ts";

export const calculator: Calculator = { refuse: refuseScenario, estimate: estimateScenario, compute: computeScenario };
