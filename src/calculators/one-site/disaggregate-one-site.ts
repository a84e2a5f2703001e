/** The disaggregation of one site into fine bins, of which coarser views are made. */
import type { DatastoreWriter } from "../../datastore/index.ts";
import { InputError } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import type { CalculatorOptions } from "../calculator.ts";
import { computeCurves } from "../stages/curves/compute-curves.ts";
import { combineGroups } from "../stages/disaggregation/combine-groups.ts";
import { disaggregateSites } from "../stages/disaggregation/disaggregate-sites.ts";
import { fineBins } from "../stages/disaggregation/disaggregation-bins.ts";
import { inUnitsOfMeans, levelsAtPoes, meanCurves } from "../stages/disaggregation/levels.ts";
import { matrixShape } from "../stages/disaggregation/matrix.ts";
import { refuseIndivisible } from "../stages/disaggregation/refuse-indivisible.ts";
import { storeBins, storeMatrix } from "../stages/disaggregation/store-matrix.ts";
import { makeHazardSetup } from "../stages/make-hazard-setup.ts";
import { partsOfProgress } from "../stages/parts-of-progress.ts";
import { storeInputs } from "../stages/store-inputs.ts";
import { jobAtPlace } from "./job-at-place.ts";
import type { OneSiteRequest } from "./one-site-request.ts";

type Request = Extract<OneSiteRequest, { kind: "disaggregation" }>;

/**
 * Stores bins, matrix (of the mean of all realizations, or of one), level and its probability.
 * @throws InputError for what the job or the request cannot be disaggregated for
 */
export async function disaggregateOneSite(
  whole: Job,
  request: Request,
  writer: DatastoreWriter,
  options: CalculatorOptions,
): Promise<void> {
  refuseIndivisible(whole);
  const job = withMeasure(jobAtPlace(whole, request.place), request.measure);
  const [first, second] = partsOfProgress(options, 0.4);
  options.reporter.progress(0, "preparing sources");
  const { setup, realizations } = makeHazardSetup(job);
  const { realization } = request;
  if (realization !== undefined && realization >= realizations.count)
    throw new InputError(`there is no realization ${realization}: the job has ${realizations.count}`, {
      parameter: "kind",
      allowed: `mean, rlz-0 .. rlz-${realizations.count - 1}`,
    });
  storeInputs(writer, job, setup, realizations);
  const curves = await computeCurves(job, setup, writer, first, {
    store: false,
    keepStatistics: true,
    keepRealizations: false,
  });
  const level = levelOf(job, request, meanCurves(setup, curves.statistics));
  const bins = fineBins(job, setup);
  const matrixRequest = {
    bins,
    levels: inUnitsOfMeans(setup, level, 1),
    levelCount: 1,
    epsilonStar: false,
  };
  const groups = await disaggregateSites(setup, matrixRequest, curves, second);
  const chosen = realization === undefined ? [] : [realization];
  const matrices = combineGroups(setup, matrixRequest, groups, {
    realizations: [chosen],
    mean: realization === undefined ? "all" : "none",
  });
  storeBins(writer, bins, { kinds: [], poes: "poe" in request.level ? [request.level.poe] : [] });
  storeMatrix(writer, matrixShape(bins), matrices, {
    sites: 1,
    measures: 1,
    levels: 1,
    realizations: chosen.length,
    withMean: realization === undefined,
  });
  writer.putArray("hmap3", level, { shape: [1, 1, 1] });
  writer.putArray("best_rlzs", BigInt64Array.from(chosen, BigInt), { shape: [1, chosen.length] });
}

/** The job with one of its measures; the mean is wanted whatever the job says. */
function withMeasure(job: Job, name: string): Job {
  const m = job.measures.findIndex((measure) => measure.name === name);
  if (m < 0)
    throw new InputError(`the calculation has no intensity measure ${name}`, {
      parameter: "imt",
      allowed: job.measures.map((measure) => measure.name).join(", "),
    });
  return {
    ...job,
    measures: [job.measures[m]!],
    levels: [job.levels[m]!],
    parameters: { ...job.parameters, mean: true, disagg_by_src: false },
  };
}

function levelOf(job: Job, { level, measure }: Request, mean: Float32Array): Float64Array {
  if ("iml" in level) return Float64Array.of(level.iml);
  const levels = levelsAtPoes(mean, 1, job.levels, [level.poe]);
  if (levels[0] === 0)
    throw new InputError(`the mean curve of ${measure} reaches no level with probability ${level.poe} at this site`, {
      parameter: "poe",
      allowed: `at most ${mean[0]}, the probability of the lowest level`,
    });
  return levels;
}
