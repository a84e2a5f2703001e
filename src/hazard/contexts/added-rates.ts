/**
 * Rates of occurrence that are added to those of single ruptures of a source, as after a strong earthquake (aftershock
 * hazard): listed by the number that the reference engine gives a rupture within its source (docs/method/sources.md 8).
 */
import { InputError } from "../../input-error.ts";

/** Of the ruptures of one source, in the unit of the weights that they are added to. */
export interface AddedRates {
  /** By unit, within it by magnitude, within it in the order of the source. */
  readonly ofRupture: Float64Array;
  /** Of the averages that stand for the ruptures of one point and magnitude: units x magnitudes. */
  readonly ofAverage: Float64Array;
}

/** How many ruptures a source has where. */
export interface RuptureLayout {
  /** Points of point-like sources, 1 for others. */
  readonly units: number;
  /** Ruptures of each magnitude in each unit. */
  readonly ofBin: ArrayLike<number>;
}

/** Differences of annual rates by number of the rupture within its source. */
export interface RateDifferences {
  readonly ruptures: Uint32Array;
  readonly differences: Float64Array;
}

/** A source's magnitudes as places among those of the contexts, in the source's own order, for a unit. */
export type OwnBins = (unit: number) => ArrayLike<number>;

/**
 * @param factor what annual rates are multiplied with
 * @param averageSums an average gets the sum over the ruptures it stands for. Otherwise the difference of the rupture whose
 *   number the reference gives to it: it counts one rupture a magnitude there.
 * @throws InputError for a rupture that the source does not have
 */
export function addedRates(
  sourceId: string,
  { ruptures, differences }: RateDifferences,
  { units, ofBin }: RuptureLayout,
  ownBins: OwnBins,
  factor: number,
  averageSums: boolean,
): AddedRates {
  const bins = ofBin.length;
  const starts = new Float64Array(bins + 1);
  for (let bin = 0; bin < bins; bin++) starts[bin + 1] = starts[bin]! + ofBin[bin]!;
  const inUnit = starts[bins]!;
  let count = 0;
  for (let unit = 0; unit < units; unit++) for (const bin of Array.from(ownBins(unit))) count += ofBin[bin]!;
  const byNumber = new Float64Array(count);
  for (const [i, rupture] of ruptures.entries()) {
    if (rupture >= count)
      throw new InputError(`source ${sourceId} has no rupture ${rupture}`, {
        parameter: "delta_rates_file",
        allowed: `rup_id from 0 to ${count - 1}`,
      });
    byNumber[rupture] = factor * differences[i]!;
  }
  const ofRupture = new Float64Array(units * inUnit);
  const ofAverage = new Float64Array(units * bins);
  let number = 0;
  for (let unit = 0; unit < units; unit++) {
    const first = number;
    for (const [place, bin] of Array.from(ownBins(unit)).entries())
      for (let position = 0; position < ofBin[bin]!; position++, number++) {
        ofRupture[unit * inUnit + starts[bin]! + position]! += byNumber[number]!;
        if (averageSums) ofAverage[unit * bins + bin]! += byNumber[number]!;
        else if (position === 0) ofAverage[unit * bins + bin]! += byNumber[first + place]!;
      }
  }
  return { ofRupture, ofAverage };
}

/**
 * @throws InputError for a difference that takes away more than there is
 * @example withAdded(0.01, 0.002) = 0.012
 */
export function withAdded(weight: number, added: number): number {
  const sum = weight + added;
  if (sum < 0)
    throw new InputError(
      `a delta takes away more than the whole rate of its rupture: ${-added} of ${weight} occurrences in the investigation time`,
      { parameter: "delta_rates_file", allowed: "deltas whose sum with the rupture's own rate is not negative" },
    );
  return sum;
}
