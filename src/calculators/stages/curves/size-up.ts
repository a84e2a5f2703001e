/** Size of a classical calculation: its plan, the memory it will need, and how long it will take. */
import type { Job } from "../../../inputs/job.ts";
import type { CalculationEstimate, CalculationSize } from "../../estimate.ts";
import { timeClassOf } from "../../estimate.ts";
import { type HazardSetup, levelCount } from "../hazard-setup.ts";
import { makeHazardSetup } from "../make-hazard-setup.ts";
import { type FamilySize, makeCurvePlan, TILE_SITES } from "./make-plan.ts";
import { reachedRuptures } from "./reached-ruptures.ts";
import { finishSeconds, sampleTasks } from "./sample-time.ts";
import type { CurveTask } from "./task.ts";
import { type CurveRunner, makeCurveRunner } from "./tile-runner.ts";

/** Below this cost (ruptures x sites x models x measures) starting threads costs more than it saves. */
const WORTH_THREADS = 4_000_000;

/** The program, its code and an idle thread; measured. */
const PROGRAM_BYTES = 120 * 2 ** 20;
const THREAD_BYTES = 30 * 2 ** 20;

/** Finished tiles wait so long for the garbage collector; measured. */
const MOST_GARBAGE = 128 * 2 ** 20;
/** What measured runs took beyond the sum of the parts, at most. */
const MARGIN = 1.2;

/** A context block and the motions over it, per row: about 40 columns of 8 bytes, twice for the garbage of a block. */
const ROW_BYTES = 640;
const BLOCK_ROWS = 1024;

export interface SizedPlan {
  readonly sizes: readonly FamilySize[];
  readonly tasks: readonly CurveTask[];
  readonly size: CalculationSize;
  /** Threads would cost more than they save. */
  readonly isSmall: boolean;
}

/**
 * Makes the plan and sizes it. All sources are prepared for that, as the calculation itself does first.
 * @param workers threads that may be used.
 */
export function sizeUp(setup: HazardSetup, runner: CurveRunner, workers: number): SizedPlan {
  const before = process.memoryUsage().rss;
  const sizes = runner.sizes();
  const prepared = Math.max(0, process.memoryUsage().rss - before);
  const motions = motionsOf(setup);
  const ruptures = sizes.reduce((sum, family) => sum + family.ruptures, 0);
  const sites = setup.sites.count;
  const tasks = makeCurvePlan({ sites, smallestTile: setup.settings.maxSitesDisagg, motions, families: sizes });
  const cost = ruptures * sites * motions;
  const isSmall = cost < WORTH_THREADS;
  const threads = isSmall ? 1 : Math.max(1, Math.min(workers, tasks.length));
  const size: CalculationSize = {
    sites,
    sources: setup.composite.families.length,
    ruptures,
    realizations: setup.realizations.count,
    measures: setup.measures.length,
    levels: levelCount(setup),
    tasks: tasks.length,
    threads,
    memoryBytes: memoryOf(setup, tasks, threads, before, prepared),
    outputBytes: resultBytes(setup),
  };
  return { sizes, tasks, size, isSmall };
}

/** Models x measures of the tectonic region that has most. */
function motionsOf({ tectonicRegions, measures }: HazardSetup): number {
  return tectonicRegions.reduce((most, { models }) => Math.max(most, models.length), 1) * measures.length;
}

/** Levels of a curve in the results. */
function outputLevels({ levels, amplification }: HazardSetup): number {
  return amplification?.method === "convolution" ? amplification.soilLevels.length : (levels[0]?.length ?? 0);
}

function bytesBySource(setup: HazardSetup): number {
  if (!setup.settings.bySource) return 0;
  const cells = setup.sites.count * setup.measures.length * levelCount(setup);
  return setup.composite.families.length * cells * 8;
}

/** Curves of statistics and realizations at one site. */
function curveBytes(setup: HazardSetup): number {
  const { statistics, settings, realizations, measures } = setup;
  const kept = statistics.length + (settings.keepRealizations ? realizations.count : 0);
  return kept * measures.length * outputLevels(setup) * 4;
}

/** Curves and rates by source. */
function resultBytes(setup: HazardSetup): number {
  return curveBytes(setup) * setup.sites.count + bytesBySource(setup);
}

