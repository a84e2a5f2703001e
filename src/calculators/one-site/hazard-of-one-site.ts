/** Hazard curves of one place, and what sources and magnitudes contribute to them. */
import type { DatastoreWriter } from "../../datastore/index.ts";
import { cellOfKey } from "../../hazard/disaggregation/matrix-shape.ts";
import { InputError } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import type { CalculatorOptions } from "../calculator.ts";
import { computeCurves } from "../stages/curves/compute-curves.ts";
import { combineGroups } from "../stages/disaggregation/combine-groups.ts";
import { disaggregateSites } from "../stages/disaggregation/disaggregate-sites.ts";
import { magnitudeBins } from "../stages/disaggregation/disaggregation-bins.ts";
import { matrixShape } from "../stages/disaggregation/matrix.ts";
import { refuseIndivisible } from "../stages/disaggregation/refuse-indivisible.ts";
import { makeHazardSetup } from "../stages/make-hazard-setup.ts";
import { partsOfProgress } from "../stages/parts-of-progress.ts";
import { storeInputs } from "../stages/store-inputs.ts";
import { jobAtPlace } from "./job-at-place.ts";
import type { OneSiteRequest } from "./one-site-request.ts";

/** Width of the magnitude bins of contributions. */
const MAGNITUDE_WIDTH = 0.5;

/**
 * Stores curves, rates by source (`mean_rates_by_src`) and mean annual rates of exceedance by magnitude bin
 * (`mean_rates_by_mag`: bins x measures x levels); the latter not for sources whose hazard is no sum over ruptures.
 */
export async function hazardOfOneSite(
  whole: Job,
  { place }: Extract<OneSiteRequest, { kind: "hazard" }>,
  writer: DatastoreWriter,
  options: CalculatorOptions,
): Promise<void> {
  const at = jobAtPlace(whole, place);
  // Curves stay as they are when groups of sources are kept apart; points merged on a grid cannot be.
  const bySource = at.parameters.ps_grid_spacing === 0;
  const job: Job = { ...at, parameters: { ...at.parameters, mean: true, disagg_by_src: bySource } };
  const [first, second] = partsOfProgress(options, 0.5);
  options.reporter.progress(0, "preparing sources");
  const { setup, realizations } = makeHazardSetup(job);
  storeInputs(writer, job, setup, realizations);
  const curves = await computeCurves(job, setup, writer, first, {
    store: true,
    keepStatistics: false,
    keepRealizations: false,
  });
  try {
    refuseIndivisible(job);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    options.reporter.log("WARNING", `no contributions by magnitude: ${error.message}`);
    return;
  }
  const bins = magnitudeBins(job, setup, MAGNITUDE_WIDTH);
  const levelCount = setup.levels[0]!.length;
  const levels = Float64Array.from(setup.levels.flatMap((ofMeasure) => Array.from(ofMeasure)));
  const request = { bins, levels, levelCount, epsilonStar: false };
  const groups = await disaggregateSites(setup, request, curves, second);
  const [matrix] = combineGroups(setup, request, groups, { realizations: [[]], mean: "all" });
  const shape = matrixShape(bins);
  const width = setup.measures.length * levelCount;
  const rates = new Float64Array(shape.mag * width);
  for (const [c, key] of (matrix?.cells ?? new Float64Array(0)).entries()) {
    const { mag } = cellOfKey(shape, key);
    for (let i = 0; i < width; i++)
      rates[mag * width + i]! += matrix!.mean[c * width + i]! / setup.settings.investigationTime;
  }
  writer.putArray("mean_rates_by_mag", rates, {
    shape: [shape.mag, setup.measures.length, levelCount],
    dimensions: ["mag", "imt", "level"],
    unit: "1/year",
    attributes: { edges: Array.from(bins.mag) },
  });
}
