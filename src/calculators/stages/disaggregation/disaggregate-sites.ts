/** Disaggregates the hazard of all sites of a job, on as many threads as are allowed. */
import { threads } from "../../../parallel/threads.ts";
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
/** Of one core; measured. */
const COST_PER_SECOND = 3e6;

/** Ruptures x sites x motions x levels. */
function costOf(setup: HazardSetup, sizes: readonly FamilySize[], levels: number): number {
  const models = setup.tectonicRegions.reduce(
    (most, tectonicRegion) => Math.max(most, tectonicRegion.models.length),
    1,
  );
  const ruptures = sizes.reduce((sum, family) => sum + family.ruptures, 0);
  return ruptures * setup.sites.count * models * setup.measures.length * levels;
}

/** About how long disaggregating takes on one core, s. */
export function secondsOfDisaggregation(setup: HazardSetup, sizes: readonly FamilySize[], levels: number): number {
  return costOf(setup, sizes, levels) / COST_PER_SECOND;
}

/** The plan depends on the job only. */
export function disaggregationTasks(
  setup: HazardSetup,
  sizes: readonly FamilySize[],
  levels: number,
): readonly DisaggregationTask[] {
  const cost = costOf(setup, sizes, levels);
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
  { workers, executor = threads(workers), reporter }: Pick<CalculatorOptions, "workers" | "executor" | "reporter">,
): Promise<readonly GroupSums[]> {
  const tasks = disaggregationTasks(setup, sizes, request.levelCount);
  const gathered = gatherCells();
  let contexts = 0;
  await executor({
    setup: { hazard: setup, request },
    tasks,
    workerUrl: workerUrl("calculators/stages/disaggregation/worker.ts"),
    makeRunner: (shared) => makeDisaggregationRunner(shared, familyOf),
    onResult: (result) => {
      gathered.add(result);
      contexts += result.contexts;
    },
    onProgress: (done) => reporter.progress(done / tasks.length, "disaggregating"),
    seconds: () =>
      new Float64Array(tasks.length).fill(secondsOfDisaggregation(setup, sizes, request.levelCount) / tasks.length),
    reads: [setup.modelFolder],
  });
  reporter.log("INFO", `disaggregated ${contexts} contexts in ${tasks.length} tasks`);
  return gathered.groups();
}
