/** Checking a job as its calculation would: what the reading finds, and what the calculator of its mode refuses. */
import { ProblemList } from "../input-error.ts";
import { type CheckOptions, checkWhole, type JobCheck } from "../inputs/check-job.ts";
import type { InputFolder } from "../inputs/input-folder.ts";
import { withPlacedRefusals } from "../inputs/place-refusal.ts";
import type { ParentCalculation } from "./calculator.ts";
import { findMode } from "./computed-modes.ts";

/** Paths of logic trees that a check puts together with their sources. */
const MOST_PATHS = 20_000;
const SAMPLED_PATHS = 1000;

export interface CalculationCheck extends JobCheck {
  /** Nothing is wrong, and all of it is computed here. */
  readonly runnable: boolean;
}

/**
 * Everything that can be found without computing.
 * @param ini relative to the folder's root.
 */
export async function checkCalculation(
  folder: InputFolder,
  ini: string,
  options: Omit<CheckOptions, "capabilitiesOf" | "parent"> & { readonly parent?: ParentCalculation | undefined } = {},
): Promise<CalculationCheck> {
  const { parent } = options;
  const capabilitiesOf = (mode: string | undefined) => findMode(mode).capabilities;
  const { job, ...check } = await checkWhole(folder, ini, { ...options, parent: parent?.job, capabilitiesOf });
  const problems = new ProblemList();
  problems.problems.push(...check.problems);
  if (job !== undefined) {
    const calculator = await findMode(check.calculationMode).load();
    await problems.attemptAsync(() => withPlacedRefusals(folder, ini, () => calculator.refuse(job, parent)));
    // Changes of a logic tree that do not fit their sources, and trees that do not fit each other, show when they are put together.
    if (problems.problems.length === 0 && job.files.has("source_model")) {
      const { makeHazardSetup } = await import("./stages/make-hazard-setup.ts");
      const { countPaths } = await import("./refuse-many-paths.ts");
      const { parameters } = job;
      // Of very many paths some are put together: each branch is on some of them.
      const shortened =
        countPaths(job).realizations > MOST_PATHS
          ? { ...job, parameters: { ...parameters, number_of_logic_tree_samples: SAMPLED_PATHS } }
          : job;
      problems.attempt(() => makeHazardSetup(shortened));
    }
  }
  const runnable = problems.problems.length === 0 && check.notComputed.length === 0;
  return { ...check, problems: problems.problems, runnable };
}
