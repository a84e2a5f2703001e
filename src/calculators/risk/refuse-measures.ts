/** Risk functions must be about measures that the hazard gives. */
import { ProblemList, type ProblemPlace } from "../../input-error.ts";
import { GROUND_SHAKING, type RiskModel } from "../../risk/risk-model.ts";

/** @throws InputError with every function in use whose measure the hazard lacks */
export function refuseUnknownMeasures(
  { vulnerability, fragility }: RiskModel,
  used: ReadonlySet<string>,
  measures: readonly string[],
  place: ProblemPlace = {},
): void {
  const problems = new ProblemList();
  const told = new Set<string>();
  for (const functions of [vulnerability, fragility])
    for (const [lossType, byId] of functions.get(GROUND_SHAKING) ?? [])
      for (const { id, measure } of byId.values()) {
        if (!used.has(id) || measures.includes(measure) || told.has(`${lossType} ${measure}`)) continue;
        told.add(`${lossType} ${measure}`);
        problems.add(`the ${lossType} function ${id} needs ${measure}, which the hazard does not give`, {
          parameter: "imt",
          allowed: measures.join(", "),
          ...place,
        });
      }
  problems.throwIfAny();
}
