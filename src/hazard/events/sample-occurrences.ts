/**
 * How often the ruptures of a source happen in all event sets, and on which paths of the source-model tree
 * (docs/method/events.md 3.2 and 3.3).
 */
import { multinomial } from "../../numerics/random/binomial.ts";
import { crc32 } from "../../numerics/random/crc32.ts";
import { Pcg64 } from "../../numerics/random/pcg64.ts";
import { poisson } from "../../numerics/random/poisson.ts";
import type { RuptureOccurrence } from "../sources/source-ruptures.ts";
import type { EventSource } from "./event-sources.ts";

export interface EventSetSettings {
  /** Years. */
  readonly investigationTime: number;
  /** `ses_per_logic_tree_path`. */
  readonly eventSets: number;
  /** `ses_seed`. */
  readonly seed: number;
}

/** Occurrences of one rupture on one path of the source-model tree. */
export interface SampledRupture {
  /** In the source. */
  readonly index: number;
  readonly path: number;
  readonly occurrences: number;
  /** Unique in the calculation. */
  readonly id: number;
  /** Of the rupture's own draws. */
  readonly seed: number;
}

/** Ruptures of one source have numbers below this. */
const RUPTURES_A_SOURCE = 2 ** 30;

/**
 * Seed of the draws of a source: the CRC-32 of its id, started from `seed`.
 * @example sourceSeed('fault-1', 42) = 3215040977
 */
export function sourceSeed(id: string, seed: number): number {
  return crc32(id, seed);
}

export function ruptureId(source: EventSource, number: number): number {
  return number + source.number * RUPTURES_A_SOURCE;
}

/** Ruptures of a source of its own that occur, in the order of the source. */
export function sampleSource(
  source: EventSource,
  occurrence: RuptureOccurrence,
  settings: EventSetSettings,
): SampledRupture[] {
  const seed = sourceSeed(source.id, settings.seed);
  const draws = new Pcg64(seed);
  const shares = new Pcg64(seed);
  const samples = source.samplings.reduce((sum, sampling) => sum + sampling.samples, 0);
  const parts = source.samplings.map((sampling) => sampling.samples / samples);
  const sets = settings.eventSets * samples;
  const occurrences =
    occurrence.kind === "rates"
      ? poissonOccurrences(draws, occurrence.rates, settings.investigationTime, sets)
      : nonParametricOccurrences(draws, occurrence.ofRupture, sets);
  const out: SampledRupture[] = [];
  for (let index = 0; index < occurrences.length; index++) {
    const total = occurrences[index]!;
    if (total === 0) continue;
    const shared = multinomial(shares, total, parts);
    for (let i = 0; i < parts.length; i++) {
      if (shared[i] === 0) continue;
      const id = ruptureId(source, source.offset + index + i * source.ruptures);
      out.push({ index, path: source.samplings[i]!.path, occurrences: shared[i]!, id, seed: id + settings.seed });
    }
  }
  return out;
}

function poissonOccurrences(draws: Pcg64, rates: Float64Array, time: number, sets: number): Float64Array {
  return rates.map((rate) => poisson(draws, rate * time * sets));
}

function nonParametricOccurrences(draws: Pcg64, probabilities: readonly Float64Array[], sets: number): Float64Array {
  return Float64Array.from(probabilities, (ofRupture) => {
    const sums = runningSums(ofRupture);
    let total = 0;
    for (let i = 0; i < sets; i++) total += countUpTo(sums, draws.double());
    return total;
  });
}

function runningSums(values: Float64Array): Float64Array {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}

/** How many of the ascending `sums` are at or below `value`. */
function countUpTo(sums: Float64Array, value: number): number {
  let count = 0;
  while (count < sums.length && sums[count]! <= value) count++;
  return count;
}
