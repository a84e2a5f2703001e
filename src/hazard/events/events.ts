/**
 * Events of ruptures: which realization each belongs to, in which year and event set it happens
 * (docs/method/events.md 3.6).
 */
import { integerBelow } from "../../numerics/random/integers.ts";
import { Pcg64 } from "../../numerics/random/pcg64.ts";

export interface EventTable {
  readonly count: number;
  /** Row of the rupture of each event. Events of a rupture follow each other, in the order of the ruptures. */
  readonly rupture: Uint32Array;
  readonly realization: Uint16Array;
  /** From 1. */
  readonly year: Uint32Array;
  /** From 1. */
  readonly eventSet: Uint32Array;
}

/** Ruptures sorted by tectonic region and path, then id. */
export interface EventRuptures {
  readonly occurrences: ArrayLike<number>;
  readonly seed: ArrayLike<number>;
  /**
   * Realizations that the events of a rupture may belong to: those of its path, by model of its region (models by name),
   * ascending for each.
   */
  readonly realizationsOf: (rupture: number) => ArrayLike<number>;
}

/** Realization of each event of a rupture: every one with the same probability, whatever the weights. */
export function drawRealizations(seed: number, realizations: ArrayLike<number>, count: number): Uint16Array {
  const draws = new Pcg64(seed);
  const n = realizations.length;
  const sums = new Float64Array(n);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += 1 / n;
    sums[i] = sum;
  }
  const out = new Uint16Array(count);
  for (let e = 0; e < count; e++) {
    const value = draws.double();
    // The sums are even but for rounding: the guess is off by one at most.
    let chosen = Math.min(Math.floor(value * n), n - 1);
    while (chosen > 0 && sums[chosen - 1]! >= value) chosen--;
    while (chosen < n - 1 && sums[chosen]! < value) chosen++;
    out[e] = realizations[chosen]!;
  }
  return out;
}

/**
 * @param time.years length of all event sets of a realization in whole years, at least 1
 * @param time.realizations of the logic tree
 */
export function makeEvents(
  ruptures: EventRuptures,
  time: { readonly years: number; readonly eventSets: number; readonly realizations: number; readonly seed: number },
): EventTable {
  const { occurrences, seed, realizationsOf } = ruptures;
  let count = 0;
  for (let r = 0; r < occurrences.length; r++) count += occurrences[r]!;
  const rupture = new Uint32Array(count);
  const realization = new Uint16Array(count);
  let event = 0;
  for (let r = 0; r < occurrences.length; r++) {
    const own = drawRealizations(seed[r]!, realizationsOf(r), occurrences[r]!);
    realization.set(own, event);
    rupture.fill(r, event, event + own.length);
    event += own.length;
  }
  return { count, rupture, realization, ...drawTimes(realization, time) };
}

/** Years realization by realization, then event sets; the two are not linked to each other. */
function drawTimes(
  realization: Uint16Array,
  {
    years,
    eventSets,
    realizations,
    seed,
  }: { readonly years: number; readonly eventSets: number; readonly realizations: number; readonly seed: number },
): { year: Uint32Array; eventSet: Uint32Array } {
  const draws = new Pcg64(seed);
  const order = eventsByRealization(realization, realizations);
  const year = new Uint32Array(realization.length);
  for (const event of order) year[event] = realization[event]! * years + 1 + integerBelow(draws, years);
  const eventSet = new Uint32Array(realization.length);
  for (let e = 0; e < eventSet.length; e++) eventSet[e] = 1 + integerBelow(draws, eventSets);
  return { year, eventSet };
}

/** Events sorted by realization, ascending inside each. */
function eventsByRealization(realization: Uint16Array, realizations: number): Uint32Array {
  const next = new Uint32Array(realizations + 1);
  for (const r of realization) next[r + 1]!++;
  for (let r = 0; r < realizations; r++) next[r + 1]! += next[r]!;
  const out = new Uint32Array(realization.length);
  for (let e = 0; e < realization.length; e++) out[next[realization[e]!]!++] = e;
  return out;
}
