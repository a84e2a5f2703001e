/** Damage from hazard curves: numbers of buildings in every damage state, asset by asset (docs/method/risk.md). */
import type { DatastoreWriter } from "../../datastore/index.ts";
import { statisticName } from "../../hazard/curves/statistics.ts";
import { ProblemList } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import { classicalDamage } from "../../risk/damage/classical-damage.ts";
import { damageStates, GROUND_SHAKING } from "../../risk/risk-model.ts";
import type { Calculator, CalculatorOptions } from "../calculator.ts";
import { startClassicalRisk } from "./classical-start.ts";
import { visitCurves } from "./classical-walk.ts";
import { estimateClassicalRisk } from "./estimate-classical-risk.ts";
import { statisticsOverRealizations } from "./realization-statistics.ts";

/** @throws InputError for what hazard curves do not give */
function refuse(job: Job): void {
  const problems = new ProblemList();
  const other = job.risk!.model.perils.filter((peril) => peril !== GROUND_SHAKING);
  if (other.length > 0)
    problems.add(`${other.join(", ")}: hazard curves are about ground shaking only`, {
      parameter: `${other[0]}_fragility_file`,
      allowed: "scenario_damage, event_based_damage",
    });
  problems.throwIfAny();
}

async function compute(job: Job, writer: DatastoreWriter, options: CalculatorOptions): Promise<void> {
  const { reporter } = options;
  const { parameters } = job;
  const { model } = job.risk!;
  const { assets, used, curves, riskYears } = await startClassicalRisk(job, writer, options);
  const { weights, statistics } = curves;
  const [A, R] = [assets.count, weights.length];
  const states = damageStates(model);
  const [D, columns] = [states.length, model.lossTypes.length * states.length];
  const numbers = assets.values.get("number")!;
  const damages = new Float32Array(A * R * columns);
  const settings = {
    riskYears,
    stepsPerInterval: parameters.steps_per_interval,
    continuousDiscretization: parameters.continuous_fragility_discretization,
  };
  await visitCurves(
    assets,
    curves,
    ({ asset, taxonomy, realization, hazard }) => {
      const functions = used.get(taxonomy)!;
      const total = functions.reduce((sum, { weight }) => sum + weight, 0);
      for (const [l, lossType] of model.lossTypes.entries()) {
        const byId = model.fragility.get(GROUND_SHAKING)!.get(lossType)!;
        const at = (asset * R + realization) * columns + l * D;
        for (const { riskId, weight } of functions) {
          const fragility = byId.get(riskId)!;
          const fractions = classicalDamage(fragility, hazard(fragility.measure), settings);
          for (let d = 0; d < D; d++) damages[at + d]! += (numbers[asset]! * fractions[d]! * weight) / total;
        }
      }
    },
    (fraction) => reporter.progress(fraction, "computing damage"),
  );
  curves.close();
  const names = model.lossTypes.flatMap((lossType) => states.map((state) => `${lossType}-${state}`));
  const dimensions = (second: string) => ["asset", second, "damage state"];
  writer.putArray("damages-rlzs", damages, {
    shape: [A, R, columns],
    dimensions: dimensions("rlz"),
    attributes: { columns: names },
  });
  if (R === 1 || statistics.length === 0) return;
  writer.putArray("damages-stats", statisticsOverRealizations(damages, columns, weights, statistics), {
    shape: [A, statistics.length, columns],
    dimensions: dimensions("stat"),
    attributes: { columns: names, stats: statistics.map(statisticName) },
  });
}

export const calculator: Calculator = { refuse, estimate: estimateClassicalRisk, compute };
