/**
 * Every parameter of a job file: type, default, unit, the calculation modes that use it, meaning. The reader, the typed
 * `JobParameters`, `GET /v1/ini_defaults`, the checks and the reference page all come from this one table.
 *
 * Defaults are the reference engine's (3.26.2). `reference_*` parameters without a value are undefined here where the
 * reference holds not-a-number.
 */
import type { ParameterFacts } from "./parameter.ts";
import { CALCULATION_PARAMETERS } from "./parameters/calculation.ts";
import { CURVE_PARAMETERS } from "./parameters/curves.ts";
import { EVENT_PARAMETERS } from "./parameters/events.ts";
import { RISK_PARAMETERS } from "./parameters/risk.ts";
import { SITE_PARAMETERS } from "./parameters/sites.ts";
import { SOURCE_PARAMETERS } from "./parameters/sources.ts";

export { CALCULATION_MODES, type CalculationMode } from "./calculation-modes.ts";
export type { Parameter, ParameterFacts } from "./parameter.ts";

const BY_THEME = {
  ...CALCULATION_PARAMETERS,
  ...CURVE_PARAMETERS,
  ...EVENT_PARAMETERS,
  ...RISK_PARAMETERS,
  ...SITE_PARAMETERS,
  ...SOURCE_PARAMETERS,
};

/** All parameters, by name. */
export const PARAMETERS = Object.fromEntries(
  Object.entries(BY_THEME).sort(([a], [b]) => (a < b ? -1 : 1)),
) as typeof BY_THEME;

export type ParameterName = keyof typeof PARAMETERS;

export const PARAMETER_NAMES = Object.keys(PARAMETERS) as ParameterName[];

export function isParameterName(name: string): name is ParameterName {
  return Object.hasOwn(PARAMETERS, name);
}

/** Older name -> name. */
export const PARAMETER_ALIASES: ReadonlyMap<string, ParameterName> = new Map(
  PARAMETER_NAMES.flatMap((name) => {
    const { aliases }: ParameterFacts = PARAMETERS[name];
    return (aliases ?? []).map((alias): [string, ParameterName] => [alias, name]);
  }),
);
