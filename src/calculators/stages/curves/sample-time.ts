/**
 * How long a classical calculation will take, from a sample of it that is computed.
 *
 * Rounds of some sources at some sites of a tile, spread over both; what counts is the time for each (rupture, site). The
 * overhead of a task and the statistics of a tile are measured by themselves. The rounds differ, and tell how far off the sum may be.
 */

import { type HazardSetup, levelCount } from "../hazard-setup.ts";
import { finishOptions, finishTile } from "./finish-tile.ts";
import { type FamilySize, TILE_SITES } from "./make-plan.ts";
import type { CurveTask, SourceSlice } from "./task.ts";
import type { CurveRunner } from "./tile-runner.ts";

/** Seconds that all tasks take on one thread, and how far off that may be. */
export interface SampledTime {
  readonly seconds: number;
  /** Seconds that every thread takes on top, to compile the code. */
  readonly warming: number;
  /** Standard error, relative. */
  readonly error: number;
}

/** Seconds given to the sample, and those at its start that compile the code and do not count. */
const BUDGET = 2;
const WARM_UP = 0.5;
/** A round takes about so long, s. */
const ROUND = 0.06;
/** How often the whole is computed, when it is small. */
const OFTEN = 3;
/** Rounds that count even if the budget is spent. */
const FEWEST_ROUNDS = 3;
/** A first guess, s for a rupture, site, model and measure; high, so that the first rounds are short. */
const GUESS = 3e-7;
/** Seconds given to learn what statistics take. */
const FINISHING = 0.2;

/** Steps that spread a sample over all: of the golden ratio over sources, of another irrational number over sites. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;
const SILVER = Math.SQRT2 - 1;

interface Round {
  readonly seconds: number;
  /** Ruptures x sites. */
  readonly size: number;
}

/** What is known of the whole. */
export interface Whole {
  readonly sizes: readonly FamilySize[];
  readonly tasks: readonly CurveTask[];
  readonly sites: number;
  /** Models x measures. */
  readonly motions: number;
}

/** Time of all tasks without the statistics of tiles. */
export function sampleTasks(runner: Pick<CurveRunner, "run">, whole: Whole): SampledTime {
  const { sizes, tasks, sites, motions } = whole;
  const tiles = tilesOf(tasks);
  const ruptures = sizes.reduce((sum, family) => sum + family.ruptures, 0);
  if (tiles.length === 0 || ruptures === 0) return { seconds: 0, warming: 0, error: 0 };
  const overhead = secondsOfNothing(runner, tiles[0]!);
  const { warm, rounds } = runRounds(runner, whole, tiles, overhead, GUESS * motions);
  const { rate, error } = ratioOf(rounds);
  const computing = rate * ruptures * sites;
  const seconds = computing + overhead * tasks.length;
  const cold = warm.reduce((sum, round) => sum + round.seconds - rate * round.size, 0);
  return { seconds, warming: Math.max(0, cold), error: seconds === 0 ? 0 : (error * computing) / seconds };
}

type SiteRange = Pick<CurveTask, "siteStart" | "siteStop">;

function tilesOf(tasks: readonly CurveTask[]): readonly SiteRange[] {
  return tasks.filter(({ siteStart }, i) => i === 0 || tasks[i - 1]!.siteStart !== siteStart);
}

function secondsOfNothing(runner: Pick<CurveRunner, "run">, tile: SiteRange): number {
  const run = () => runner.run({ ...tile, slices: [], complete: false }).seconds;
  run();
  return Math.min(run(), run());
}

interface Rounds {
  /** While the code was being compiled. */
  readonly warm: readonly Round[];
  readonly rounds: readonly Round[];
}

/** Rounds until the budget is spent, or the whole has been computed often enough. */
function runRounds(
  runner: Pick<CurveRunner, "run">,
  { sizes, sites: allSites }: Whole,
  tiles: readonly SiteRange[],
  overhead: number,
  guess: number,
): Rounds {
  const warm: Round[] = [];
  const rounds: Round[] = [];
  const ruptures = sizes.reduce((sum, family) => sum + family.ruptures, 0);
  const starts = spread(ruptures, GOLDEN);
  const places = spread(tiles.length, SILVER);
  let perContext = guess;
  let spent = 0;
  let done = 0;
  const isEnough = () => spent > WARM_UP + BUDGET || (spent > WARM_UP && done > OFTEN * ruptures * allSites);
  while (!isEnough() || rounds.length < FEWEST_ROUNDS) {
    const tile = tiles[places()]!;
    const sites = tile.siteStop - tile.siteStart;
    const slices = around(sizes, ruptures, starts(), ROUND / perContext / sites);
    const size = sites * slices.reduce((sum, { ruptures }) => sum + ruptures, 0);
    if (size === 0) break;
    const { seconds } = runner.run({ ...tile, slices: slices.map(({ slice }) => slice), complete: false });
    spent += seconds;
    const own = seconds - overhead - unsharedSeconds(runner, tile, slices, overhead);
    const round = { seconds: Math.max(0, own), size };
    if (spent < WARM_UP) warm.push(round);
    else {
      rounds.push(round);
      done += size;
    }
    perContext = Math.max(1e-12, (round.seconds + perContext * size) / (2 * size));
  }
  return { warm, rounds };
}

