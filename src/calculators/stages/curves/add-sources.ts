/** How the contexts of a family become sums of rates, by the way its earthquakes follow each other. */
import { type ContextCollector, flush } from "../../../hazard/contexts/context-collector.ts";
import type { SiteTile } from "../../../hazard/contexts/tile.ts";
import {
  clusterNoExceedance,
  negativeBinomialOccurrences,
  noExceedance,
  rateOfCombined,
} from "../../../hazard/curves/occurrence.ts";
import { addFinishedSums, clearRateSums, type RateSums, settle } from "../../../hazard/curves/rate-accumulator.ts";
import type { Contribution } from "../../../hazard/curves/transformed-sums.ts";
import { InputError } from "../../../input-error.ts";
import type { PreparedAtomic, PreparedIndependent, PreparedMember } from "../prepare-family.ts";
import type { SourceSlice } from "./task.ts";
import type { TileState } from "./tile-state.ts";

/** Sums of one group: one for each model. */
export type GroupSums = readonly RateSums[];

/** Makes the following contexts count in `targets`. */
function aim(
  collector: ContextCollector,
  state: TileState,
  targets: GroupSums,
  contribution?: TileState["contribution"],
): void {
  if (state.targets === targets && state.contribution === contribution) return;
  flush(collector);
  state.targets = targets;
  state.contribution = contribution;
}

/** Sources that are computed apart from all others; their rates add up. */
export function addIndependent(
  family: PreparedIndependent,
  slice: SourceSlice,
  targets: readonly GroupSums[],
  scratch: GroupSums,
  collector: ContextCollector,
  state: TileState,
): void {
  const contribution = contributionOf(family, collector, state.setup.settings.investigationTime);
  if (contribution !== undefined || family.added !== undefined)
    addByVariant(family, contribution, slice, targets, collector, state);
  else if (targets.length === 1) addSingle(family, slice, targets[0]!, collector, state);
  else addShared(family, slice, targets, scratch, collector, state);
}

/** One variant: contexts carry the rate itself and go straight to the sums of the group. */
function addSingle(
  { contexts, rates }: PreparedIndependent,
  slice: SourceSlice,
  targets: GroupSums,
  collector: ContextCollector,
  state: TileState,
): void {
  aim(collector, state, targets);
  for (let bin = 0; bin < contexts.mags.length; bin++) {
    const factor = rates[bin]! * state.setup.settings.investigationTime;
    if (factor > 0) contexts.emit(bin, slice.unitStart, slice.unitStop, collector, factor);
  }
}

/**
 * Several variants: probabilities are summed once a magnitude, then added to the sums of each variant's group with its own rate.
 */
function addShared(
  { contexts, rates }: PreparedIndependent,
  slice: SourceSlice,
  targets: readonly GroupSums[],
  scratch: GroupSums,
  collector: ContextCollector,
  state: TileState,
): void {
  aim(collector, state, scratch);
  const variants = targets.length;
  for (let bin = 0; bin < contexts.mags.length; bin++) {
    const before = collector.total;
    contexts.emit(bin, slice.unitStart, slice.unitStop, collector, state.setup.settings.investigationTime);
    flush(collector);
    if (collector.total === before) continue;
    for (const sums of scratch) settle(sums);
    for (let variant = 0; variant < variants; variant++) {
      const rate = rates[bin * variants + variant]!;
      if (rate > 0)
        for (const [model, sums] of scratch.entries()) {
          addTimes(sums.partial, rate, targets[variant]![model]!.partial);
          addTimes(sums.certain, rate, targets[variant]![model]!.certain);
        }
    }
    for (const sums of scratch) clearRateSums(sums);
  }
}

function addTimes(from: Float64Array, factor: number, to: Float64Array): void {
  for (let i = 0; i < from.length; i++) to[i]! += factor * from[i]!;
}

/**
 * Each variant by itself: with contexts that count by a function of the probability of exceedance, or with rates added to
 * those of single ruptures.
 */
