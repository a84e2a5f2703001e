/** What damage, losses and benefit-cost ratios from hazard curves begin with: located assets, their functions, the curves. */
import type { DatastoreWriter } from "../../datastore/index.ts";
import type { Job } from "../../inputs/job.ts";
import { makeAggregation } from "../../risk/exposure/aggregation.ts";
import type { LocatedAssets } from "../../risk/exposure/assets.ts";
import type { CalculatorOptions } from "../calculator.ts";
import { locateJobAssets } from "../stages/assets/locate-job-assets.ts";
import { storeAssets } from "../stages/assets/store-assets.ts";
import { functionsByTaxonomy, type UsedFunction } from "./classical-walk.ts";
import { storeAggregation } from "./events/store-aggregates.ts";
import { type RealizationCurves, realizationCurves } from "./realization-curves.ts";
import { refuseUnknownMeasures } from "./refuse-measures.ts";

export interface ClassicalStart {
  readonly assets: LocatedAssets;
  /** By taxonomy. */
  readonly used: ReadonlyMap<string, readonly UsedFunction[]>;
  readonly curves: RealizationCurves;
  /** Years that losses and damage are about. */
  readonly riskYears: number;
}

/**
 * Stores the assets and the years, too.
 * @throws InputError for functions of measures that the curves do not have
 */
export async function startClassicalRisk(
  job: Job,
  writer: DatastoreWriter,
  options: CalculatorOptions,
): Promise<ClassicalStart> {
  const { model } = job.risk!;
  const assets = locateJobAssets(job, options.parent, options.reporter, true);
  const used = functionsByTaxonomy(model, assets);
  const ids = new Set([...used.values()].flat().map(({ riskId }) => riskId));
  const curves = await realizationCurves(job, writer, options);
  refuseUnknownMeasures(model, ids, curves.measures);
  storeAssets(writer, assets);
  storeAggregation(writer, assets, makeAggregation(assets, [], job.sites.count));
  const riskYears = job.parameters.risk_investigation_time ?? curves.years;
  writer.setAttribute("risk_investigation_time", riskYears);
  return { assets, used, curves, riskYears };
}
