/** The calculation modes of a job file, and the sets of them that parameters belong to. */
export const CALCULATION_MODES = [
  "classical_risk",
  "classical_damage",
  "classical",
  "custom",
  "event_based",
  "scenario",
  "post_risk",
  "ebrisk",
  "scenario_risk",
  "event_based_risk",
  "disaggregation",
  "multi_risk",
  "classical_bcr",
  "preclassical",
  "event_based_damage",
  "scenario_damage",
  "workflow",
] as const;

export type CalculationMode = (typeof CALCULATION_MODES)[number];

export const HAZARD: readonly CalculationMode[] = ["classical", "disaggregation", "event_based"];
export const GROUND_MOTION: readonly CalculationMode[] = ["classical", "disaggregation", "event_based", "scenario"];
export const EVENTS: readonly CalculationMode[] = ["event_based", "scenario"];
export const RISK: readonly CalculationMode[] = [
  "classical_risk",
  "classical_bcr",
  "classical_damage",
  "scenario_risk",
  "scenario_damage",
  "event_based_risk",
  "event_based_damage",
];
export const CURVES: readonly CalculationMode[] = ["classical", "disaggregation"];
export const DAMAGE: readonly CalculationMode[] = ["classical_damage", "scenario_damage", "event_based_damage"];
/** Scenarios, and what is made of them. */
export const SCENARIO: readonly CalculationMode[] = ["scenario", "scenario_risk", "scenario_damage"];
export const EVENT_LOSSES: readonly CalculationMode[] = ["event_based_risk", "scenario_risk"];
export const HAZARD_AND_RISK: readonly CalculationMode[] = ["classical", "event_based", ...RISK];
export const ALL_BUT_SCENARIO: readonly CalculationMode[] = [...HAZARD, ...RISK];
export const EVERY_SITE: readonly CalculationMode[] = [...GROUND_MOTION, ...RISK];
