/** From a distribution to its bins. */
import { InputError } from "../../input-error.ts";
import { alternativeCharacteristicBins } from "./alternative-characteristic.ts";
import { gutenbergRichterBins, withAValue } from "./gutenberg-richter.ts";
import type { MagnitudeFrequencyDistribution, MfdBins } from "./mfd.ts";
import { taperedBins } from "./tapered-gutenberg-richter.ts";
import { youngsCoppersmithBins } from "./youngs-coppersmith.ts";

/** What a distribution does not say itself. */
export interface MfdSettings {
  /** The job's `width_of_mfd_bin`. */
  readonly binWidth?: number | undefined;
  /** km2, for a rate given as slip rate: docs/method/sources.md 2 says on which mesh it is measured. */
  readonly faultArea?: number | undefined;
}

/**
 * The bins of a distribution in the reference's order, those of rate 0 dropped. Bins of a `multi` distribution are
 * those of its members one after the other; a multi-point source asks for each member by itself.
 * @throws InputError naming the parameter if a bin width or a fault area is needed and not given.
 */
export function mfdBins(mfd: MagnitudeFrequencyDistribution, settings: MfdSettings): MfdBins {
  switch (mfd.kind) {
    case "truncatedGR":
      return positive(gutenbergRichterBins(withAValue(mfd, settings.faultArea), neededWidth(mfd.binWidth, settings)));
    case "taperedGR":
      return positive(taperedBins(mfd, neededWidth(undefined, settings)));
    case "alternativeCharacteristic":
      return positive(alternativeCharacteristicBins(mfd, neededWidth(undefined, settings)));
    case "youngsCoppersmith":
      return positive(youngsCoppersmithBins(mfd));
    case "incremental":
      return positive({ mags: mfd.rates.map((_, i) => mfd.minMag + i * mfd.binWidth), rates: mfd.rates });
    case "arbitrary":
      return positive({ mags: mfd.mags, rates: mfd.rates });
    case "multi":
      return joined(mfd.members.map((member) => mfdBins(member, settings)));
  }
}

/** The width of the bins, from the distribution or the job. */
export function neededWidth(own: number | undefined, settings: MfdSettings): number {
  const width = own ?? settings.binWidth;
  if (width === undefined)
    throw new InputError("a Gutenberg-Richter distribution needs the width of its bins", {
      parameter: "width_of_mfd_bin",
    });
  return width;
}

function positive(bins: MfdBins): MfdBins {
  if (bins.rates.every((rate) => rate > 0)) return bins;
  const kept = Array.from(bins.rates.keys()).filter((i) => bins.rates[i]! > 0);
  return {
    mags: Float64Array.from(kept, (i) => bins.mags[i]!),
    rates: Float64Array.from(kept, (i) => bins.rates[i]!),
  };
}

function joined(parts: readonly MfdBins[]): MfdBins {
  return {
    mags: Float64Array.from(parts.flatMap((part) => Array.from(part.mags))),
    rates: Float64Array.from(parts.flatMap((part) => Array.from(part.rates))),
  };
}
