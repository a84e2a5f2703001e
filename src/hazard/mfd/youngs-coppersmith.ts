/** Characteristic-earthquake distribution of Youngs & Coppersmith (1985), from a total moment rate or a characteristic rate. */
import { InputError } from "../../input-error.ts";
import { binCentres, gutenbergRichterRate } from "./magnitude-bins.ts";
import type { MfdBins, YoungsCoppersmith1985 } from "./mfd.ts";

/** Width in magnitude of the characteristic part. */
export const CHARACTERISTIC_WIDTH = 0.5;

/** a-value of the Gutenberg-Richter part and annual rate of the characteristic part. */
export interface CharacteristicRates {
  readonly aValue: number;
  readonly characteristicRate: number;
}

/**
 * Characteristic-earthquake distribution: exponential up to the characteristic magnitude - 0.25, uniform over the half
 * magnitude above it at the exponential density of one magnitude below that part (Youngs & Coppersmith 1985, BSSA 75, 939).
 */
export function youngsCoppersmithBins(mfd: YoungsCoppersmith1985): MfdBins {
  const { aValue, characteristicRate } = characteristicRates(mfd);
  const { minMag, binWidth, bValue, characteristicMag } = mfd;
  const boundary = characteristicMag - CHARACTERISTIC_WIDTH / 2;
  const mags = binCentres(minMag, characteristicMag + CHARACTERISTIC_WIDTH / 2, binWidth, true);
  const rates = mags.map((mag) =>
    mag >= minMag && mag < boundary
      ? gutenbergRichterRate(aValue, bValue, mag - binWidth / 2, mag + binWidth / 2)
      : (characteristicRate / CHARACTERISTIC_WIDTH) * binWidth,
  );
  return { mags, rates };
}

/**
 * Rates of both parts, from the characteristic rate or, when that is not given, from the total moment rate (equations
 * 8 to 17 of the paper).
 * @throws InputError if neither is given.
 */
export function characteristicRates(mfd: YoungsCoppersmith1985): CharacteristicRates {
  if (mfd.characteristicRate !== undefined) {
    const { bValue, characteristicMag, characteristicRate } = mfd;
    const aValue =
      bValue * (characteristicMag - 1.25) +
      Math.log10(characteristicRate / CHARACTERISTIC_WIDTH) -
      Math.log10(bValue * Math.LN10);
    return { aValue, characteristicRate };
  }
  if (mfd.totalMomentRate !== undefined) return ratesOfMoment(mfd, mfd.totalMomentRate);
  throw new InputError("a YoungsCoppersmithMFD needs characteristicRate or totalMomentRate", {
    parameter: "characteristicRate",
  });
}

function ratesOfMoment(mfd: YoungsCoppersmith1985, totalMomentRate: number): CharacteristicRates {
  const { bValue: b, minMag, characteristicMag } = mfd;
  const beta = b * Math.LN10;
  const top = characteristicMag + CHARACTERISTIC_WIDTH / 2;
  const c1 = Math.exp(-beta * (top - minMag - 0.5));
  const c2 = Math.exp(-beta * (top - minMag - 1.5));
  const c3 = (beta * c2) / (2 * (1 - c1) + beta * c2);
  const c4 = (b * 10 ** -0.75) / (1.5 - b) + (b * Math.exp(beta) * (1 - 10 ** -0.75)) / 1.5;
  const all = ((1 - c1) * totalMomentRate) / ((1 - c3) * c1 * 10 ** (1.5 * top + 9.05) * c4);
  const characteristicRate = c3 * all;
  const spread = 10 ** (-b * minMag) - 10 ** (-b * (characteristicMag - CHARACTERISTIC_WIDTH / 2));
  return { aValue: Math.log10((all - characteristicRate) / spread), characteristicRate };
}
