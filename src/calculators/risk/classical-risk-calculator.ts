/** Losses from hazard curves: loss curves, average losses and loss maps of every asset (docs/method/risk.md). */
import type { DatastoreWriter } from "../../datastore/index.ts";
import { statisticName } from "../../hazard/curves/statistics.ts";
import { InputError } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import { valuesOf } from "../../risk/exposure/assets.ts";
import { type VulnerabilityFunction, withIncreasingMeans } from "../../risk/functions/vulnerability.ts";
import {
  averageLoss,
  classicalLossCurve,
  exceedanceMatrix,
  lossAtProbability,
  lossRatioAbscissae,
} from "../../risk/losses/classical-loss-curve.ts";
import { GROUND_SHAKING } from "../../risk/risk-model.ts";
import type { Calculator, CalculatorOptions } from "../calculator.ts";
import { startClassicalRisk } from "./classical-start.ts";
import { visitCurves } from "./classical-walk.ts";
import { estimateClassicalRisk } from "./estimate-classical-risk.ts";
import { statisticsOverRealizations } from "./realization-statistics.ts";
import { describeModel } from "./store-parameters.ts";

/** A vulnerability function with what its curves have in common. */
interface PreparedFunction {
  readonly fn: VulnerabilityFunction;
  readonly ratios: Float64Array;
  readonly matrix: Float64Array;
}

/**
 * Loss ratios of each function. Curves of one loss type are stored side by side: when functions have different numbers of
 * ratios all take the longest list, of several the last by id.
 */
function prepare(
  byId: ReadonlyMap<string, VulnerabilityFunction>,
  steps: number,
): ReadonlyMap<string, PreparedFunction> {
  const functions = Array.from(byId.values(), withIncreasingMeans);
  for (const { id, distribution } of functions)
    if (distribution === "PM")
      throw new InputError(`function ${id}: a probability mass (PM) has no classical loss curve`, {
        parameter: "dist",
        allowed: "LN, BT",
      });
  const own = functions.map((fn) => lossRatioAbscissae(fn, steps));
  const longest = own.reduce((a, b) => (b.length >= a.length ? b : a));
  const common = own.some(({ length }) => length !== longest.length);
  return new Map(
    functions.map((fn, i) => {
      const ratios = common ? longest : own[i]!;
      return [fn.id, { fn, ratios, matrix: exceedanceMatrix(fn, ratios) }];
    }),
  );
}

async function compute(job: Job, writer: DatastoreWriter, options: CalculatorOptions): Promise<void> {
  const { reporter } = options;
  const { parameters } = job;
  const { model } = job.risk!;
  const { assets, used, curves, riskYears } = await startClassicalRisk(job, writer, options);
  const { weights, statistics } = curves;
  const [A, R, S, L] = [assets.count, weights.length, statistics.length, model.lossTypes.length];
  const averages = new Float32Array(A * R * L);
  const prepared = model.lossTypes.map((lossType) => {
    const byId = model.vulnerability.get(GROUND_SHAKING)!.get(lossType)!;
    const functions = prepare(byId, parameters.lrem_steps_per_interval);
    const points = functions.values().next().value!.ratios.length;
    return {
      lossType,
      functions,
      points,
      values: valuesOf(assets, lossType, "avg")!,
      losses: new Float32Array(A * points),
      poes: new Float32Array(A * R * points),
    };
  });
  // As the reference: those of the function that comes first by measure and name.
  const first = [...prepared[0]!.functions.values()]
    .map(({ fn }) => fn)
    .reduce((a, b) => (b.measure < a.measure || (b.measure === a.measure && b.id < a.id) ? b : a));
  const ratiosOfFirst = new Map(
    prepared.map(({ lossType, functions }): [string, Float64Array] => [lossType, functions.get(first.id)!.ratios]),
  );
  writer.setAttribute("risk_model", describeModel(model, parameters.ignore_covs, ratiosOfFirst));
  await visitCurves(
    assets,
    curves,
    ({ asset, taxonomy, realization, hazard }) => {
      const functions = used.get(taxonomy)!;
      for (const [l, { functions: byId, points, values, losses, poes }] of prepared.entries()) {
        const value = values[asset]!;
        const sum = new Float64Array(points);
        let abscissae: Float64Array | undefined;
        for (const { riskId, weight } of functions) {
          const { fn, ratios, matrix } = byId.get(riskId)!;
          const curve = classicalLossCurve(fn, matrix, hazard(fn.measure), riskYears);
          if (curve === undefined)
            throw new InputError(
              "every level of the hazard curve is exceeded for sure: the investigation time is too long",
              { parameter: "investigation_time" },
            );
          abscissae ??= ratios;
          for (let i = 0; i < points; i++) sum[i]! += weight * curve[i]!;
        }
        const own = abscissae!.map((ratio) => ratio * value);
        if (realization === 0) losses.set(own, asset * points);
        poes.set(sum, (asset * R + realization) * points);
        averages[(asset * R + realization) * L + l] = averageLoss(own, sum);
      }
    },
    (fraction) => reporter.progress(fraction, "computing loss curves"),
  );
  curves.close();
  const names = statistics.map(statisticName);
  const store = (kind: "stats" | "rlzs", columns: readonly string[], ofAverages: Float32Array): void => {
    for (const [l, { lossType, points, losses, poes }] of prepared.entries()) {
      const of = kind === "stats" ? statisticsOverRealizations(poes, points, weights, statistics) : poes;
      const attributes = { [kind]: columns };
      const average = Float32Array.from({ length: A * columns.length }, (_, i) => ofAverages[i * L + l]!);
      writer.putArray(`avg_losses-${kind}/${lossType}`, average, { shape: [A, columns.length], attributes });
      const both = new Float32Array(A * columns.length * 2 * points);
      for (let row = 0; row < A * columns.length; row++) {
        const asset = Math.floor(row / columns.length);
        both.set(losses.subarray(asset * points, (asset + 1) * points), row * 2 * points);
        both.set(of.subarray(row * points, (row + 1) * points), (row * 2 + 1) * points);
      }
      const dimensions = ["asset", kind === "stats" ? "stat" : "rlz", "losses and poes", "point"];
      writer.putArray(`loss_curves-${kind}/${lossType}`, both, {
        shape: [A, columns.length, 2, points],
        dimensions,
        attributes,
      });
      const asked = parameters.conditional_loss_poes;
      if (asked.length === 0) continue;
      const maps = new Float32Array(A * columns.length * asked.length);
      for (let row = 0; row < A * columns.length; row++) {
        const curve = both.subarray(row * 2 * points, (row + 1) * 2 * points);
        for (const [p, poe] of asked.entries())
          maps[row * asked.length + p] = lossAtProbability(curve.subarray(0, points), curve.subarray(points), poe);
      }
      writer.putArray(`loss_maps-${kind}/${lossType}`, maps, {
        shape: [A, columns.length, asked.length],
        attributes: { ...attributes, poes: asked },
      });
    }
  };
  if (S > 0) store("stats", names, statisticsOverRealizations(averages, L, weights, statistics));
  if (R > 1 || S === 0)
    store(
      "rlzs",
      Array.from({ length: R }, (_, r) => `rlz-${String(r).padStart(3, "0")}`),
      averages,
    );
}

export const calculator: Calculator = { refuse: () => {}, estimate: estimateClassicalRisk, compute };
