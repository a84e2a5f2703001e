/**
 * Disaggregation of the hazard: which ruptures exceed a level, by magnitude, distance, place, epsilon and tectonic region
 * (Bazzurro and Cornell 1999; docs/method/disaggregation.md).
 */
import { InputError } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import type { Calculator, CalculatorOptions } from "../calculator.ts";
import { runPostProcessing } from "../post-processing/index.ts";
import { computeCurves } from "../stages/curves/compute-curves.ts";
import { combineGroups } from "../stages/disaggregation/combine-groups.ts";
import { disaggregateSites } from "../stages/disaggregation/disaggregate-sites.ts";
import { matrixBins } from "../stages/disaggregation/disaggregation-bins.ts";
import { inUnitsOfMeans, levelsAtPoes, meanCurves } from "../stages/disaggregation/levels.ts";
import { storeBins } from "../stages/disaggregation/store-matrix.ts";
import type { HazardSetup } from "../stages/hazard-setup.ts";
import { makeHazardSetup } from "../stages/make-hazard-setup.ts";
import { partsOfProgress } from "../stages/parts-of-progress.ts";
import { storeInputs } from "../stages/store-inputs.ts";
import { chooseRealizations } from "./choose-realizations.ts";
import { estimateDisaggregation, refuseManyBins } from "./estimate-disaggregation.ts";
import { refuseUnsupported } from "./refuse-unsupported.ts";
import { storeDisaggregation } from "./store-disaggregation.ts";

export const calculator: Calculator = {
  refuse: refuseUnsupported,
  estimate: estimateDisaggregation,
  compute: async (job, writer, options) => {
    const { reporter, parent } = options;
    const [first, second] = partsOfProgress(options, 0.5);
    reporter.progress(0, "preparing sources");
    const { setup: made, realizations } = makeHazardSetup(job);
    // Few sites: the curves of all realizations are needed to choose among them.
    const setup: HazardSetup = { ...made, settings: { ...made.settings, keepRealizations: true } };
    const bins = matrixBins(job, setup);
    refuseManyBins(job, bins, realizations.count, options.memoryBytes);
    storeInputs(writer, job, setup, realizations);
    // A calculation that continues another one has its curves already.
    const curves = await computeCurves(job, setup, writer, first, {
      store: parent === undefined,
      keepStatistics: true,
      keepRealizations: true,
    });
    const mean = meanCurves(setup, curves.statistics);
    const chosen = chooseRealizations(job, realizations.count, curves.realizations, mean);
    const { levels, levelCount } = levelsOf(job, setup, mean);
    warnOfNoHazard(job, levels, levelCount, options);
    const request = {
      bins,
      levels: inUnitsOfMeans(setup, levels, levelCount),
      levelCount,
      epsilonStar: job.parameters.epsilon_star,
    };
    const groups = await disaggregateSites(setup, request, curves, second);
    const withMean = (chosen[0]?.length ?? 0) > 1;
    const matrices = combineGroups(setup, request, groups, {
      realizations: chosen,
      mean: withMean ? "chosen" : "none",
    });
    if (matrices.length === 0)
      throw new InputError("no source reaches a site within maximum_distance", {
        parameter: "maximum_distance",
        allowed: "a distance within which some rupture passes some site",
      });
    reporter.progress(1, "storing results");
    storeBins(writer, bins, { kinds: job.parameters.disagg_outputs, poes: job.parameters.poes_disagg });
    storeDisaggregation(writer, job, { bins, levels, levelCount, realizations: chosen, withMean, matrices });
    runPostProcessing({ job, setup, results: curves, writer, reporter });
  },
};

/** Levels to disaggregate, in the measures' own units: given, or those exceeded with the given probabilities. */
function levelsOf(
  job: Job,
  setup: HazardSetup,
  mean: Float32Array,
): { readonly levels: Float64Array; readonly levelCount: number } {
  const { iml_disagg, poes_disagg } = job.parameters;
  const [sites, measures] = [setup.sites.count, setup.measures.length];
  if (Object.keys(iml_disagg).length > 0) {
    const one = job.levels.map((levels) => levels[0]!);
    return { levels: Float64Array.from({ length: sites * measures }, (_, i) => one[i % measures]!), levelCount: 1 };
  }
  return { levels: levelsAtPoes(mean, sites, job.levels, poes_disagg), levelCount: poes_disagg.length };
}

/** @throws InputError where no site has a level */
function warnOfNoHazard(job: Job, levels: Float64Array, levelCount: number, { reporter }: CalculatorOptions): void {
  if (levels.every((level) => level === 0))
    throw new InputError("there is no hazard to disaggregate", {
      parameter: "poes_disagg",
      allowed: "probabilities that the mean curve of some site reaches",
    });
  for (const [i, level] of levels.entries()) {
    if (level !== 0) continue;
    const place = Math.floor(i / levelCount);
    const [site, measure] = [Math.floor(place / job.measures.length), place % job.measures.length];
    reporter.log(
      "WARNING",
      `site ${site} reaches no level of ${job.measures[measure]!.name} with probability ${job.parameters.poes_disagg[i % levelCount]}: not disaggregated`,
    );
  }
}