/**
 * What a family takes for a tile whatever the part of it that is computed: the share of the parts that are not in the round,
 * which is not to be counted again with each of them.
 */
function unsharedSeconds(
  runner: Pick<CurveRunner, "run">,
  tile: SiteRange,
  slices: readonly SizedSlice[],
  overhead: number,
): number {
  const parts = slices.filter(({ share }) => share < 1);
  if (parts.length === 0) return 0;
  const nothing = parts.map(({ slice: { family, unitStart } }) => ({ family, unitStart, unitStop: unitStart }));
  const { seconds } = runner.run({ ...tile, slices: nothing, complete: false });
  const share = parts.reduce((sum, part) => sum + part.share, 0) / parts.length;
  return Math.max(0, seconds - overhead) * (1 - share);
}

interface SizedSlice {
  readonly slice: SourceSlice;
  readonly ruptures: number;
  /** Of the family. */
  readonly share: number;
}

/** Whole numbers below `count`, each as often as the others, neighbours far apart. */
function spread(count: number, step: number): () => number {
  let at = 0;
  return () => {
    at = (at + step) % 1;
    return Math.floor(at * count);
  };
}

/** A window that goes on at the beginning when it reaches the end, so that no place is rarer than others. */
function around(sizes: readonly FamilySize[], ruptures: number, first: number, count: number): readonly SizedSlice[] {
  if (count >= ruptures) return window(sizes, 0, ruptures);
  const beyond = first + count - ruptures;
  return beyond <= 0
    ? window(sizes, first, count)
    : [...window(sizes, 0, beyond), ...window(sizes, first, ruptures - first)];
}

/**
 * The sources that hold about so many ruptures from one on, counted through all families: every rupture is as likely to be
 * in a round as any other.
 */
function window(sizes: readonly FamilySize[], first: number, count: number): readonly SizedSlice[] {
  const chosen: SizedSlice[] = [];
  let start = 0;
  for (const [family, { units, ruptures }] of sizes.entries()) {
    const stop = start + ruptures;
    if (units > 0 && ruptures > 0 && stop > first && start < first + count) {
      const perUnit = ruptures / units;
      const unitStart = Math.min(units - 1, Math.max(0, Math.floor((first - start) / perUnit)));
      const unitStop = Math.max(unitStart + 1, Math.min(units, Math.ceil((first + count - start) / perUnit)));
      const share = (unitStop - unitStart) / units;
      chosen.push({ slice: { family, unitStart, unitStop }, ruptures: ruptures * share, share });
    }
    start = stop;
  }
  return chosen;
}

/** Seconds for a rupture and site: sum over sum, with the standard error of such a ratio, relative. */
function ratioOf(rounds: readonly Round[]): { readonly rate: number; readonly error: number } {
  const seconds = rounds.reduce((sum, round) => sum + round.seconds, 0);
  const size = rounds.reduce((sum, round) => sum + round.size, 0);
  const rate = seconds / size;
  const n = rounds.length;
  if (n < 2 || rate === 0) return { rate, error: 1 };
  const squares = rounds.reduce((sum, round) => sum + (round.seconds - rate * round.size) ** 2, 0);
  return { rate, error: Math.sqrt((squares * n) / (n - 1)) / seconds };
}

/** Seconds that the curves and statistics of all sites take: of a few sites, more and more until the code is compiled. */
export function finishSeconds(setup: HazardSetup): number {
  const levels = setup.measures.length * levelCount(setup);
  let perSite = Number.POSITIVE_INFINITY;
  let spent = 0;
  for (let sites = 1; spent < FINISHING; sites = Math.min(2 * sites, TILE_SITES)) {
    const taken = Math.min(sites, setup.sites.count);
    const rates = setup.groupTrt.map((trt) => setup.tectonicRegions[trt]!.models.map(() => unlike(taken * levels)));
    const started = performance.now();
    finishTile(rates, finishOptions(setup, 0, taken));
    const seconds = (performance.now() - started) / 1000;
    spent += seconds + 1e-4;
    perSite = Math.min(perSite, seconds / taken);
  }
  return perSite * setup.sites.count;
}

/** Rates that are not zero, which would be skipped, and not equal, which would be sorted at once. */
function unlike(count: number): Float64Array {
  return Float64Array.from({ length: count }, () => 1e-3 * Math.random());
}
