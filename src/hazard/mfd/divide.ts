/** The distribution of an area source divided among the points that stand for it. */
import { InputError } from "../../input-error.ts";
import { gammaAndRate } from "./alternative-characteristic.ts";
import type { MagnitudeFrequencyDistribution } from "./mfd.ts";
import { characteristicRates } from "./youngs-coppersmith.ts";

/**
 * The share of one of `parts` equal points of an area source.
 * @throws InputError for kinds that cannot be divided: tapered Gutenberg-Richter, multi-point, rates given by slip.
 */
export function divideMfd(mfd: MagnitudeFrequencyDistribution, parts: number): MagnitudeFrequencyDistribution {
  switch (mfd.kind) {
    case "truncatedGR":
      if (mfd.aValue === undefined) throw cannot("truncated Gutenberg-Richter MFD with slipRate", "slipRate");
      return { ...mfd, aValue: mfd.aValue - Math.log10(parts) };
    case "incremental":
    case "arbitrary":
      return { ...mfd, rates: mfd.rates.map((rate) => rate / parts) };
    case "youngsCoppersmith":
      return { ...mfd, characteristicRate: characteristicRates(mfd).characteristicRate / parts };
    case "alternativeCharacteristic": {
      const { gamma, totalRate } = gammaAndRate(mfd);
      return { ...mfd, rate: { gamma, totalRate: totalRate / parts } };
    }
    case "taperedGR":
      throw cannot("tapered Gutenberg-Richter MFD", "taperedGutenbergRichterMFD");
    case "multi":
      throw cannot("multi-point MFD", "multiMFD");
  }
}

function cannot(what: string, parameter: string): InputError {
  return new InputError(`an area source cannot have a ${what}: its rate cannot be shared among points`, { parameter });
}
