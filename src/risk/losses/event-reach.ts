/** Which assets an event reaches. Events of a scenario often reach the same: then nothing is done again. */
import type { AssetRuns, Block } from "./loss-blocks.ts";

export interface EventReach {
  /** Finds the assets at `sites[start]` to `sites[stop - 1]`. */
  readonly find: (sites: ArrayLike<number>, start: number, stop: number) => void;
  /** Sites with assets, and the place of each behind `start`. */
  count: number;
  readonly places: Uint32Array;
  /** Numbers of the blocks that are reached, ascending. */
  readonly used: readonly number[];
  /** Runs and assets that are reached, and the ordinals of these assets, by block. */
  readonly hitsOfBlock: Uint32Array;
  readonly countOfBlock: Uint32Array;
  readonly rowsOfBlock: readonly Uint32Array[];
}

/**
 * @param order ordinals of the assets, block by block
 * @param hits where runs that are reached are written to, three numbers each: number of the site among those with assets, first asset in `order`,
 * number of assets; those of a block from its first run on
 */
export function makeReach(
  blocks: readonly Block[],
  { starts, blocks: blockOfRun, firsts, sizes }: AssetRuns,
  order: Uint32Array,
  hits: Int32Array,
): EventReach {
  const firstHits = Int32Array.from(blocks, ({ firstRun }) => 3 * firstRun);
  const rows = new Uint32Array(order.length);
  const used: number[] = [];
  /** Where the next hit of a block goes. */
  const nextHit = new Int32Array(blocks.length);
  /** Sites of the event before. */
  let known = new Uint32Array(0);
  let knownCount = -1;
  const isKnown = (sites: ArrayLike<number>, start: number, count: number): boolean => {
    if (count !== knownCount) return false;
    for (let i = 0; i < count; i++) if (sites[start + i] !== known[i]) return false;
    return true;
  };
  const reach = {
    count: 0,
    places: new Uint32Array(starts.length),
    used,
    hitsOfBlock: new Uint32Array(blocks.length),
    countOfBlock: new Uint32Array(blocks.length),
    rowsOfBlock: blocks.map(({ first, size }) => rows.subarray(first, first + size)),
    find(sites: ArrayLike<number>, start: number, stop: number): void {
      const siteCount = stop - start;
      if (isKnown(sites, start, siteCount)) return;
      if (known.length < siteCount) known = new Uint32Array(2 * siteCount);
      knownCount = siteCount;
      const { hitsOfBlock, countOfBlock, places } = reach;
      nextHit.set(firstHits);
      used.length = 0;
      let place = 0;
      for (let i = 0; i < siteCount; i++) {
        const site = sites[start + i]!;
        known[i] = site;
        // No assets at a site behind the last.
        if (site + 1 >= starts.length) continue;
        const from = starts[site]!;
        const to = starts[site + 1]!;
        if (from === to) continue;
        for (let run = from; run < to; run++) {
          const block = blockOfRun[run]!;
          const h = nextHit[block]!;
          nextHit[block] = h + 3;
          hits[h] = place;
          hits[h + 1] = firsts[run]!;
          hits[h + 2] = sizes[run]!;
        }
        places[place++] = i;
      }
      reach.count = place;
      for (let block = 0; block < blocks.length; block++) {
        const first = firstHits[block]!;
        const end = nextHit[block]!;
        hitsOfBlock[block] = (end - first) / 3;
        if (end === first) continue;
        used.push(block);
        const ordinals = reach.rowsOfBlock[block]!;
        let count = 0;
        for (let h = first; h < end; h += 3)
          for (let at = hits[h + 1]!, stopAt = at + hits[h + 2]!; at < stopAt; at++) ordinals[count++] = order[at]!;
        countOfBlock[block] = count;
      }
    },
  };
  return reach;
}