function addByVariant(
  { contexts, rates, added }: PreparedIndependent,
  contribution: Contribution | undefined,
  slice: SourceSlice,
  targets: readonly GroupSums[],
  collector: ContextCollector,
  state: TileState,
): void {
  const variants = targets.length;
  const time = contribution === undefined ? state.setup.settings.investigationTime : 1;
  for (let variant = 0; variant < variants; variant++) {
    aim(collector, state, targets[variant]!, contribution);
    for (let bin = 0; bin < contexts.mags.length; bin++) {
      const factor = rates[bin * variants + variant]! * time;
      if (factor > 0) contexts.emit(bin, slice.unitStart, slice.unitStop, collector, factor, added?.[variant]);
    }
  }
  flush(collector);
}

/**
 * What a context whose rupture is not Poissonian adds: -ln of the probability of no exceedance (docs/method/classical.md 5.1). Undefined
 * for Poissonian ruptures, which add their weight times the probability of exceedance.
 */
function contributionOf(
  { contexts, occurrence }: Pick<PreparedMember, "contexts" | "occurrence">,
  { weight }: ContextCollector,
  investigationTime: number,
): Contribution | undefined {
  const occurrenceProbabilities = contexts.occurrences;
  if (occurrenceProbabilities !== undefined)
    return (p, row) => -Math.log(noExceedance(occurrenceProbabilities[weight[row]!]!, p));
  if (occurrence.kind !== "negativeBinomial") return undefined;
  let rate = Number.NaN;
  let occurrences: Float64Array = new Float64Array(0);
  return (p, row) => {
    if (weight[row] !== rate) {
      rate = weight[row]!;
      occurrences = negativeBinomialOccurrences(rate, occurrence.alpha, investigationTime);
    }
    return -Math.log(noExceedance(occurrences, p));
  };
}

/** Sources that cannot be computed apart: their probabilities are combined site by site, level by level. */
export function addAtomic(
  family: PreparedAtomic,
  tile: SiteTile,
  targets: GroupSums,
  scratch: GroupSums,
  collector: ContextCollector,
  state: TileState,
): void {
  const { origin } = family;
  const { ruptureInterdependence, sourceInterdependence, cluster } = origin;
  if (ruptureInterdependence === "mutex" || sourceInterdependence === "mutex") {
    const combine = ruptureInterdependence === "mutex" ? exclusiveRuptures : exclusiveSources;
    const probabilities = combine(family, tile, targets, scratch, collector, state);
    for (const of of probabilities) for (let i = 0; i < of.length; i++) of[i]! *= origin.probability;
    if (cluster) addClustersThat(probabilities, expectedClusters(origin, state), targets);
    else addCombined(probabilities, targets, state.setup.settings.exact);
  } else addCluster(family, tile, targets, scratch, collector, state);
  for (const sums of scratch) clearRateSums(sums);
}

/**
 * Probabilities by model: the sum of w_s P_s, with P_s of each source by itself (docs/method/classical.md 5.2). In a cluster P_s is that of
 * all its ruptures once (5.4).
 */
function exclusiveSources(
  { members, origin }: PreparedAtomic,
  tile: SiteTile,
  targets: GroupSums,
  scratch: GroupSums,
  collector: ContextCollector,
  state: TileState,
): Float64Array[] {
  const weights = origin.sourceWeights ?? [];
  const { investigationTime } = state.setup.settings;
  const combined = targets.map(({ partial }) => new Float64Array(partial.length));
  const rates = new Float64Array(targets[0]?.partial.length ?? 0);
  for (const [s, member] of members.entries()) {
    const contribution = origin.cluster ? minusLogOfComplement : contributionOf(member, collector, investigationTime);
    aim(collector, state, scratch, contribution);
    emitAll(member, tile, collector, contribution === undefined ? investigationTime : 1);
    for (const [model, sums] of scratch.entries()) {
      rates.fill(0);
      addFinishedSums(sums, 1, rates);
      const into = combined[model]!;
      for (let i = 0; i < rates.length; i++) into[i]! += -(weights[s] ?? 0) * Math.expm1(-rates[i]!);
      clearRateSums(sums);
    }
  }
  return combined;
}

