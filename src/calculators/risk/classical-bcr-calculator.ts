/** Benefit-cost ratios of retrofitting, from hazard curves (docs/method/risk.md). */
import type { DatastoreWriter } from "../../datastore/index.ts";
import { statisticName } from "../../hazard/curves/statistics.ts";
import { InputError, ProblemList } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import { benefitCostRatio } from "../../risk/finance/benefit-cost.ts";
import type { VulnerabilityFunction } from "../../risk/functions/vulnerability.ts";
import {
  averageLoss,
  classicalLossCurve,
  exceedanceMatrix,
  lossRatioAbscissae,
} from "../../risk/losses/classical-loss-curve.ts";
import { GROUND_SHAKING } from "../../risk/risk-model.ts";
import type { Calculator, CalculatorOptions } from "../calculator.ts";
import { startClassicalRisk } from "./classical-start.ts";
import { type CurveVisit, visitCurves } from "./classical-walk.ts";
import { estimateClassicalRisk } from "./estimate-classical-risk.ts";
import { statisticsOverRealizations } from "./realization-statistics.ts";

const STRUCTURAL = "structural";
const COLUMNS = ["annual_loss_orig", "annual_loss_retro", "bcr"];

/** @throws InputError for everything a benefit-cost ratio needs and the job lacks */
function refuse(job: Job): void {
  const problems = new ProblemList();
  const { parameters, assets } = job;
  const { model } = job.risk!;
  for (const name of ["interest_rate", "asset_life_expectancy"] as const)
    if (parameters[name] === undefined) problems.add(`missing ${name}`, { parameter: name, allowed: "a number >= 0" });
  const other = model.lossTypes.filter((lossType) => lossType !== STRUCTURAL);
  if (other.length > 0)
    problems.add(`retrofitted is not defined for ${other.join(", ")}`, {
      parameter: `${other[0]}_vulnerability_file`,
      allowed: STRUCTURAL,
    });
  const original = model.vulnerability.get(GROUND_SHAKING)?.get(STRUCTURAL);
  const retrofitted = model.retrofitted.get(GROUND_SHAKING)?.get(STRUCTURAL);
  if (original === undefined || retrofitted === undefined)
    problems.add("a benefit-cost ratio needs functions of buildings as they are and of retrofitted ones", {
      parameter: "structural_vulnerability_retrofitted_file",
    });
  else {
    const ids = [...original.keys(), ...retrofitted.keys()];
    const single = [...new Set(ids)].filter((id) => !(original.has(id) && retrofitted.has(id)));
    if (single.length > 0)
      problems.add(`Check the IDs [${single.map((id) => `'${id}'`).join(", ")}]: they are in one file only`, {
        parameter: "structural_vulnerability_retrofitted_file",
      });
  }
  if (assets !== undefined && assets.retrofitting === undefined)
    problems.add("the assets have no retrofitted value", { parameter: "retrofitted" });
  problems.throwIfAny();
}

/**
 * Expected loss ratio in the risk time under the curves of a visit.
 * @param measure whose curve it is
 */
function lossRatioOf(
  fn: VulnerabilityFunction,
  measure: string,
  steps: number,
  riskYears: number,
): (visit: CurveVisit) => number {
  const ratios = lossRatioAbscissae(fn, steps);
  const matrix = exceedanceMatrix(fn, ratios);
  return ({ hazard }) => {
    const curve = classicalLossCurve(fn, matrix, hazard(measure), riskYears);
    if (curve === undefined)
      throw new InputError("every level of the hazard curve is exceeded for sure: the investigation time is too long", {
        parameter: "investigation_time",
      });
    return averageLoss(ratios, curve);
  };
}

async function compute(job: Job, writer: DatastoreWriter, options: CalculatorOptions): Promise<void> {
  const { reporter } = options;
  const { parameters } = job;
  const { model } = job.risk!;
  const { assets, used, curves, riskYears } = await startClassicalRisk(job, writer, options);
  const { weights, statistics } = curves;
  const [A, R, C] = [assets.count, weights.length, COLUMNS.length];
  const values = assets.values.get(STRUCTURAL)!;
  const costs = assets.retrofitting!;
  const functionsNow = model.vulnerability.get(GROUND_SHAKING)!.get(STRUCTURAL)!;
  const exact = parameters.numerics === "exact";
  const ratioOf = (byId: ReadonlyMap<string, VulnerabilityFunction>) =>
    new Map(
      [...byId].map(([id, fn]) => {
        // The reference asks the curve of the building as it is for both.
        const { measure } = exact ? fn : (functionsNow.get(id) ?? fn);
        return [id, lossRatioOf(fn, measure, parameters.lrem_steps_per_interval, riskYears)];
      }),
    );
  const original = ratioOf(functionsNow);
  const retrofitted = ratioOf(model.retrofitted.get(GROUND_SHAKING)!.get(STRUCTURAL)!);
  const results = new Float32Array(A * R * C);
  await visitCurves(
    assets,
    curves,
    (visit) => {
      const { asset, realization, taxonomy } = visit;
      const functions = used.get(taxonomy)!;
      const total = functions.reduce((sum, { weight }) => sum + weight, 0);
      const at = (asset * R + realization) * C;
      for (const { riskId, weight } of functions) {
        const share = weight / total;
        const [originalRatio, retrofittedRatio] = [original.get(riskId)!(visit), retrofitted.get(riskId)!(visit)];
        const [value, cost] = [values[asset]!, costs[asset]!];
        results[at]! += share * originalRatio * value;
        results[at + 1]! += share * retrofittedRatio * value;
        results[at + 2]! +=
          share *
          benefitCostRatio({
            ...{ originalRatio, retrofittedRatio, value, cost },
            interestRate: parameters.interest_rate!,
            lifeExpectancy: parameters.asset_life_expectancy!,
          });
      }
    },
    (fraction) => reporter.progress(fraction, "computing benefit-cost ratios"),
  );
  curves.close();
  writer.putArray("bcr-rlzs", results, {
    shape: [A, R, C],
    dimensions: ["asset", "rlz", "column"],
    attributes: { columns: COLUMNS },
  });
  if (R === 1 || statistics.length === 0) return;
  writer.putArray("bcr-stats", statisticsOverRealizations(results, C, weights, statistics), {
    shape: [A, statistics.length, C],
    dimensions: ["asset", "stat", "column"],
    attributes: { columns: COLUMNS, stats: statistics.map(statisticName) },
  });
}

export const calculator: Calculator = { refuse, estimate: estimateClassicalRisk, compute };
