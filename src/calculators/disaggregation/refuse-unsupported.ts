/** What disaggregations refuse beyond single parameters, inputs and kinds of sources (see `capabilities.ts`). */
import { ProblemList } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import { refusePostProcessing } from "../post-processing/index.ts";
import { addIndivisible } from "../stages/disaggregation/refuse-indivisible.ts";

/** More than that many sites cannot be disaggregated in the reference. */
const MOST_SITES = 32_768;

/** @throws InputError with all problems. */
export function refuseUnsupported(job: Job): void {
  const problems = new ProblemList();
  const { sites, parameters } = job;
  const { max_sites_disagg } = parameters;
  if (sites.count >= MOST_SITES)
    problems.add("too many sites to disaggregate", { parameter: "sites", allowed: "at most 32767 sites" });
  if (sites.count > max_sites_disagg)
    problems.add(`${sites.count} sites to disaggregate are more than max_sites_disagg = ${max_sites_disagg}`, {
      parameter: "max_sites_disagg",
      allowed: `max_sites_disagg = ${sites.count}`,
    });
  if (!parameters.mean)
    problems.add("levels are those of the mean hazard curves, which the job does not want", {
      parameter: "mean",
      allowed: "true",
    });
  addIndivisible(job, problems);
  if (job.deltaRates !== undefined) refuseAddedToBinomial(job, problems);
  refusePostProcessing(job, problems);
  problems.throwIfAny();
}

function refuseAddedToBinomial(job: Job, problems: ProblemList): void {
  for (const [file, { groups }] of job.sourceModels)
    for (const { name, occurrence } of groups)
      if (occurrence.kind === "negativeBinomial")
        problems.add(`rates cannot be added to the negative binomial ruptures of the group "${name}"`, {
          file,
          parameter: "delta_rates_file",
        });
}
