/** Sources whose hazard is no sum over ruptures cannot be taken apart. */
import { ProblemList } from "../../../input-error.ts";
import type { Job } from "../../../inputs/job.ts";

/** Adds clusters, exclusive ruptures, soil factors and ground-motion trees by label. */
export function addIndivisible(job: Job, problems: ProblemList): void {
  for (const [file, { groups }] of job.sourceModels)
    for (const { name, cluster, ruptureInterdependence } of groups) {
      if (cluster)
        problems.add(`disaggregations do not support clusters: the group "${name}"`, { file, parameter: "cluster" });
      if (ruptureInterdependence === "mutex")
        problems.add(`Disaggregation with mutex ruptures: the group "${name}"`, { file, parameter: "rup_interdep" });
    }
  if (job.amplification !== undefined)
    problems.add("disaggregations do not support amplified curves", { parameter: "amplification_file" });
  if ((job.gmmTreesByLabel?.size ?? 0) > 0)
    problems.add("disaggregations do not support ground-motion trees by label", { parameter: "site_labels" });
}

/** @throws InputError with all of them */
export function refuseIndivisible(job: Job): void {
  const problems = new ProblemList();
  addIndivisible(job, problems);
  problems.throwIfAny();
}
