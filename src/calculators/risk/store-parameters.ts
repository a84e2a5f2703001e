/** Attributes of a calculation of losses or damage from events: hazard that is continued has its own. */
import type { DatastoreWriter } from "../../datastore/index.ts";
import { statisticName, statisticsOf } from "../../hazard/curves/statistics.ts";
import type { Job } from "../../inputs/job.ts";
import { consequenceKinds, type RiskModel } from "../../risk/risk-model.ts";
import { jobParametersAsJson } from "../job-parameters-json.ts";

/** @param years of the hazard; undefined in scenarios */
export function storeParameters(
  writer: DatastoreWriter,
  job: Job,
  years: number | undefined,
  realizations: number,
): void {
  const { parameters } = job;
  const hasMaps = ["hmaps-stats", "hmaps-rlzs"].some((name) => writer.describe(name) !== undefined);
  const attributes = {
    oqparam: jobParametersAsJson(job),
    calculation_mode: parameters.calculation_mode ?? "",
    description: parameters.description,
    ...(years === undefined ? {} : { investigation_time: years }),
    ...(parameters.risk_investigation_time === undefined
      ? {}
      : { risk_investigation_time: parameters.risk_investigation_time }),
    num_rlzs: realizations,
    stats: statisticsOf(parameters).map(statisticName),
    imts: job.measures.map(({ name }) => name),
    levels: job.levels.map((levels) => Array.from(levels)),
    poes: parameters.poes,
    hazard_maps: hasMaps && parameters.hazard_maps,
    uniform_hazard_spectra: hasMaps && parameters.uniform_hazard_spectra,
    individual_rlzs: parameters.individual_rlzs === true,
    ...(job.risk === undefined ? {} : { risk_model: describeModel(job.risk.model, parameters.ignore_covs) }),
  };
  for (const [name, value] of Object.entries(attributes)) writer.setAttribute(name, value);
  if (["gmfs", "hazard_curves"].some((key) => job.files.has(key)))
    storeOnlyRealization(writer, attributes.calculation_mode);
}

/** Hazard that is given has one realization, which the reference names so. */
function storeOnlyRealization(writer: DatastoreWriter, mode: string): void {
  if (writer.describe("realizations") !== undefined) return;
  writer.putTable("realizations", [
    { name: "rlz_id", data: Uint32Array.of(0) },
    { name: "branch_path", texts: [mode.startsWith("scenario") ? "[FromFile]" : "A~A"] },
    { name: "weight", data: Float32Array.of(1) },
  ]);
}

/**
 * What the functions are about: `covs` counts those with uncertain losses.
 * @param lossRatios those of the loss curves, by loss type
 */
export function describeModel(
  model: RiskModel,
  ignoreUncertainty: boolean,
  lossRatios: ReadonlyMap<string, Float64Array> = new Map(),
): { readonly [name: string]: string[] | number[] | number } {
  const functions = [...model.vulnerability.values()].flatMap((byType) =>
    [...byType.values()].flatMap((byId) => [...byId.values()]),
  );
  const uncertain = functions.filter(({ coefficients }) => coefficients.some((coefficient) => coefficient > 0));
  return {
    consequences: [...consequenceKinds(model)],
    covs: ignoreUncertainty ? 0 : uncertain.length,
    limit_states: [...model.limitStates],
    ...Object.fromEntries(
      Array.from(lossRatios, ([lossType, ratios]) => [`loss_ratios_${lossType}`, Array.from(ratios)]),
    ),
    loss_types: [...model.lossTypes],
  };
}
