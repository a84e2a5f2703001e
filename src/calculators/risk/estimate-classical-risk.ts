/** What a calculation of risk from hazard curves will take: the hazard, where it is computed here, and the curves of the assets. */
import type { Job } from "../../inputs/job.ts";
import type { ParentCalculation } from "../calculator.ts";
import { type CalculationEstimate, timed, withTime } from "../estimate.ts";
import { estimateCurves } from "../stages/curves/size-up.ts";

/** The program with its code; measured. */
const PROGRAM_BYTES = 120 * 2 ** 20;
/** Seconds for one asset, loss type and realization, and how far measured runs were from it. */
const SECONDS_EACH = 4e-6;
const SPREAD = 3;
/** Bytes of a curve of about 100 points, its statistics and what holds them while they are stored. */
const BYTES_EACH = 2400;

export async function estimateClassicalRisk(
  job: Job,
  workers: number,
  parent?: ParentCalculation,
): Promise<CalculationEstimate> {
  const computed = job.hazardCurves === undefined && parent === undefined;
  const hazard = computed ? await estimateCurves(job, workers) : undefined;
  const realizations = hazard?.realizations ?? countRealizations(parent);
  const curves = (job.assets?.count ?? 0) * Math.max(1, job.risk?.model.lossTypes.length ?? 1) * realizations;
  const seconds = curves * SECONDS_EACH;
  if (hazard !== undefined) {
    const risk = withTime(hazard, seconds);
    return {
      ...risk,
      memoryBytes: Math.max(risk.memoryBytes, PROGRAM_BYTES + curves * BYTES_EACH),
      outputBytes: risk.outputBytes + curves * BYTES_EACH,
    };
  }
  const size = {
    sites: job.sites.count,
    sources: 0,
    ruptures: 0,
    realizations,
    measures: job.measures.length,
    levels: job.levels[0]?.length ?? 0,
    tasks: 1,
    threads: 1,
    memoryBytes: PROGRAM_BYTES + curves * BYTES_EACH,
    outputBytes: curves * BYTES_EACH,
  };
  return timed(size, seconds, SPREAD);
}

function countRealizations(parent: ParentCalculation | undefined): number {
  if (parent === undefined) return 1;
  const reader = parent.openResults();
  const weights = reader.describe("weights");
  reader.close();
  return weights?.kind === "array" ? (weights.shape[0] ?? 1) : 1;
}
