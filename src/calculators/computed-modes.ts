/** Calculators by calculation mode. What a mode can do is known at once; the code that computes it is loaded when it is needed. */
import { InputError } from "../input-error.ts";
import type { Capabilities } from "../inputs/capabilities.ts";
import type { CalculationMode } from "../inputs/job-ini/table.ts";
import { nearestName } from "../nearest-name.ts";
import type { Calculator } from "./calculator.ts";
import { CLASSICAL } from "./classical/capabilities.ts";
import { DISAGGREGATION } from "./disaggregation/capabilities.ts";
import { EVENT_BASED } from "./event-based/capabilities.ts";
import { CLASSICAL_RISK_MODES, EVENT_DAMAGE_MODES, EVENT_RISK_MODES, VOLCANIC_MODE } from "./risk/risk-capabilities.ts";
import { SCENARIO } from "./scenario/capabilities.ts";

export interface ComputedMode {
  readonly mode: CalculationMode;
  /** What its calculator reads of a job: everything else is refused by name before the calculator is asked. */
  readonly capabilities: Capabilities;
  /** Quick checks do without: the ground-motion models take longer to load than a small job to check. */
  readonly load: () => Promise<Calculator>;
}

/** One line a mode: its name, what it can do, and the module whose `calculator` computes it. */
const MODES: readonly ComputedMode[] = [
  computed("classical", CLASSICAL, () => import("./classical/classical-calculator.ts")),
  computed("disaggregation", DISAGGREGATION, () => import("./disaggregation/disaggregation-calculator.ts")),
  computed("preclassical", CLASSICAL, () => import("./classical/preclassical-calculator.ts")),
  computed("classical_risk", CLASSICAL_RISK_MODES, () => import("./risk/classical-risk-calculator.ts")),
  computed("classical_damage", CLASSICAL_RISK_MODES, () => import("./risk/classical-damage-calculator.ts")),
  computed("scenario_risk", EVENT_RISK_MODES, () => import("./risk/events/event-risk-calculator.ts")),
  computed("event_based_risk", EVENT_RISK_MODES, () => import("./risk/events/event-risk-calculator.ts")),
  computed("scenario_damage", EVENT_DAMAGE_MODES, () => import("./risk/events/event-damage-calculator.ts")),
  computed("event_based_damage", EVENT_DAMAGE_MODES, () => import("./risk/events/event-damage-calculator.ts")),
  computed("classical_bcr", CLASSICAL_RISK_MODES, () => import("./risk/classical-bcr-calculator.ts")),
  computed("multi_risk", VOLCANIC_MODE, () => import("./risk/multi-risk-calculator.ts")),
  computed("event_based", EVENT_BASED, () => import("./event-based/event-based-calculator.ts")),
  computed("scenario", SCENARIO, () => import("./scenario/scenario-calculator.ts")),
];

export const COMPUTED_MODES: readonly string[] = MODES.map(({ mode }) => mode);

/** @throws InputError for a mode that is not computed here. */
export function findMode(mode: string | undefined): ComputedMode {
  const found = MODES.find((candidate) => candidate.mode === mode);
  if (found === undefined)
    throw new InputError(`calculation_mode ${mode ?? ""} is not computed yet by the native engine`, {
      parameter: "calculation_mode",
      allowed: COMPUTED_MODES.join(", "),
      suggestion: mode === undefined ? undefined : nearestName(mode, COMPUTED_MODES),
    });
  return found;
}

function computed(
  mode: CalculationMode,
  capabilities: Capabilities,
  load: () => Promise<{ readonly calculator: Calculator }>,
): ComputedMode {
  return { mode, capabilities, load: async () => (await load()).calculator };
}
