/** `oqparam`: the job's parameters, which every client asks for first. */

import type { JsonValue } from "../../datastore/index.ts";
import { EXTRA, textScalar } from "../arrays/named-array.ts";
import { pythonJson } from "../arrays/python-json.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import type { Results } from "../results.ts";

export const oqparam: Output = {
  key: "oqparam",
  extract: (results) => extractParameters(results),
  size: { reads: ["weights"] },
  permission: { extract: 1 },
};

/** `json`: the parameters that were set, with those clients cannot do without. */
export function extractParameters(results: Results): NamedArray[] {
  return [textScalar("json", parametersJson(results)), EXTRA];
}

/** The parameters as the reference dumps them. @param more those of a file of another kind */
export function parametersJson(results: Results, more: { readonly [name: string]: JsonValue } = {}): string {
  const { measures, levels, parameters } = results;
  const imtls = Object.fromEntries(measures.map((measure, m) => [measure, [...(levels[m] ?? [])]]));
  const complete = {
    calculation_mode: results.calculationMode,
    description: results.description,
    ...(results.investigationTime === undefined ? {} : { investigation_time: results.investigationTime }),
    inputs: {},
    ...(measures.length === 0 ? {} : { hazard_imtls: imtls }),
    ...parameters,
    ...more,
  };
  return pythonJson(complete);
}
