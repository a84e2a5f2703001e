/**
 * Losses by return period, from the losses of simulated events: empirical exceedance curves of single events (EP), of the sum in a
 * year (AEP) and of the largest in a year (OEP). Return periods are about events: the k-th largest of n has the period T/k.
 */
import { interpolate } from "../../numerics/interpolate.ts";

/** Factors on losses by return period, for what rare events cost beyond the damage (demand surge). Both increase. */
export interface PostLossAmplification {
  readonly returnPeriods: Float64Array;
  readonly factors: Float64Array;
}

/** 1 before the first return period, the last factor behind the last, linear between. */
export function amplificationAt({ returnPeriods, factors }: PostLossAmplification, period: number): number {
  if (period < returnPeriods[0]!) return 1;
  return interpolate(period, returnPeriods, factors);
}

/** 1, 2, 5, 10, 20 ... as far as `events` simulated in `years` tell: from years/events to years. */
export function automaticReturnPeriods(years: number, events: number): number[] {
  const periods: number[] = [];
  for (let decade = 1; decade <= years; decade *= 10)
    for (const step of [1, 2, 5]) {
      const period = decade * step;
      if (period >= years / events && period <= years) periods.push(period);
    }
  return periods;
}

/**
 * Losses ascending, with zeros before them for events without loss.
 * @param events at least as many as there are losses.
 */
export function paddedLosses(losses: Float32Array, events: number): Float32Array {
  const padded = new Float32Array(events);
  padded.set(losses, events - losses.length);
  return padded.sort();
}

/**
 * Loss at each return period: linear in the logarithm of the period between those of the events, 0 before the first, NaN behind
 * the simulated years.
 * @param losses of events, in any order
 */
export function lossesByPeriod(
  losses: Float32Array,
  periods: readonly number[],
  events: number,
  years: number,
  amplification?: PostLossAmplification,
): Float32Array {
  const padded = paddedLosses(losses, events);
  const logs = new Float64Array(events);
  for (let i = 0; i < events; i++) {
    const period = years / (events - i);
    logs[i] = Math.log(period);
    if (amplification !== undefined) padded[i]! *= amplificationAt(amplification, period);
  }
  return Float32Array.from(periods, (period) => {
    if (period > years) return Number.NaN;
    return period < years / events ? 0 : interpolate(Math.log(period), logs, padded);
  });
}

/** Losses of the years that have some: their sums, or the largest of each. */
export function lossesOfYears(losses: Float32Array, years: ArrayLike<number>, kind: "aep" | "oep"): Float32Array {
  const byYear = new Map<number, number>();
  for (let i = 0; i < losses.length; i++) {
    const before = byYear.get(years[i]!);
    if (before === undefined) byYear.set(years[i]!, losses[i]!);
    else byYear.set(years[i]!, kind === "aep" ? before + losses[i]! : Math.max(before, losses[i]!));
  }
  return Float32Array.from(byYear.values());
}
