/** What a post-processing function is, and what it gets. */
import type { DatastoreWriter } from "../../datastore/index.ts";
import type { ProblemList } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import type { CalculationReporter } from "../calculator.ts";
import type { GroupRates } from "../stages/curves/finish-tile.ts";
import type { HazardSetup } from "../stages/hazard-setup.ts";

/** What the calculation before it found. */
export interface CurvesForPostProcessing {
  /** sites x statistics x measures x levels. */
  readonly statistics: Float32Array;
  /** Rates of all groups, of jobs disaggregated by source. */
  readonly rates: GroupRates | undefined;
}

export interface PostProcessing {
  readonly job: Job;
  readonly setup: HazardSetup;
  readonly results: CurvesForPostProcessing;
  readonly writer: DatastoreWriter;
  readonly reporter: CalculationReporter;
}

export interface PostProcessor {
  /** What in the job does not fit the function, found before anything is computed. */
  readonly check: (job: Job, problems: ProblemList) => void;
  /** Computes and stores. */
  readonly run: (input: PostProcessing) => void;
  /** Looks at ruptures only, so that preclassical calculations can run it. */
  readonly needsNoCurves?: true;
}

/** Functions that look at every rupture are for few sites. */
export function checkFewSites(job: Job, problems: ProblemList): void {
  const most = job.parameters.max_sites_disagg;
  if (job.sites.count > most)
    problems.add(`${job.parameters.postproc_func} is for at most ${most} sites, the job has ${job.sites.count}`, {
      parameter: "max_sites_disagg",
      allowed: "sites beyond this number need a larger max_sites_disagg",
    });
}

/** They start from the mean hazard. */
export function checkOnlyMean(job: Job, problems: ProblemList): void {
  const { mean, std, max, quantiles, postproc_func } = job.parameters;
  if (!mean || std || max || quantiles.length > 0)
    problems.add(`${postproc_func}: only the mean is supported`, {
      parameter: "mean",
      allowed: "mean = true, no std, max or quantiles",
    });
}
