/**
 * Goes through the contexts of a calculation once more, block by block: what functions need that look at ruptures one by one
 * instead of at sums of rates.
 */
import type { ContextBlock, DistanceColumn } from "../../hazard/context-block.ts";
import {
  type ContextCollector,
  flush,
  makeCollector,
  type WantedColumns,
} from "../../hazard/contexts/context-collector.ts";
import { makeTile, type SiteTile } from "../../hazard/contexts/tile.ts";
import { familyName, leadingGroup, type SourceFamily } from "../../hazard/logic-tree/composite-model.ts";
import type { TemporalOccurrence } from "../../hazard/sources/source.ts";
import { isPointLike } from "../../hazard/sources/source.ts";
import { InputError } from "../../input-error.ts";
import type { SourceSlice } from "./curves/task.ts";
import type { HazardSetup } from "./hazard-setup.ts";
import { type PreparedFamily, type PreparedIndependent, prepareFamily } from "./prepare-family.ts";
import type { TectonicRegionMotions } from "./tectonic-region-motions.ts";

/** Rows of a block of few sites. */
export const BLOCK_ROWS = 1024;

/** Rows of a block: all sites of a rupture fit. */
export function blockRows(sites: number): number {
  return Math.max(BLOCK_ROWS, sites);
}

/** One variant of the sources of a block. */
export interface BlockShare {
  /** Place among the variants of the family. */
  readonly variant: number;
  /** Index into the groups of the composite model. */
  readonly group: number;
  /** What the weights of the block are to be multiplied with. */
  readonly factor: number;
}

/** Contexts of one family of sources; reused, so that what is wanted of it has to be copied. */
export interface ContextBatch {
  readonly family: number;
  readonly trt: number;
  readonly block: ContextBlock;
  /** Row of the tile of each context. */
  readonly site: Int32Array;
  /** Of the whole family, each counted once however many variants have it. */
  readonly ruptures: number;
  /**
   * Expected number of occurrences in the investigation time of each context's rupture, before the factor of a share; where
   * probabilities are occurrenceProbabilities, -ln of that of no occurrence.
   */
  readonly weight: Float64Array;
  /** Probabilities of 0, 1, 2 ... occurrences of each context's rupture, where they are given. */
  readonly occurrenceProbabilities: readonly Float64Array[] | undefined;
  /** The variants that have these ruptures, each with rates of its own. */
  readonly shares: readonly BlockShare[];
  readonly occurrence: TemporalOccurrence;
  /** Magnitude of the last row, not rounded. */
  readonly mag: number;
  /** Place among the members of a group that stays whole; 0 for other families. */
  readonly member: number;
  /**
   * Number of each context's rupture among those of its source, of walks over one site that are numbered. Ruptures out of
   * reach of the site have numbers, too, as far as points tell.
   */
  readonly numbers: Float64Array;
}

export interface Walk {
  readonly setup: HazardSetup;
  readonly motions: readonly Pick<TectonicRegionMotions, "wanted">[];
  readonly siteStart: number;
  readonly siteStop: number;
  /** Which families; all unless told otherwise. */
  readonly wants?: (family: SourceFamily) => boolean;
  /** Distances beyond those that the models need. */
  readonly distances: readonly DistanceColumn[];
  /** Distances wanted as they are, without the minimum distance. */
  readonly unraised?: readonly DistanceColumn[];
  /** Hands on the members of groups of exclusive sources and of clusters, too, as if they were independent. */
  readonly members?: boolean;
  /** Families that are ready already. */
  readonly familyOf?: ((index: number) => PreparedFamily) | undefined;
  /** Pieces of the families that are walked; all unless told otherwise. */
  readonly slices?: readonly SourceSlice[];
  /** Goes from point to point instead of from magnitude to magnitude, as ruptures are numbered; a block is of one magnitude. */
  readonly numbered?: boolean;
  /** Ends a block with each magnitude, so that `mag` of the batch is that of all its rows. */
  readonly byMagnitude?: boolean;
  readonly onBatch: (batch: ContextBatch) => void;
}

/**
 * Hands the contexts of the sites siteStart..siteStop-1 and the wanted families, in the order of the composite model, to
 * `onBatch`.
 * @throws InputError for groups of exclusive sources or ruptures and clusters, whose ruptures have no rates of their own
 */
export function walkContexts(walk: Walk): void {
  const { setup } = walk;
  const tile = makeTile(setup.sites, walk.siteStart, walk.siteStop);
  if (walk.slices !== undefined) {
    for (const { family, unitStart, unitStop } of walk.slices)
      walkFamily(walk, tile, family, setup.composite.families[family]!, { unitStart, unitStop });
    return;
  }
  for (const [index, family] of setup.composite.families.entries())
    if (walk.wants?.(family) ?? true) walkFamily(walk, tile, index, family);
}

type Units = Pick<SourceSlice, "unitStart" | "unitStop">;

function walkFamily(walk: Walk, tile: SiteTile, index: number, family: SourceFamily, units?: Units): void {
  const { setup } = walk;
  const prepared = walk.familyOf?.(index) ?? prepareFamily(family, setup.groupSettings[leadingGroup(family)]!, setup);
  if (prepared.kind === "independent") {
    walkPrepared(walk, tile, index, family, prepared, 0, units);
    return;
  }
  if (walk.members !== true)
    throw new InputError(
      `the source "${familyName(family)}" belongs to a group of exclusive sources or to a cluster, which post-processing does not support`,
      { parameter: "postproc_func" },
    );
  for (const [place, { contexts, rates, added, occurrence }] of prepared.members.entries()) {
    const member: PreparedIndependent = {
      kind: "independent",
      contexts,
      groups: [prepared.group],
      rates,
      ...(added === undefined ? {} : { added }),
      occurrence,
      trt: prepared.trt,
    };
    walkPrepared(walk, tile, index, family, member, place);
  }
}

