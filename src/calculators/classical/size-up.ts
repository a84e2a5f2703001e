/** Size of a classical calculation: its plan, the memory it will need, and how long it will take. */
import type { CalculationEstimate, CalculationSize } from "../estimate.ts";
import { timeClassOf } from "../estimate.ts";
import { type FamilySize, makeClassicalPlan, TILE_SITES } from "./make-plan.ts";
import type { ClassicalSetup } from "./setup.ts";
import type { ClassicalTask } from "./task.ts";
import type { ClassicalRunner } from "./tile-runner.ts";

/** Below this cost (ruptures x sites x models x measures) starting threads costs more than it saves. */
const WORTH_THREADS = 4_000_000;

/** The program, its code and an idle thread; measured. */
const PROGRAM_BYTES = 120 * 2 ** 20;
const THREAD_BYTES = 30 * 2 ** 20;

/** A context block and the motions over it, per row: about 40 columns of 8 bytes, twice for the garbage of a block. */
const ROW_BYTES = 640;
const BLOCK_ROWS = 1024;

export interface SizedPlan {
  readonly sizes: readonly FamilySize[];
  readonly tasks: readonly ClassicalTask[];
  /** Ruptures x sites x models x measures. */
  readonly cost: number;
  readonly size: CalculationSize;
}

/**
 * Makes the plan and sizes it. All sources are prepared for that, as the calculation itself does first.
 * @param workers threads that may be used.
 */
export function sizeUp(setup: ClassicalSetup, runner: ClassicalRunner, workers: number): SizedPlan {
  const before = process.memoryUsage().rss;
  const sizes = runner.sizes();
  const prepared = Math.max(0, process.memoryUsage().rss - before);
  const motions = setup.regions.reduce((most, { models }) => Math.max(most, models.length), 1) * setup.measures.length;
  const ruptures = sizes.reduce((sum, family) => sum + family.ruptures, 0);
  const sites = setup.sites.count;
  const tasks = makeClassicalPlan({ sites, smallestTile: setup.settings.maxSitesDisagg, motions, families: sizes });
  const cost = ruptures * sites * motions;
  const threads = cost < WORTH_THREADS ? 1 : Math.max(1, Math.min(workers, tasks.length));
  const size: CalculationSize = {
    sites,
    sources: setup.composite.families.length,
    ruptures,
    realizations: setup.realizations.count,
    measures: setup.measures.length,
    levels: setup.levels[0]?.length ?? 0,
    tasks: tasks.length,
    threads,
    memoryBytes: memoryOf(setup, tasks, threads, before, prepared),
    outputBytes: resultBytes(setup),
  };
  return { sizes, tasks, cost, size };
}

/** Levels of a curve in the results. */
function outputLevels({ levels, amplification }: ClassicalSetup): number {
  return amplification?.method === "convolution" ? amplification.soilLevels.length : (levels[0]?.length ?? 0);
}

function bytesBySource(setup: ClassicalSetup): number {
  if (!setup.settings.bySource) return 0;
  const cells = setup.sites.count * setup.measures.length * (setup.levels[0]?.length ?? 0);
  return setup.composite.families.length * cells * 8;
}

/** Curves of statistics and realizations at one site. */
function curveBytes(setup: ClassicalSetup): number {
  const { statistics, settings, realizations, measures } = setup;
  const kept = statistics.length + (settings.keepRealizations ? realizations.count : 0);
  return kept * measures.length * outputLevels(setup) * 4;
}

/** Curves and rates by source. */
function resultBytes(setup: ClassicalSetup): number {
  return curveBytes(setup) * setup.sites.count + bytesBySource(setup);
}

function memoryOf(
  setup: ClassicalSetup,
  tasks: readonly ClassicalTask[],
  threads: number,
  read: number,
  prepared: number,
): number {
  const cells = setup.measures.length * (setup.levels[0]?.length ?? 0);
  const modelsOf = (region: number): number => setup.regions[region]?.models.length ?? 1;
  // A tile keeps the rates of every group and model, once as sums and once finished.
  const rateRows = setup.groupRegion.reduce((sum, region) => sum + modelsOf(region), 0);
  const tileSites = tasks.reduce((most, { siteStart, siteStop }) => Math.max(most, siteStop - siteStart), 0);
  const tile = 2 * rateRows * Math.max(tileSites, Math.min(TILE_SITES, setup.sites.count)) * cells * 8;
  const curves = setup.realizations.count * (setup.levels[0]?.length ?? 0) * 8 * 2 + curveBytes(setup) * tileSites;
  const blocks = Math.max(BLOCK_ROWS, tileSites) * ROW_BYTES * setup.regions.length;
  const keptRates = setup.settings.bySource ? rateRows * setup.sites.count * cells * 8 : 0;
  // Finished tiles go to the disk one by one; only rates by source are put together before they do.
  const own = Math.max(PROGRAM_BYTES, read) + prepared + bytesBySource(setup) + keptRates;
  const thread = tile + curves + blocks;
  // The thread that prepared the sources computes too when there is one; others prepare their own.
  return own + thread + (threads > 1 ? threads * (THREAD_BYTES + prepared + thread) : 0);
}

/** How long the sample may take, and how many of its sites are computed. */
const SAMPLE_SECONDS = 1.5;
const SAMPLE_SITES = 16;

/** Sources of the sample come from all over the model: steps by this share of it, about the golden ratio. */
const STRIDE = 0.618;

/** Sizes a calculation and computes a small sample of it to learn how long the whole will take. */
export function estimateClassical(
  setup: ClassicalSetup,
  runner: ClassicalRunner,
  workers: number,
): CalculationEstimate {
  const started = performance.now();
  const { sizes, size } = sizeUp(setup, runner, workers);
  const preparing = (performance.now() - started) / 1000;
  const seconds = preparing + (sampledSeconds(setup, runner, sizes) * setup.sites.count) / size.threads;
  return { ...size, seconds, timeClass: timeClassOf(seconds) };
}

/** Seconds that all sources take for one site, from a sample of both. */
function sampledSeconds(setup: ClassicalSetup, runner: ClassicalRunner, sizes: readonly FamilySize[]): number {
  const { count } = setup.sites;
  const families = sizes.length;
  if (count === 0 || families === 0) return 0;
  const siteStart = Math.max(0, Math.floor((count - SAMPLE_SITES) / 2));
  const siteStop = Math.min(count, siteStart + SAMPLE_SITES);
  const total = sizes.reduce((sum, { ruptures }) => sum + ruptures, 0);
  let step = Math.max(1, Math.round(families * STRIDE));
  while (greatestCommonDivisor(step, families) > 1) step++;
  const run = (family: number): number => {
    const slices = [{ family, unitStart: 0, unitStop: sizes[family]!.units }];
    return runner.run({ siteStart, siteStop, slices, complete: false }).seconds;
  };
  // The first run pays for compiling the code.
  run(0);
  const until = performance.now() + SAMPLE_SECONDS * 1000;
  let spent = 0;
  let done = 0;
  for (let n = 0, family = 0; n < families && performance.now() < until; n++, family = (family + step) % families) {
    spent += run(family);
    done += sizes[family]!.ruptures;
  }
  return (spent * (total / Math.max(1, done))) / (siteStop - siteStart);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
