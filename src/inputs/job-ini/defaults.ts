/** The defaults of all parameters as `GET /v1/ini_defaults` answers them. */
import { PARAMETER_NAMES, PARAMETERS, type ParameterFacts } from "./table.ts";

/**
 * Name -> default, null where there is none; older names are listed too. Parameters without a default and those whose
 * default is not a number in the reference are absent, as recorded. `extreme_gmv` holds Infinity, which the reference
 * writes as that bare word; JSON.stringify makes it null.
 *
 * @param cores what `concurrent_tasks` (twice the cores) is made from.
 */
export function iniDefaults(cores = 1): Record<string, unknown> {
  const defaults: Record<string, unknown> = {};
  for (const name of PARAMETER_NAMES) {
    const facts: ParameterFacts = PARAMETERS[name];
    if (facts.listed === false) continue;
    const value = facts.wireDefault ?? PARAMETERS[name].default ?? null;
    defaults[name] = name === "concurrent_tasks" ? 2 * cores : value;
    for (const alias of facts.aliases ?? []) defaults[alias] = defaults[name];
  }
  return defaults;
}
