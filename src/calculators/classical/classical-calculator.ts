/**
 * Classical probabilistic seismic hazard analysis: hazard curves at sites from all sources of a logic tree, their
 * statistics, maps and spectra (Cornell 1968; reference: method-classical).
 */
import type { DatastoreWriter } from "../../datastore/index.ts";
import { InputError } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import { runPlan } from "../../parallel/plan.ts";
import { workerUrl } from "../../parallel/worker-url.ts";
import type { Calculator, CalculatorOptions } from "../calculator.ts";
import { type CalculationEstimate, refuseTooBig } from "../estimate.ts";
import { finishOptions, finishTile, type GroupRates } from "./finish-tile.ts";
import { makeClassicalSetup } from "./make-setup.ts";
import { runPostProcessing } from "./post-processing/index.ts";
import { refuseUnsupported } from "./refuse-unsupported.ts";
import type { ClassicalSetup } from "./setup.ts";
import { estimateClassical, sizeUp } from "./size-up.ts";
import { type CurveStore, openCurveStore, storeInputs } from "./store.ts";
import { storeRatesBySource, storeSourceInfo } from "./store-sources.ts";
import type { ClassicalTask, ClassicalTaskResult } from "./task.ts";
import { makeClassicalRunner } from "./tile-runner.ts";

export const calculator: Calculator = {
  refuse: refuseUnsupported,
  estimate: estimateCurves,
  compute,
};

export function estimateCurves(job: Job, workers: number): CalculationEstimate {
  const started = performance.now();
  const { setup } = makeClassicalSetup(job);
  const runner = makeClassicalRunner(setup);
  return estimateClassical(setup, runner, workers, (performance.now() - started) / 1000);
}

async function compute(job: Job, writer: DatastoreWriter, options: CalculatorOptions): Promise<void> {
  const { workers, reporter, memoryBytes } = options;
  reporter.progress(0, "preparing sources");
  const { setup, realizations } = makeClassicalSetup(job);
  storeInputs(writer, job, setup, realizations);
  const runner = makeClassicalRunner(setup);
  const { sizes, tasks, size } = sizeUp(setup, runner, workers);
  const { ruptures, threads } = size;
  refuseTooBig(size, memoryBytes);
  reporter.log(
    "INFO",
    `${setup.sites.count} sites, ${setup.composite.families.length} sources, ${ruptures} ruptures, ` +
      `${realizations.count} realizations, ${tasks.length} tasks on ${threads} threads`,
  );
  const gathered = gatherResults(setup, tasks, openCurveStore(writer, job, setup), job.parameters.postproc_func !== "");
  await runPlan({
    setup,
    tasks,
    workers: threads,
    workerUrl: workerUrl("calculators/classical/worker.ts"),
    makeRunner: () => runner.run,
    onResult: (result, task) => {
      gathered.take(result, task);
      reporter.progress((task + 1) / tasks.length, "computing hazard curves");
    },
  });
  const contexts = gathered.contexts.reduce((a, b) => a + b, 0);
  reporter.log("INFO", `${contexts} contexts`);
  if (contexts === 0) nothingInReach(setup.sites.count, reporter);
  reporter.progress(1, "storing results");
  storeSourceInfo(writer, setup, sizes, gathered.contexts);
  if (gathered.rates !== undefined) storeRatesBySource(writer, job, setup, gathered.rates);
  runPostProcessing({ job, setup, results: gathered, writer, reporter });
  writer.putTable("task_info", [
    { name: "stage", texts: tasks.map(() => "classical") },
    { name: "sites", data: Uint32Array.from(tasks, ({ siteStart, siteStop }) => siteStop - siteStart) },
    { name: "sources", data: Uint32Array.from(tasks, ({ slices }) => slices.length) },
    { name: "seconds", data: gathered.seconds, unit: "s" },
  ]);
}

/**
 * A map of zeros helps nobody; for a single site they may be the answer.
 * @throws InputError for several sites, as the reference does.
 */
function nothingInReach(sites: number, { log }: CalculatorOptions["reporter"]): void {
  const beyond = "far from all seismic sources included in the hazard model";
  if (sites > 1)
    throw new InputError(`The sites are ${beyond}`, {
      parameter: "maximum_distance",
      allowed: "a distance within which some rupture passes some site",
    });
  log("WARNING", `The site is ${beyond}`);
}

interface Gathered {
  /** Of all sites, for post-processing; else empty. */
  readonly statistics: Float32Array;
  /** Rates of all groups, for jobs disaggregated by source: per group and model, sites x measures x levels. */
  readonly rates: GroupRates | undefined;
  /** Contexts of each family. */
  readonly contexts: Float64Array;
  /** Of each task. */
  readonly seconds: Float64Array;
  readonly take: (result: ClassicalTaskResult, task: number) => void;
}

/** Puts the tiles together; the rates of a tile whose sources were cut are added in order before it is finished. */
function gatherResults(
  setup: ClassicalSetup,
  tasks: readonly ClassicalTask[],
  store: CurveStore,
  keepStatistics: boolean,
): Gathered {
  const cells = setup.measures.length * setup.levels[0]!.length;
  const outCells =
    setup.amplification?.method === "convolution"
      ? setup.measures.length * setup.amplification.soilLevels.length
      : cells;
  const perSite = setup.statistics.length * outCells;
  const statistics = new Float32Array(keepStatistics ? setup.sites.count * perSite : 0);
  const contexts = new Float64Array(setup.composite.families.length);
  const seconds = new Float64Array(tasks.length);
  const modelCounts = setup.regions.map(({ models }) => models.length);
  const allRates = setup.settings.bySource
    ? setup.groupRegion.map((region) =>
        Array.from({ length: modelCounts[region]! }, () => new Float64Array(setup.sites.count * cells)),
      )
    : undefined;
  let partial: GroupRates | undefined;

  const take = (result: ClassicalTaskResult, index: number): void => {
    const task = tasks[index]!;
    for (const [s, slice] of task.slices.entries()) contexts[slice.family]! += result.contexts[s]!;
    seconds[index] = result.seconds;
    let { finished, rates } = result;
    if (!task.complete && rates !== undefined) {
      partial = partial === undefined ? rates : addRates(partial, rates);
      const next = tasks[index + 1];
      if (next !== undefined && next.siteStart === task.siteStart) return;
      rates = partial;
      partial = undefined;
      finished = finishTile(rates, finishOptions(setup, task.siteStart, task.siteStop));
    }
    if (allRates !== undefined)
      for (const [group, models] of (rates ?? []).entries())
        for (const [model, values] of models.entries()) allRates[group]![model]!.set(values, task.siteStart * cells);
    if (finished === undefined) throw new Error("a task answered with neither curves nor rates");
    store.append(finished);
    if (keepStatistics) statistics.set(finished.statistics, task.siteStart * perSite);
  };
  return { statistics, rates: allRates, contexts, seconds, take };
}

function addRates(sum: GroupRates, more: GroupRates): GroupRates {
  for (const [group, models] of more.entries())
    for (const [model, values] of models.entries()) {
      const into = sum[group]![model]!;
      for (let i = 0; i < values.length; i++) into[i]! += values[i]!;
    }
  return sum;
}
