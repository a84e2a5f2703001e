/**
 * How the ruptures of a source become contexts, whatever its geometry.
 *
 * Magnitudes come one after the other, so that variants of the source that differ in rates only can share what is
 * computed for a magnitude.
 */
import { roundEven } from "../../geo/rounding.ts";
import type { RuptureSet } from "../ruptures/rupture-set.ts";
import type { AddedRates } from "./added-rates.ts";
import type { ContextCollector, RuptureValues } from "./context-collector.ts";
import { coversMagnitude, distanceAt, type MaximumDistance } from "./maximum-distance.ts";
import type { SiteTile } from "./tile.ts";

export interface FamilyContexts {
  /** Distinct magnitudes, unrounded, in the order of the source's bins. */
  readonly mags: Float64Array;
  /** Pieces that can be computed apart from each other: points of point-like sources, 1 for faults. */
  readonly units: number;
  /** Ruptures of all magnitudes and units. */
  readonly ruptures: number;
  /** Says which sites follow. */
  readonly setTile: (tile: SiteTile) => void;
  /**
   * For ruptures that list the probabilities of 0, 1, 2 ... occurrences in the investigation time: these, by rupture. The
   * weight of a context is then the number of its rupture in this list, whatever `factor`.
   */
  readonly occurrences?: readonly Float64Array[];
  /**
   * Adds the contexts of one magnitude and the units from..to-1. The weight of each is `factor` times the share of its rupture in
   * the magnitude's rate, and what is added to the rate of that rupture.
   */
  readonly emit: (
    bin: number,
    from: number,
    to: number,
    collector: ContextCollector,
    factor: number,
    added?: AddedRates,
  ) => void;
  /** Ruptures of each magnitude in each unit, of contexts whose ruptures can have rates added. */
  readonly ruptureCounts?: ArrayLike<number>;
}

export interface ContextSettings {
  readonly maximumDistance: MaximumDistance;
  /** km; distances below are raised to it. */
  readonly minimumDistance: number;
}

/**
 * Models see magnitudes rounded to three decimals (docs/method/classical.md 3.3); ties go to the even digit.
 * @example roundedMagnitude(6.456) = 6.456
 */
export function roundedMagnitude(mag: number): number {
  return roundEven(mag * 1000) / 1000;
}

/**
 * Maximum distance of each magnitude of a fault source: that of the smallest magnitude in the same bin of 0.01
 * (docs/method/classical.md 2.2). NaN for magnitudes outside the table, whose ruptures are dropped.
 * @param hundredfold 100 times a magnitude in the precision that the reference has for it; its integer part is the bin
 */
export function binnedDistances(
  mags: Float64Array,
  table: MaximumDistance,
  hundredfold: (mag: number) => number = (mag) => 100 * mag,
): Float64Array {
  const smallest = new Map<number, number>();
  for (const mag of mags) {
    if (!coversMagnitude(table, mag)) continue;
    const bin = Math.trunc(hundredfold(mag));
    smallest.set(bin, Math.min(mag, smallest.get(bin) ?? mag));
  }
  return mags.map((mag) =>
    coversMagnitude(table, mag) ? distanceAt(table, smallest.get(Math.trunc(hundredfold(mag)))!) : Number.NaN,
  );
}

/** Values of the rupture columns of rupture `r` into `out`, with the magnitude that models see. */
export function readRuptureValues(ruptures: RuptureSet, r: number, mag: number, out: RuptureValues): void {
  out.mag = mag;
  out.rake = ruptures.rake[r]!;
  out.dip = ruptures.dip[r]!;
  out.strike = ruptures.strike[r]!;
  out.ztor = ruptures.ztor[r]!;
  out.zbot = ruptures.zbot[r]!;
  out.width = ruptures.width[r]!;
  out.hypo_depth = ruptures.hypoDepth[r]!;
  out.hypo_lon = ruptures.hypoLon[r]!;
  out.hypo_lat = ruptures.hypoLat[r]!;
}
