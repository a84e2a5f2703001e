/**
 * Hazard curves of all sites from all sources, tile by tile: the heart of classical calculations, and where modes that start from
 * curves begin.
 */
import type { DatastoreWriter } from "../../../datastore/index.ts";
import { familyName } from "../../../hazard/logic-tree/composite-model.ts";
import { InputError } from "../../../input-error.ts";
import type { Job } from "../../../inputs/job.ts";
import { inline } from "../../../parallel/inline.ts";
import { threads } from "../../../parallel/threads.ts";
import { workerUrl } from "../../../parallel/worker-url.ts";
import type { CalculatorOptions } from "../../calculator.ts";
import { refuseTooBig } from "../../estimate.ts";
import { type HazardSetup, levelCount } from "../hazard-setup.ts";
import type { PreparedFamily } from "../prepare-family.ts";
import { storeRatesBySource, storeSourceInfo } from "../store-sources.ts";
import { type CurveStore, openCurveStore } from "./curve-store.ts";
import { finishOptions, finishTile, type GroupRates } from "./finish-tile.ts";
import type { FamilySize } from "./make-plan.ts";
import { secondsOfTasks, sizeUp } from "./size-up.ts";
import type { CurveTask, CurveTaskResult } from "./task.ts";
import { makeCurveRunner } from "./tile-runner.ts";

/** What becomes of the curves. */
export interface CurveUse {
  /** Whether they are stored, with what they say about sources. */
  readonly store: boolean;
  readonly keepStatistics: boolean;
  /** Of all sites: for few sites. The setup must keep realizations, too. */
  readonly keepRealizations: boolean;
}

/** What of the curves is wanted beyond the datastore. */
export interface ComputedCurves {
  /** sites x statistics x measures x levels; empty unless `keepStatistics`. */
  readonly statistics: Float32Array;
  /** sites x realizations x measures x levels; empty unless `keepRealizations`. */
  readonly realizations: Float32Array;
  /** Pieces and ruptures of every family. */
  readonly sizes: readonly FamilySize[];
  /** Families made ready, for who goes through them once more. */
  readonly familyOf: (index: number) => PreparedFamily;
  /** Rates of all groups, for jobs disaggregated by source: per group and model, sites x measures x levels. */
  readonly rates: GroupRates | undefined;
}

/**
 * Computes the curves, their statistics and maps.
 * @throws InputError for a calculation too large for the machine, and for several sites that no source reaches.
 */
export async function computeCurves(
  job: Job,
  setup: HazardSetup,
  writer: DatastoreWriter,
  options: CalculatorOptions,
  use: CurveUse,
): Promise<ComputedCurves> {
  const { workers, executor, reporter, memoryBytes } = options;
  const runner = makeCurveRunner(setup);
  const { sizes, tasks, size, isSmall } = sizeUp(setup, runner, workers);
  refuseTooBig(size, memoryBytes);
  reporter.log(
    "INFO",
    `${setup.sites.count} sites, ${setup.composite.families.length} sources, ${size.ruptures} ruptures, ` +
      `${setup.realizations.count} realizations, ${tasks.length} tasks on ${size.threads} threads`,
  );
  tellWithoutRuptures(setup, sizes, reporter.log);
  const store = use.store ? openCurveStore(writer, job, setup) : undefined;
  const gathered = gatherResults(setup, tasks, store, use);
  await (isSmall ? inline : (executor ?? threads(workers)))({
    setup,
    tasks,
    workerUrl: workerUrl("calculators/stages/curves/worker.ts"),
    makeRunner: () => runner.run,
    onResult: gathered.take,
    onProgress: (done) => reporter.progress(done / tasks.length, "computing hazard curves"),
    seconds: () => secondsOfTasks(setup, runner, { sizes, tasks }),
    reads: [setup.modelFolder],
  });
  const contexts = gathered.contexts.reduce((a, b) => a + b, 0);
  reporter.log("INFO", `${contexts} contexts`);
  if (contexts === 0) nothingWithinDistance(setup.sites.count, reporter);
  for (const warning of store?.warnings() ?? []) reporter.log("WARNING", warning);
  const { statistics, realizations, rates } = gathered;
  const computed: ComputedCurves = { statistics, realizations, rates, sizes, familyOf: runner.familyOf };
  if (!use.store) return computed;
  reporter.progress(1, "storing results");
  storeSourceInfo(writer, setup, sizes, gathered.contexts);
  if (gathered.rates !== undefined) storeRatesBySource(writer, job, setup, gathered.rates);
  writer.putTable("task_info", [
    { name: "stage", texts: tasks.map(() => "classical") },
    { name: "sites", data: Uint32Array.from(tasks, ({ siteStart, siteStop }) => siteStop - siteStart) },
    { name: "sources", data: Uint32Array.from(tasks, ({ slices }) => slices.length) },
    { name: "seconds", data: gathered.seconds, unit: "s" },
  ]);
  return computed;
}

