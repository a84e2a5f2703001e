/**
 * Decides, block by block, whether exceedances are summed level by level or by moments, from counts alone.
 *
 * Cells of moments cost something to empty, once a tile, whatever they hold; levels cost something a context. So contexts of a
 * standard deviation are added level by level until there have been so many that emptying cells would have been paid for, and
 * go to cells from then on. Blocks in which the standard deviation differs from row to row stay with the levels. All of it depends on
 * the task only, never on the thread.
 */
import { addMoments, type MomentCells, makeMomentCells, momentSpace, pourMoments } from "./moment-cells.ts";
import type { SurvivalTable } from "./survival-table.ts";

/**
 * Memory for moments, shared by all sums of a task: those that come when it is used up do without. What is left depends on the task
 * only; the arrays themselves are kept by the thread from task to task.
 */
export interface MomentMemory {
  /** Numbers that may still be in use. */
  left: number;
  /** Arrays of zeros that were given back. */
  readonly free: Float64Array[];
}

/** 32 MB. */
const LARGEST_MEMORY = 4 * 2 ** 20;
/** Arrays kept for later. */
const MOST_FREE = 16;

export function makeMomentMemory(numbers: number = LARGEST_MEMORY): MomentMemory {
  return { left: numbers, free: [] };
}

/** The memory of the next task: all of it, with the arrays of the one before. */
export function nextMomentMemory({ free }: MomentMemory): MomentMemory {
  return { left: LARGEST_MEMORY, free };
}

/** Contexts of one standard deviation and measure. */
interface SigmaCount {
  readonly sigma: number;
  /** Since the sums were last settled, and between the two times before: -1 the first time. */
  contexts: number;
  before: number;
  cells: MomentCells | undefined;
  /** Numbers charged for the cells. */
  space: number;
}

/** What waits in cells, by measure. */
export interface MomentSums {
  readonly memory: MomentMemory;
  readonly byMeasure: SigmaCount[][];
  table: SurvivalTable | undefined;
}

export function makeMomentSums(measures: number, memory: MomentMemory): MomentSums {
  return { memory, byMeasure: Array.from({ length: measures }, () => []), table: undefined };
}

/** Different standard deviations in a block, and in all, that are worth being told apart. */
const MOST_IN_BLOCK = 8;
const MOST_SIGMAS = 64;
/** Contexts that cost as much as emptying cells: for each site, and for the polynomials. */
const CONTEXTS_A_SITE = 40;
const CONTEXTS_A_TABLE = 800;
/** So many times that, and there is no doubt. */
const CLEARLY = 3;
/** With fewer levels there is nothing to gain. */
const FEWEST_LEVELS = 6;
/** Below, truncation makes p too steep for cells that are a share of sigma. */
const LOWEST_LIMIT = 0.5;

/** Whether the block has few standard deviations, all of which can be told apart. */
export function hasFewSigmas(sigma: Float64Array, count: number): boolean {
  let known = 0;
  let last = Number.NaN;
  for (let row = 0; row < count; row++) {
    const sd = sigma[row]!;
    if (sd === last) continue;
    last = sd;
    let seen = false;
    for (let k = 0; k < known; k++) if (found[k] === sd) seen = true;
    if (seen) continue;
    if (known === MOST_IN_BLOCK || !(sd > 0)) return false;
    found[known++] = sd;
  }
  return true;
}

const found = new Float64Array(MOST_IN_BLOCK);

/** Whether sums of such levels and truncation can go through moments at all. */
export function suitsMoments(lnLevels: Float64Array, { limit }: SurvivalTable): boolean {
  return lnLevels.length >= FEWEST_LEVELS && limit >= LOWEST_LIMIT;
}

/** Adds the rows `from`..`to - 1`, of one standard deviation, to cells if there are or should be; false: it has not. */
export function addToCells(
  sums: MomentSums,
  table: SurvivalTable,
  sites: number,
  lnLevels: Float64Array,
  measure: number,
  from: number,
  to: number,
  mean: Float64Array,
  sigma: number,
  site: Int32Array,
  weight: Float64Array,
): boolean {
  const known = countOf(sums.byMeasure[measure]!, sigma);
  if (known === undefined) return false;
  known.contexts += to - from;
  if (known.cells === undefined) {
    if (!isEnough(known, CONTEXTS_A_SITE * sites + CONTEXTS_A_TABLE)) return false;
    const space = momentSpace(sites, lnLevels, sigma, table);
    const moments = takeMemory(sums.memory, space);
    if (moments === undefined) return false;
    known.space = space;
    sums.table = table;
    known.cells = makeMomentCells(sites, lnLevels, sigma, table, moments);
  }
  addMoments(known.cells, from, to, mean, site, weight);
  return true;
}

/**
 * Sums that are settled again and again (a magnitude at a time) have about as many contexts each time: cells are worth it from the
 * first one on, or hardly ever.
 */
function isEnough({ contexts, before }: SigmaCount, breakEven: number): boolean {
  return before < 0 ? contexts >= breakEven : Math.max(before, contexts) >= CLEARLY * breakEven;
}

function countOf(counts: SigmaCount[], sigma: number): SigmaCount | undefined {
  for (const known of counts) if (known.sigma === sigma) return known;
  if (counts.length === MOST_SIGMAS) return undefined;
  const made = { sigma, contexts: 0, before: -1, cells: undefined, space: 0 };
  counts.push(made);
  return made;
}

/** Turns all that waits into rates (`RateSums`) and gives the memory back. */
export function settleMoments(sums: MomentSums, partial: Float64Array, certain: Float64Array): void {
  const { byMeasure, memory, table } = sums;
  for (let measure = 0; measure < byMeasure.length; measure++) {
    const counts = byMeasure[measure]!;
    for (const known of counts) {
      const { cells, contexts } = known;
      if (cells !== undefined && table !== undefined) {
        pourMoments(cells, table, partial, certain, byMeasure.length, measure);
        giveMemory(memory, cells.moments, known.space);
        known.cells = undefined;
      }
      if (contexts > 0) known.before = contexts;
      known.contexts = 0;
    }
  }
}

function takeMemory(memory: MomentMemory, size: number): Float64Array | undefined {
  if (size > memory.left) return undefined;
  memory.left -= size;
  for (const [i, array] of memory.free.entries())
    if (array.length >= size) {
      memory.free.splice(i, 1);
      return array;
    }
  return new Float64Array(size);
}

function giveMemory(memory: MomentMemory, array: Float64Array, size: number): void {
  memory.left += size;
  if (memory.free.length < MOST_FREE) memory.free.push(array);
}
