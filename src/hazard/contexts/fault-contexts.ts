/** Contexts of sources whose ruptures are in place: faults of every kind. */
import type { RuptureSet } from "../ruptures/rupture-set.ts";
import { withAdded } from "./added-rates.ts";
import { binnedDistances, type ContextSettings, type FamilyContexts, roundedMagnitude } from "./family-contexts.ts";
import { farthest } from "./maximum-distance.ts";
import { emitterOf } from "./surface-emitters.ts";

/**
 * @param ruptures sorted by bin; `rate` holds the share of each rupture in its magnitude's rate
 * @param mags the bins' magnitudes in the same order
 */
export function faultContexts(ruptures: RuptureSet, mags: Float64Array, settings: ContextSettings): FamilyContexts {
  const maximumDistances = binnedDistances(mags, settings.maximumDistance);
  const starts = binStarts(ruptures, mags);
  const limit = farthest(settings.maximumDistance);
  const emitter = emitterOf(ruptures, settings.minimumDistance);
  return {
    mags,
    units: 1,
    ruptures: ruptures.count,
    setTile: (tile) => emitter.setTile(tile, limit),
    ruptureCounts: Int32Array.from(mags, (_, bin) => starts[bin + 1]! - starts[bin]!),
    emit: (bin, _from, _to, collector, factor, added) => {
      const maximum = maximumDistances[bin]!;
      if (!(maximum >= 0)) return;
      const mag = roundedMagnitude(mags[bin]!);
      for (let r = starts[bin]!; r < starts[bin + 1]!; r++) {
        const weight = factor * ruptures.rate[r]!;
        const whole = added === undefined ? weight : withAdded(weight, added.ofRupture[r]!);
        emitter.emit(r, mag, maximum, collector, whole);
      }
    },
  };
}

/** First rupture of each bin, and the end of the last. */
function binStarts(ruptures: RuptureSet, mags: Float64Array): Int32Array {
  const starts = new Int32Array(mags.length + 1).fill(ruptures.count);
  let r = 0;
  for (let bin = 0; bin < mags.length; bin++) {
    starts[bin] = r;
    while (r < ruptures.count && ruptures.mag[r] === mags[bin]) r++;
  }
  starts[mags.length] = r;
  if (r !== ruptures.count) throw new Error("ruptures are not sorted by magnitude bin");
  return starts;
}
