/**
 * Checks of parameters against each other (job-ini.md sections 8 and 9). Each rule is one function; all of them run, so
 * that a user sees everything at once. Texts are the reference's where it has one.
 */
import { type InputProblem, ProblemList } from "../../input-error.ts";
import { jobMeasures } from "../job-measures.ts";
import { DISAGGREGATION_RULES } from "./disaggregation-rules.ts";
import { HAZARD_RULES } from "./hazard-rules.ts";
import type { JobContext } from "./job-context.ts";
import { type JobFile, placeOf } from "./job-file.ts";
import { RISK_RULES } from "./risk-rules.ts";

/**
 * Everything wrong with a job's parameters taken together.
 * @param submittedOnTop the job is submitted on top of another calculation.
 */
export function parameterProblems(jobFile: JobFile, submittedOnTop: boolean): readonly InputProblem[] {
  const { parameters } = jobFile;
  const context: JobContext = {
    jobFile,
    parameters,
    mode: parameters.calculation_mode ?? "",
    hasParent: submittedOnTop || parameters.hazard_calculation_id !== undefined,
  };
  const problems = new ProblemList();
  for (const rule of [...HAZARD_RULES, ...DISAGGREGATION_RULES, ...RISK_RULES]) {
    const found = rule(context);
    if (found === undefined) continue;
    const [message, parameter, allowed] = found;
    const place = placeOf(jobFile, parameter.replace(/_file$/, ""));
    problems.add(message, { ...place, parameter, allowed });
  }
  problems.attempt(() => jobMeasures(jobFile));
  return problems.problems;
}