function memoryOf(
  setup: HazardSetup,
  tasks: readonly CurveTask[],
  threads: number,
  read: number,
  prepared: number,
): number {
  const cells = setup.measures.length * levelCount(setup);
  const modelsOf = (trt: number): number => setup.tectonicRegions[trt]?.models.length ?? 1;
  // A tile keeps the rates of every group and model, once as sums and once finished.
  const rateRows = setup.groupTrt.reduce((sum, trt) => sum + modelsOf(trt), 0);
  const tileSites = tasks.reduce((most, { siteStart, siteStop }) => Math.max(most, siteStop - siteStart), 0);
  const tile = 2 * rateRows * Math.max(tileSites, Math.min(TILE_SITES, setup.sites.count)) * cells * 8;
  const curves = setup.realizations.count * levelCount(setup) * 8 * 2 + curveBytes(setup) * tileSites;
  const blocks = Math.max(BLOCK_ROWS, tileSites) * ROW_BYTES * setup.tectonicRegions.length;
  const keptRates = setup.settings.bySource ? rateRows * setup.sites.count * cells * 8 : 0;
  // Finished tiles go to the disk one by one; only rates by source are put together before they do.
  const own = Math.max(PROGRAM_BYTES, read) + prepared + bytesBySource(setup) + keptRates;
  const thread = tile + curves + blocks;
  const garbage = Math.min(MOST_GARBAGE, curveBytes(setup) * setup.sites.count);
  // The thread that prepared the sources computes too when there is one; others prepare their own.
  const all = own + thread + garbage + (threads > 1 ? threads * (THREAD_BYTES + prepared + thread) : 0);
  return all * MARGIN;
}

/** About how long each task takes on one core, s: a sample is computed. */
export function secondsOfTasks(
  setup: HazardSetup,
  runner: CurveRunner,
  { sizes, tasks }: Pick<SizedPlan, "sizes" | "tasks">,
): Float64Array {
  const sites = setup.sites.count;
  const sample = sampleTasks(runner, { sizes, tasks, sites, motions: motionsOf(setup) });
  const finishing = finishSeconds(setup) / sites;
  const shares = reachedRuptures(setup, sizes, tasks);
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map(
    (share, t) =>
      (total === 0 ? 0 : (share / total) * sample.seconds) +
      (tasks[t]!.complete ? finishing * (tasks[t]!.siteStop - tasks[t]!.siteStart) : 0),
  );
}

/** How far off an estimate is at least: other work of the machine, sources unlike those of the sample. */
const FACTOR = 1.5;
/** Bytes of results that are stored in a second; measured, the garbage collector included. */
const STORED_BYTES = 150e6;
/** Seconds that may be lost anyway, which matter to short calculations only. */
const STARTING = 0.3;
/** Seconds until threads compute; measured. */
const THREAD_SECONDS = 0.3;
/** Standard errors of the sample that are allowed for. */
const DEVIATIONS = 2;

/** What the hazard curves of a job will take. */
export function estimateCurves(job: Job, workers: number): CalculationEstimate {
  const started = performance.now();
  const { setup } = makeHazardSetup(job);
  const runner = makeCurveRunner(setup);
  return estimateTime(setup, runner, workers, (performance.now() - started) / 1000);
}

/**
 * Sizes a calculation and computes a small sample of it to learn how long the whole will take.
 * @param settingUp seconds that it took to make the setup.
 */
export function estimateTime(
  setup: HazardSetup,
  runner: CurveRunner,
  workers: number,
  settingUp: number,
): CalculationEstimate {
  const started = performance.now();
  const { sizes, size, tasks } = sizeUp(setup, runner, workers);
  const preparing = (performance.now() - started) / 1000;
  const sample = sampleTasks(runner, { sizes, tasks, sites: setup.sites.count, motions: motionsOf(setup) });
  const finishing = finishSeconds(setup);
  const computing = sample.seconds + finishing;
  const error = computing === 0 ? 0 : (sample.error * sample.seconds) / computing;
  // Other threads prepare the sources for themselves, at the same time.
  const starting = size.threads > 1 ? THREAD_SECONDS + preparing : 0;
  const before = settingUp + preparing + starting + sample.warming;
  const seconds = before + computing / size.threads + size.outputBytes / STORED_BYTES;
  const factor = FACTOR * (1 + DEVIATIONS * error);
  return {
    ...size,
    seconds,
    secondsLow: seconds / factor,
    secondsHigh: seconds * factor + STARTING,
    timeClass: timeClassOf(seconds),
  };
}