function walkPrepared(
  walk: Walk,
  tile: SiteTile,
  index: number,
  family: SourceFamily,
  prepared: PreparedIndependent,
  member: number,
  { unitStart, unitStop }: Units = { unitStart: 0, unitStop: prepared.contexts.units },
): void {
  const { setup, motions, onBatch } = walk;
  const { contexts, groups, rates, occurrence, trt } = prepared;
  const variants = groups.length;
  let shares: readonly BlockShare[] = [];
  const fillNumbers = walk.numbered === true ? ruptureNumbers(family, prepared) : undefined;
  const numbers = new Float64Array(blockRows(tile.count));
  const none = new Float64Array(blockRows(tile.count));
  let unit = 0;
  let magnitude = 0;
  const onFull = ({ block, site, weight }: ContextCollector): void => {
    const indices = weight.subarray(0, block.length);
    fillNumbers?.(unit, magnitude, indices, numbers);
    const occurrenceProbabilities =
      contexts.occurrences && Array.from(indices, (rupture) => contexts.occurrences![rupture]!);
    if (occurrenceProbabilities !== undefined)
      for (const [row, probabilities] of occurrenceProbabilities.entries()) none[row] = -Math.log(probabilities[0]!);
    onBatch({
      family: index,
      trt,
      block,
      ruptures: contexts.ruptures,
      site,
      weight: occurrenceProbabilities === undefined ? weight : none,
      occurrenceProbabilities,
      shares,
      occurrence,
      mag: contexts.mags[magnitude]!,
      member,
      numbers,
    });
  };
  const wanted = withDistances(motions[trt]!.wanted, walk.distances, walk.unraised);
  const collector = makeCollector(wanted, tile.parameters, blockRows(tile.count), onFull, setup.settings.exact);
  const time = setup.settings.investigationTime;
  contexts.setTile(tile);
  const emit = (bin: number, from: number, to: number): void => {
    if (prepared.added !== undefined) {
      for (const [variant, group] of groups.entries()) {
        shares = [{ variant, group, factor: 1 }];
        const expected = rates[bin * variants + variant]! * time;
        if (expected > 0) contexts.emit(bin, from, to, collector, expected, prepared.added[variant]);
        flush(collector);
      }
      return;
    }
    if (variants === 1) {
      shares = [{ variant: 0, group: groups[0]!, factor: 1 }];
      const expected = rates[bin]! * time;
      if (expected > 0) contexts.emit(bin, from, to, collector, expected);
      return;
    }
    shares = sharesOf(prepared, bin);
    if (shares.length > 0) contexts.emit(bin, from, to, collector, time);
    flush(collector);
  };
  const bins = contexts.mags.length;
  if (walk.numbered !== true)
    for (magnitude = 0; magnitude < bins; magnitude++) {
      emit(magnitude, unitStart, unitStop);
      if (walk.byMagnitude === true) flush(collector);
    }
  else
    for (unit = unitStart; unit < unitStop; unit++)
      for (magnitude = 0; magnitude < bins; magnitude++) {
        emit(magnitude, unit, unit + 1);
        flush(collector);
      }
  flush(collector);
}

/** Fills in the numbers of the ruptures of a block of one unit and magnitude. @param weights as contexts carry them */
type NumberFiller = (unit: number, bin: number, weights: Float64Array, out: Float64Array) => void;

/**
 * Numbers of ruptures within their source: those of a point follow those of the point before, and are magnitude times their
 * number a magnitude; non-parametric ruptures have their place in the list; those of other sources are counted.
 */
function ruptureNumbers(family: SourceFamily, { contexts }: PreparedIndependent): NumberFiller {
  if (contexts.occurrences !== undefined) return (_unit, _bin, weights, out) => out.set(weights);
  let next = 0;
  const count = (first: number, rows: number, out: Float64Array): void => {
    for (let row = 0; row < rows; row++) out[row] = first + row;
    next = first + rows;
  };
  if (family.kind !== "independent" || !isPointLike(family.variants[0].source))
    return (_unit, _bin, { length }, out) => count(next, length, out);
  const ofPoint = contexts.ruptures / contexts.units;
  const ofBin = ofPoint / contexts.mags.length;
  return (unit, bin, { length }, out) => count(unit * ofPoint + bin * (length === 1 ? 1 : ofBin), length, out);
}

function sharesOf({ groups, rates }: PreparedIndependent, bin: number): BlockShare[] {
  const variants = groups.length;
  return groups
    .map((group, variant) => ({ variant, group, factor: rates[bin * variants + variant]! }))
    .filter(({ factor }) => factor > 0);
}

function withDistances(
  wanted: WantedColumns,
  more: readonly DistanceColumn[],
  unraised: readonly DistanceColumn[] = [],
): WantedColumns {
  return {
    ...wanted,
    unraised,
    rupture: [...new Set([...wanted.rupture, "mag" as const])],
    distance: [...new Set([...wanted.distance, ...more])],
  };
}