/**
 * Of the ruptures of a source at most one occurs: P_s = sum of w_r (1 - q_r). Sources are independent: P becomes P + (1 - P) P_s
 * (docs/method/classical.md 5.3, 5.4).
 */
function exclusiveRuptures(
  { members, origin }: PreparedAtomic,
  tile: SiteTile,
  targets: GroupSums,
  scratch: GroupSums,
  collector: ContextCollector,
  state: TileState,
): Float64Array[] {
  const combined = targets.map(({ partial }) => new Float64Array(partial.length));
  for (const member of members) {
    const { occurrences } = member.contexts;
    const { exclusiveWeights } = member;
    if (occurrences === undefined || exclusiveWeights === undefined)
      throw new InputError(`the group "${origin.name}": only non-parametric sources can have exclusive ruptures`, {
        parameter: "rup_interdep",
        allowed: "non-parametric sources with rup_weights",
      });
    const { weight } = collector;
    aim(collector, state, scratch, (p, row) => {
      const rupture = weight[row]!;
      return exclusiveWeights[rupture]! * (1 - noExceedance(occurrences[rupture]!, p));
    });
    emitAll(member, tile, collector, 1);
    for (const [model, sums] of scratch.entries()) {
      const into = combined[model]!;
      for (let i = 0; i < into.length; i++) into[i]! += (1 - into[i]!) * sums.partial[i]!;
      clearRateSums(sums);
    }
  }
  return combined;
}

function addCombined(combined: readonly Float64Array[], targets: GroupSums, exact: boolean): void {
  for (const [model, probabilities] of combined.entries()) {
    const { partial } = targets[model]!;
    for (let i = 0; i < probabilities.length; i++)
      if (probabilities[i]! > 0) partial[i]! += rateOfCombined(probabilities[i]!, exact);
  }
}

/** @param combined probability that one event of the cluster exceeds, by model */
function addClustersThat(combined: readonly Float64Array[], expected: number, targets: GroupSums): void {
  for (const [model, probabilities] of combined.entries()) {
    const { partial } = targets[model]!;
    for (let i = 0; i < probabilities.length; i++)
      if (probabilities[i]! > 0) partial[i]! += -Math.log(clusterNoExceedance(1 - probabilities[i]!, expected));
  }
}

/** Events of a cluster in the investigation time. */
function expectedClusters(origin: PreparedAtomic["origin"], state: TileState): number {
  if (origin.occurrence.kind !== "clusterPoisson")
    throw new InputError(`the cluster "${origin.name}" needs an occurrence rate`, { parameter: "occurrence_rate" });
  return origin.occurrence.occurrenceRate * state.setup.settings.investigationTime;
}

/** One event of a cluster brings all ruptures of all its sources once; rates do not count (docs/method/classical.md 5.4). */
function addCluster(
  { members, origin }: PreparedAtomic,
  tile: SiteTile,
  targets: GroupSums,
  scratch: GroupSums,
  collector: ContextCollector,
  state: TileState,
): void {
  const expected = expectedClusters(origin, state);
  aim(collector, state, scratch, minusLogOfComplement);
  for (const member of members) emitAll(member, tile, collector, 1);
  flush(collector);
  for (const [model, { partial }] of scratch.entries()) {
    const into = targets[model]!.partial;
    for (let i = 0; i < partial.length; i++)
      if (partial[i]! > 0) into[i]! += -Math.log(clusterNoExceedance(Math.exp(-partial[i]!), expected));
  }
}

function minusLogOfComplement(p: number): number {
  return -Math.log1p(-p);
}

function emitAll(
  { contexts, rates, added }: PreparedMember,
  tile: SiteTile,
  collector: ContextCollector,
  factor: number,
): void {
  contexts.setTile(tile);
  for (let bin = 0; bin < contexts.mags.length; bin++)
    if (rates[bin]! > 0) contexts.emit(bin, 0, contexts.units, collector, factor * rates[bin]!, added?.[0]);
  flush(collector);
}
