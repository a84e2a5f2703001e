/**
 * Checks of parameters against each other. Each rule is one function with a name, which its problem carries; all of them run, so
 * that a user sees everything at once.
 */
import { type InputProblem, ProblemList } from "../../input-error.ts";
import { jobMeasures } from "../job-measures.ts";
import { DISAGGREGATION_RULES } from "./disaggregation-rules.ts";
import { HAZARD_RULES } from "./hazard-rules.ts";
import type { JobContext, ParameterRule } from "./job-context.ts";
import { type JobFile, placeOf } from "./job-file.ts";
import { JOB_RULES } from "./job-rules.ts";
import { RISK_RULES } from "./risk-rules.ts";

/** All rules by name, in the order in which their problems are told. */
export const PARAMETER_RULES: { readonly [name: string]: ParameterRule } = {
  ...JOB_RULES,
  ...HAZARD_RULES,
  ...DISAGGREGATION_RULES,
  ...RISK_RULES,
};

/**
 * Everything wrong with a job's parameters taken together.
 * @param submittedOnTop the job is submitted on top of another calculation.
 * @param unread parameters and inputs whose value could not be read: a rule that looks at one of them is not asked, so that one
 * mistake is told once.
 */
export function parameterProblems(
  jobFile: JobFile,
  submittedOnTop: boolean,
  unread: ReadonlySet<string> = new Set(),
): readonly InputProblem[] {
  const looked = new Set<string>();
  const watched = watchedJob(jobFile, looked);
  const { parameters } = watched;
  const context: JobContext = {
    jobFile: watched,
    parameters,
    get mode() {
      return parameters.calculation_mode ?? "";
    },
    hasParent: submittedOnTop || jobFile.parameters.hazard_calculation_id !== undefined,
  };
  const problems = new ProblemList();
  for (const [name, rule] of Object.entries(PARAMETER_RULES)) {
    looked.clear();
    const found = rule(context);
    if (found === undefined || [...looked].some((each) => unread.has(each))) continue;
    const [message, parameter, allowed, reference] = found;
    const place = placeOf(jobFile, parameter.replace(/_file$/, ""));
    problems.add(message, {
      ...place,
      parameter,
      allowed,
      rule: name,
      ...(reference === undefined ? {} : { reference }),
    });
  }
  if (!unread.has("intensity_measure_types_and_levels")) problems.attempt(() => jobMeasures(jobFile));
  return problems.problems;
}

/** The job, noting in `looked` the parameters and inputs it is asked for. */
function watchedJob(jobFile: JobFile, looked: Set<string>): JobFile {
  const parameters = new Proxy(jobFile.parameters, {
    get: (target, name) => {
      if (typeof name === "string") looked.add(name);
      return Reflect.get(target, name);
    },
  });
  const inputs = new Map(jobFile.inputs);
  inputs.has = (key) => {
    looked.add(key);
    return jobFile.inputs.has(key);
  };
  inputs.get = (key) => {
    looked.add(key);
    return jobFile.inputs.get(key);
  };
  return { ...jobFile, parameters, inputs };
}