/**
 * Sources of which nothing can come: a kite fault narrower than its only rupture, magnitudes below those of the job.
 * @throws InputError when there are no others
 */
function tellWithoutRuptures(
  { composite }: HazardSetup,
  sizes: readonly FamilySize[],
  log: CalculatorOptions["reporter"]["log"],
): void {
  const idle = composite.families.filter((_, f) => sizes[f]!.ruptures === 0).map(familyName);
  if (idle.length === 0) return;
  const names = [...new Set(idle)];
  const shown = names.length > SHOWN ? `${names.slice(0, SHOWN).join(", ")} ...` : names.join(", ");
  const why = "too small for their magnitudes, or magnitudes that the job leaves out";
  if (idle.length === composite.families.length)
    throw new InputError(`the sources make no ruptures (${shown}): ${why}`, {
      parameter: "source_model_logic_tree_file",
    });
  log("WARNING", `${names.length} sources make no ruptures (${shown}): ${why}`);
}

/** Names of sources that are told. */
const SHOWN = 10;

/**
 * A map of zeros helps nobody; for a single site they may be the answer.
 * @throws InputError for several sites, as the reference does.
 */
function nothingWithinDistance(sites: number, { log }: CalculatorOptions["reporter"]): void {
  if (sites > 1)
    throw new InputError("no source reaches a site within maximum_distance", {
      parameter: "maximum_distance",
      allowed: "a distance within which some rupture passes some site",
    });
  log("WARNING", "no source reaches the site within maximum_distance");
}

interface Gathered {
  readonly statistics: Float32Array;
  readonly realizations: Float32Array;
  /** Rates of all groups, for jobs disaggregated by source: per group and model, sites x measures x levels. */
  readonly rates: GroupRates | undefined;
  /** Contexts of each family. */
  readonly contexts: Float64Array;
  /** Of each task. */
  readonly seconds: Float64Array;
  readonly take: (result: CurveTaskResult, task: number) => void;
}

/** Puts the tiles together; the rates of a tile whose sources were cut are added in order before it is finished. */
function gatherResults(
  setup: HazardSetup,
  tasks: readonly CurveTask[],
  store: CurveStore | undefined,
  { keepStatistics, keepRealizations }: CurveUse,
): Gathered {
  const cells = setup.measures.length * levelCount(setup);
  const outCells =
    setup.amplification?.method === "convolution"
      ? setup.measures.length * setup.amplification.soilLevels.length
      : cells;
  const perSite = setup.statistics.length * outCells;
  const statistics = new Float32Array(keepStatistics ? setup.sites.count * perSite : 0);
  const rlzsPerSite = setup.realizations.count * outCells;
  const realizations = new Float32Array(keepRealizations ? setup.sites.count * rlzsPerSite : 0);
  const contexts = new Float64Array(setup.composite.families.length);
  const seconds = new Float64Array(tasks.length);
  const modelCounts = setup.tectonicRegions.map(({ models }) => models.length);
  const allRates = setup.settings.bySource
    ? setup.groupTrt.map((trt) =>
        Array.from({ length: modelCounts[trt]! }, () => new Float64Array(setup.sites.count * cells)),
      )
    : undefined;
  let partial: GroupRates | undefined;

  const take = (result: CurveTaskResult, index: number): void => {
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
    store?.append(finished);
    if (keepStatistics) statistics.set(finished.statistics, task.siteStart * perSite);
    if (keepRealizations) realizations.set(finished.realizations, task.siteStart * rlzsPerSite);
  };
  return { statistics, realizations, rates: allRates, contexts, seconds, take };
}

function addRates(sum: GroupRates, more: GroupRates): GroupRates {
  for (const [group, models] of more.entries())
    for (const [model, values] of models.entries()) {
      const into = sum[group]![model]!;
      for (let i = 0; i < values.length; i++) into[i]! += values[i]!;
    }
  return sum;
}
