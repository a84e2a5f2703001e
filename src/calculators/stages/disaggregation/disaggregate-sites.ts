/** Disaggregates the hazard of all sites of a job, on as many threads as are allowed. */
import { runPlan } from "../../../parallel/plan.ts";
import { workerUrl } from "../../../parallel/worker-url.ts";
import type { CalculatorOptions } from "../../calculator.ts";
import type { ComputedCurves } from "../curves/compute-curves.ts";
import { cutSources, type FamilySize } from "../curves/make-plan.ts";
import type { HazardSetup } from "../hazard-setup.ts";
import {
  type DisaggregationTask,
  type GroupSums,
  gatherCells,
  makeDisaggregationRunner,
} from "./disaggregation-runner.ts";
import type { DisaggregationRequest } from "./matrix.ts";

/** Ruptures x sites x motions x levels worth a task; below two of them threads do not pay. */
const WORTH_A_TASK = 2_000_000;
const MOST_TASKS = 32;

/** The plan depends on the job only. */
export function disaggregationTasks(
  setup: HazardSetup,
  sizes: readonly FamilySize[],
  levels: number,
): readonly DisaggregationTask[] {
  const models = setup.regions.reduce((most, region) => Math.max(most, region.models.length), 1);
  const ruptures = sizes.reduce((sum, family) => sum + family.ruptures, 0);
  const cost = ruptures * setup.sites.count * models * setup.measures.length * levels;
  return cutSources(sizes, Math.max(1, Math.min(MOST_TASKS, Math.ceil(cost / WORTH_A_TASK)))).map((slices) => ({
    slices,
  }));
}

/**
 * Sums by group of sources and model.
 * @param curves what was made ready for the curves
 */
export async function disaggregateSites(
  setup: HazardSetup,
  request: DisaggregationRequest,
  { sizes, familyOf }: Pick<ComputedCurves, "sizes" | "familyOf">,
  { workers, reporter }: Pick<CalculatorOptions, "workers" | "reporter">,
): Promise<readonly GroupSums[]> {
  const tasks = disaggregationTasks(setup, sizes, request.levelCount);
  const gathered = gatherCells();
  let contexts = 0;
  await runPlan({
    setup: { hazard: setup, request },
    tasks,
    workers,
    workerUrl: workerUrl("calculators/stages/disaggregation/worker.ts"),
    makeRunner: (shared) => makeDisaggregationRunner(shared, familyOf),
    onResult: (result, task) => {
      gathered.add(result);
      contexts += result.contexts;
      reporter.progress((task + 1) / tasks.length, "disaggregating");
    },
  });
  reporter.log("INFO", `disaggregated ${contexts} contexts in ${tasks.length} tasks`);
  return gathered.groups();
}
