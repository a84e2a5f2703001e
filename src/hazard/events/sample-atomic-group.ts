/**
 * Occurrences in groups whose sources or ruptures depend on each other: clusters, mutually exclusive sources, mutually
 * exclusive ruptures (docs/method/events.md 3.4).
 */
import { roundEven } from "../../geo/rounding.ts";
import { InputError } from "../../input-error.ts";
import { chooseDistinct, chooseWeighted } from "../../numerics/random/choice.ts";
import { integerBelow } from "../../numerics/random/integers.ts";
import { Pcg64 } from "../../numerics/random/pcg64.ts";
import { poisson } from "../../numerics/random/poisson.ts";
import type { SourceGroup } from "../sources/source.ts";
import type { EventSource } from "./event-sources.ts";
import { type EventSetSettings, ruptureId, type SampledRupture, sourceSeed } from "./sample-occurrences.ts";

/** A source of the group and what of its ruptures the draws need. */
export interface GroupMember {
  readonly source: EventSource;
  /** Weight among mutually exclusive sources. */
  readonly weight: number;
  /** Weights of mutually exclusive ruptures; undefined: equal ones. */
  readonly ruptureWeights: Float64Array | undefined;
  /** Probability of one occurrence of each rupture, for those that list probabilities. */
  readonly probabilityOfOne: Float64Array | undefined;
}

/** @returns the ruptures that occur, by member */
export function sampleAtomicGroup(
  group: SourceGroup,
  members: readonly GroupMember[],
  settings: EventSetSettings,
): SampledRupture[][] {
  const out = members.map((): SampledRupture[] => []);
  const [first] = members;
  if (first === undefined) return out;
  const seed = sourceSeed(first.source.id, settings.seed);
  let offset = 0;
  for (const { path, samples } of first.source.samplings) {
    const total = groupOccurrences(group, seed, samples, settings);
    const counts = total === 0 ? [] : occurrencesByRupture(group, members, total, seed, settings.seed);
    for (const [m, { source }] of members.entries()) {
      const occurrences = counts[m];
      for (let index = 0; index < source.ruptures && occurrences !== undefined; index++) {
        if (occurrences[index] === 0) continue;
        const number = offset + index;
        out[m]!.push({
          index,
          path,
          occurrences: occurrences[index]!,
          id: ruptureId(source, number),
          seed: number + settings.seed,
        });
      }
      offset += source.ruptures;
    }
  }
  return out;
}

/** Occurrences of the group as a whole. */
function groupOccurrences(
  group: SourceGroup,
  seed: number,
  samples: number,
  { investigationTime, eventSets }: EventSetSettings,
): number {
  const draws = new Pcg64(seed);
  let total = 0;
  if (group.occurrence.kind === "clusterPoisson") {
    const mean = group.occurrence.occurrenceRate * investigationTime * samples;
    for (let set = 0; set < eventSets; set++) total += poisson(draws, mean);
    return total;
  }
  for (let i = 0; i < samples * eventSets; i++) if (draws.double() < group.probability) total++;
  return total;
}

/** Occurrences of every rupture of every member. */
function occurrencesByRupture(
  group: SourceGroup,
  members: readonly GroupMember[],
  total: number,
  seed: number,
  sesSeed: number,
): Float64Array[] {
  switch (group.sourceInterdependence) {
    case "mutex": {
      const weights = members.map(({ weight }) => weight);
      const counts = chosenCounts(seed, weights, total);
      return members.map((member, m) => distinctRuptures(member, counts[m]!, sourceSeed(member.source.id, sesSeed)));
    }
    case "indep": {
      if (group.ruptureInterdependence !== "mutex")
        throw new InputError("event sets of clusters with independent sources need mutually exclusive ruptures", {
          parameter: "rup_interdep",
          allowed: "mutex",
        });
      const counts = distinctCounts(members.length, total, seed);
      return members.map(({ source, ruptureWeights }, m) => {
        const weights = ruptureWeights ?? new Float64Array(source.ruptures).fill(1 / source.ruptures);
        const occurrences = new Float64Array(source.ruptures);
        if (counts[m]! > 0)
          for (const index of chooseWeighted(new Pcg64(sourceSeed(source.id, sesSeed)), weights, counts[m]!))
            occurrences[index]!++;
        return occurrences;
      });
    }
    default:
      return members.map(({ source }) => new Float64Array(source.ruptures).fill(total));
  }
}

/** How often each of things with weights is chosen in `total` draws. */
function chosenCounts(seed: number, weights: readonly number[], total: number): Float64Array {
  const draws = new Pcg64(seed);
  const sum = weights.reduce((partial, weight) => partial + weight, 0);
  const sums: number[] = [];
  let running = 0;
  for (const weight of weights) {
    running += weight / sum;
    sums.push(running);
  }
  const counts = new Float64Array(weights.length);
  for (let i = 0; i < total; i++) {
    const value = draws.double();
    let chosen = 0;
    while (chosen < sums.length - 1 && sums[chosen]! < value) chosen++;
    counts[chosen]!++;
  }
  return counts;
}

/** Each time some of `things` happen, from one to all of them: how often each does. */
function distinctCounts(things: number, times: number, seed: number): Float64Array {
  const numbers = new Pcg64(seed);
  const happening = Float64Array.from({ length: times }, () => 1 + integerBelow(numbers, things));
  const choices = new Pcg64(seed);
  const counts = new Float64Array(things);
  for (const number of happening) for (const thing of chooseDistinct(choices, things, number)) counts[thing]!++;
  return counts;
}

function distinctRuptures({ source, probabilityOfOne }: GroupMember, times: number, seed: number): Float64Array {
  if (times === 0) return new Float64Array(source.ruptures);
  const counts = distinctCounts(source.ruptures, times, seed);
  return probabilityOfOne === undefined
    ? counts
    : counts.map((count, r) => Math.min(roundEven(count * probabilityOfOne[r]!), count));
}
