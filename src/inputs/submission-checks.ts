/**
 * What a submission looks at beyond its job file, as the reference does: the one model that it names itself, and the heads of exposures. Jobs
 * with neither load nothing for it.
 */
import { type InputProblem, ProblemList } from "../input-error.ts";
import type { JobFile } from "./job-ini/job-file.ts";

export async function submissionProblems(jobFile: JobFile): Promise<readonly InputProblem[]> {
  const problems = new ProblemList();
  if (jobFile.given.has("gsim") && !jobFile.inputs.has("gsim_logic_tree")) {
    const { describeGroundMotion } = await import("./job-hazard.ts");
    problems.attempt(() => describeGroundMotion(jobFile));
  }
  const exposures = (jobFile.inputs.get("exposure")?.files ?? []).filter((file) => file.endsWith(".xml"));
  if (exposures.length > 0) {
    const { exposureHeadProblems } = await import("./exposure/exposure.ts");
    for (const file of exposures) problems.problems.push(...(await exposureHeadProblems(jobFile.folder, file)));
  }
  return problems.problems;
}
