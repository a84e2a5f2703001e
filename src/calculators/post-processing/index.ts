/** Functions that look at a finished classical calculation once more (`postproc_func`), by the reference's names. */
import { isAtomic } from "../../hazard/logic-tree/composite-model.ts";
import type { ProblemList } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import { computeRtgm } from "./compute-rtgm.ts";
import { conditionalSpectrum } from "./conditional-spectrum.ts";
import { disaggregateRelevantSources } from "./disaggregate-relevant-sources.ts";
import { meanRateDensity } from "./mean-rate-density.ts";
import { medianMotions } from "./median-motions.ts";
import { medianSpectrum } from "./median-spectrum.ts";
import type { PostProcessing, PostProcessor } from "./post-processor.ts";

/** A function of the reference for trying things. */
const DOES_NOTHING = "dummy.main";

const POST_PROCESSORS: { readonly [name: string]: PostProcessor } = {
  "compute_mrd.main": meanRateDensity,
  "compute_rtgm.main": computeRtgm,
  "conditional_spectrum.main": conditionalSpectrum,
  "disagg_by_rel_sources.main": disaggregateRelevantSources,
  [DOES_NOTHING]: { check: () => {}, run: () => {}, needsNoCurves: true },
  "med_gmv.main": medianMotions,
  "median_spectrum.main": medianSpectrum,
};

/** Adds what is wrong with the job's post-processing: a function that is not computed, or a job that does not fit it. */
export function refusePostProcessing(job: Job, problems: ProblemList): void {
  const name = job.parameters.postproc_func;
  if (name === "") return;
  const processor = Object.hasOwn(POST_PROCESSORS, name) ? POST_PROCESSORS[name] : undefined;
  if (processor === undefined)
    problems.add(`postproc_func = ${name} is not supported`, {
      parameter: "postproc_func",
      allowed: Object.keys(POST_PROCESSORS).join(", "),
    });
  else if (job.parameters.calculation_mode === "preclassical" && processor.needsNoCurves !== true)
    problems.add(`${name} needs hazard curves, which a preclassical calculation does not compute`, {
      parameter: "postproc_func",
      allowed: Object.keys(POST_PROCESSORS)
        .filter((other) => POST_PROCESSORS[other]!.needsNoCurves === true)
        .join(", "),
    });
  else if (name !== DOES_NOTHING) {
    if ((job.gmmTreesByLabel?.size ?? 0) > 0)
      problems.add(`${name} does not support ground-motion trees by label`, { parameter: "site_labels" });
    if (job.files.has("amplification"))
      problems.add(`${name} does not support amplified curves`, { parameter: "amplification_file" });
    if (job.deltaRates !== undefined)
      problems.add(`${name} does not support rates added to ruptures`, { parameter: "delta_rates_file" });
    // Design motions are given as far as they can be computed, with a warning where that is.
    if (processor !== computeRtgm) refuseWithoutRuptures(job, name, problems, processor === medianSpectrum);
    processor.check(job, problems);
  }
}

/** Runs the job's post-processing function, if it has one, and stores what it finds. */
export function runPostProcessing(input: PostProcessing): void {
  const name = input.job.parameters.postproc_func;
  const processor = Object.hasOwn(POST_PROCESSORS, name) ? POST_PROCESSORS[name] : undefined;
  if (processor === undefined) return;
  input.reporter.progress(1, `post-processing: ${name}`);
  processor.run(input);
}

/** What has no rates of single ruptures, or no single mean and deviation of the motion. */
function refuseWithoutRuptures(job: Job, name: string, problems: ProblemList, weightsByMeasure: boolean): void {
  for (const [file, model] of job.sourceModels)
    for (const group of model.groups)
      if (isAtomic(group))
        problems.add(
          `${name} does not support the group "${group.name}" of exclusive sources or ruptures or of a cluster`,
          { file },
        );
  for (const set of job.gmmTree?.branchSets ?? [])
    for (const { model, weightByMeasure } of set.branches) {
      const place = { file: job.gmmTree?.file, line: set.line };
      if (model.mixture !== undefined)
        problems.add(`${name} does not support ${model.name}, which has no single mean and deviation`, place);
      if (weightByMeasure !== undefined && !weightsByMeasure)
        problems.add(`${name} does not support ground-motion models with weights by measure`, place);
    }
}
