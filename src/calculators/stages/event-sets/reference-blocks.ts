/**
 * The blocks of ruptures that the reference computes together: it forgets the between-event terms of a block none of whose
 * events moves a site (docs/method/events.md 4.8). A block is an eighth of a task's fair share, so it depends on
 * `concurrent_tasks`.
 */
import { magnitudeTenths } from "../../../hazard/events/close-ruptures.ts";

export interface BlockRupture {
  /** Tectonic region type and path of the source-model tree: blocks do not cross them. */
  readonly group: string;
  readonly mag: number;
  readonly events: number;
  /** Sites or assets near it. */
  readonly affected: number;
}

/** Where a job does not say: twice the cores, of a machine with two. */
export const CONCURRENT_TASKS = 4;

/** Blocks of a task's share; ruptures of a block, at most; affected sites that weigh as much as an event. */
const BLOCKS_OF_A_SHARE = 4;
const LARGEST_BLOCK = 5000;
const SITES_OF_A_WEIGHT = 100;

/**
 * @param ruptures by group, then by number
 * @param byMagnitude with many sites they are taken by their magnitude to one decimal
 * @returns the number of the block of each
 */
export function referenceBlocks(
  ruptures: readonly BlockRupture[],
  concurrentTasks: number,
  byMagnitude: boolean,
): Uint32Array {
  const weights = ruptures.map(({ events, affected }) => events * (1 + Math.floor(affected / SITES_OF_A_WEIGHT)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const most = total / Math.max(concurrentTasks, 1) / BLOCKS_OF_A_SHARE;
  const order = Array.from(ruptures.keys());
  if (byMagnitude) {
    const tenths = ruptures.map(({ mag }) => magnitudeTenths(mag));
    const groups = new Map([...new Set(ruptures.map(({ group }) => group))].map((group, i) => [group, i]));
    const place = ruptures.map(({ group }) => groups.get(group)!);
    order.sort((a, b) => place[a]! - place[b]! || tenths[a]! - tenths[b]! || a - b);
  }
  const blocks = new Uint32Array(ruptures.length);
  let block = -1;
  let weight = 0;
  let size = 0;
  let group: string | undefined;
  for (const r of order) {
    if (ruptures[r]!.group !== group || weight + weights[r]! > most || size === LARGEST_BLOCK) {
      // A cut by size does not start the weight anew.
      if (ruptures[r]!.group !== group || weight + weights[r]! > most) weight = 0;
      block++;
      size = 0;
      group = ruptures[r]!.group;
    }
    blocks[r] = block;
    weight += weights[r]!;
    size++;
  }
  return blocks;
}
