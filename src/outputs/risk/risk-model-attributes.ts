/** What the risk functions of a calculation are about, as clients ask for it. */
import { EXTRA, textScalar } from "../arrays/named-array.ts";
import { pythonJson } from "../arrays/python-json.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";

export const riskModelAttributes: Output = {
  key: "composite_risk_model.attrs",
  extract: extractRiskModel,
  permission: { extract: 1 },
};

/** `json`: kinds of consequences, number of coefficients of variation above 0, limit states, loss types. */
function extractRiskModel({ reader, calculationMode }: Results): NamedArray[] {
  const model = reader.attributes["risk_model"];
  if (typeof model !== "object" || model === null || Array.isArray(model))
    throw notFound(`composite_risk_model: this ${calculationMode} calculation has no risk functions`);
  return [textScalar("json", pythonJson(model as { [name: string]: string[] })), EXTRA];
}
