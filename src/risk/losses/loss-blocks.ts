/**
 * Assets that share country and taxonomy share their functions and are computed together, in blocks. Within a block they stand site by
 * site, so that an event finds the assets it reaches as runs.
 */
import type { LocatedAssets } from "../exposure/assets.ts";
import type { VulnerabilityFunction } from "../functions/vulnerability.ts";
import { GROUND_SHAKING, type RiskModel } from "../risk-model.ts";
import { functionsOf } from "../taxonomy-mapping.ts";

/** Assets of a block at most. */
const BLOCK_ASSETS = 10_000;

export interface Block {
  /** Place of its first run among the runs of all blocks. */
  readonly firstRun: number;
  /** Its assets: order[first] and following. */
  readonly first: number;
  readonly size: number;
  /** By function id, then loss type. */
  readonly functions: readonly { readonly weight: number; readonly byType: readonly VulnerabilityFunction[] }[];
}

/** Runs of assets of one block at one site: those of site s are starts[s]..starts[s + 1] - 1, in the order of the blocks. */
export interface AssetRuns {
  readonly starts: Uint32Array;
  readonly blocks: Uint32Array;
  /** Place of the first asset in `order`, and how many there are. */
  readonly firsts: Uint32Array;
  readonly sizes: Uint32Array;
}

export interface LossBlocks {
  readonly blocks: readonly Block[];
  readonly runs: AssetRuns;
  /** Ordinals of the assets, block by block. */
  readonly order: Uint32Array;
  /** Assets of the largest block. */
  readonly most: number;
}

export function makeLossBlocks(model: RiskModel, assets: LocatedAssets): LossBlocks {
  const taxonomy = assets.tags[0]!;
  const country = assets.tags.find(({ name }) => name === "ID_0");
  const order = Uint32Array.from({ length: assets.count }, (_, i) => i).sort(
    (a, b) =>
      (country?.index[a] ?? 0) - (country?.index[b] ?? 0) ||
      taxonomy.index[a]! - taxonomy.index[b]! ||
      assets.sites[a]! - assets.sites[b]! ||
      a - b,
  );
  const blocks: Block[] = [];
  // Sites, blocks, first assets and sizes of the runs: no more than there are assets.
  const column = () => new Uint32Array(order.length);
  const found = { count: 0, sites: column(), blocks: column(), firsts: column(), sizes: column() };
  let most = 0;
  for (let from = 0; from < order.length; ) {
    const first = order[from]!;
    const same = (i: number): boolean =>
      taxonomy.index[i] === taxonomy.index[first] && country?.index[i] === country?.index[first];
    let to = from;
    while (to < order.length && to - from < BLOCK_ASSETS && same(order[to]!)) to++;
    const name = country === undefined ? "?" : country.values[country.index[first]!]!;
    const mapped = functionsOf(model.mapping, taxonomy.values[taxonomy.index[first]!]!, model.perils, name);
    const functions = mapped.map(({ riskId, weights }) => ({
      weight: mapped.length === 1 ? 1 : (weights.get(GROUND_SHAKING) ?? 0),
      byType: model.lossTypes.map((lossType) => model.vulnerability.get(GROUND_SHAKING)!.get(lossType)!.get(riskId)!),
    }));
    const firstRun = found.count;
    for (let start = from; start < to; ) {
      const site = assets.sites[order[start]!]!;
      let stop = start;
      while (stop < to && assets.sites[order[stop]!] === site) stop++;
      const run = found.count++;
      found.sites[run] = site;
      found.blocks[run] = blocks.length;
      found.firsts[run] = start;
      found.sizes[run] = stop - start;
      start = stop;
    }
    blocks.push({ firstRun, first: from, size: to - from, functions });
    most = Math.max(most, to - from);
    from = to;
  }
  return { blocks, runs: bySite(found), order, most };
}

/** Runs as they are found: block by block. */
interface FoundRuns {
  readonly count: number;
  readonly sites: Uint32Array;
  readonly blocks: Uint32Array;
  readonly firsts: Uint32Array;
  readonly sizes: Uint32Array;
}

function bySite(found: FoundRuns): AssetRuns {
  const { count } = found;
  let sites = 0;
  for (let run = 0; run < count; run++) sites = Math.max(sites, found.sites[run]! + 1);
  const starts = new Uint32Array(sites + 1);
  for (let run = 0; run < count; run++) starts[found.sites[run]! + 1]!++;
  for (let s = 0; s < sites; s++) starts[s + 1]! += starts[s]!;
  const next = starts.slice();
  const column = () => new Uint32Array(count);
  const [blocks, firsts, sizes] = [column(), column(), column()];
  for (let run = 0; run < count; run++) {
    const place = next[found.sites[run]!]!++;
    blocks[place] = found.blocks[run]!;
    firsts[place] = found.firsts[run]!;
    sizes[place] = found.sizes[run]!;
  }
  return { starts, blocks, firsts, sizes };
}
