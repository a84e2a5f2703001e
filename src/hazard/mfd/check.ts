/** What makes a distribution meaningless. */
import { InputError } from "../../input-error.ts";
import { gammaAndRate } from "./alternative-characteristic.ts";
import { type MfdSettings, neededWidth } from "./bins.ts";
import type { AlternativeCharacteristic, MagnitudeFrequencyDistribution, YoungsCoppersmith1985 } from "./mfd.ts";
import { CHARACTERISTIC_WIDTH } from "./youngs-coppersmith.ts";

/**
 * Refuses a distribution that has no sense: non-positive widths or b-values, a range of less than a bin, negative
 * or absent rates. Texts are the reference's where clients may look for them.
 * @throws InputError
 */
export function checkMfd(mfd: MagnitudeFrequencyDistribution, settings: MfdSettings): void {
  switch (mfd.kind) {
    case "truncatedGR": {
      const width = neededWidth(mfd.binWidth, settings);
      checkRange("maximum", mfd.maxMag, mfd.minMag, width);
      refuseIf(!(mfd.bValue > 0), `b-value ${shown(mfd.bValue)} must be non-negative`, "bValue");
      refuseIf(
        mfd.aValue !== undefined && !Number.isFinite(mfd.aValue),
        `a-value ${mfd.aValue} is not finite`,
        "aValue",
      );
      return;
    }
    case "taperedGR": {
      const width = neededWidth(undefined, settings);
      checkRange("maximum", mfd.maxMag, mfd.minMag, width);
      refuseIf(!(mfd.bValue > 0), `b-value ${shown(mfd.bValue)} must be non-negative`, "bValue");
      checkRange("corner", mfd.cornerMag, mfd.minMag, width);
      return;
    }
    case "incremental":
      refuseIf(!(mfd.binWidth > 0), "bin width must be positive", "binWidth");
      checkRates(mfd.rates);
      refuseIf(!(mfd.minMag >= 0), "minimum magnitude must be non-negative", "minMag");
      return;
    case "arbitrary":
      refuseIf(
        mfd.mags.length !== mfd.rates.length,
        "lists of magnitudes and rates must have same length",
        "occurRates",
      );
      checkRates(mfd.rates);
      return;
    case "youngsCoppersmith":
      checkYoungsCoppersmith(mfd);
      return;
    case "alternativeCharacteristic":
      checkAlternativeCharacteristic(mfd, neededWidth(undefined, settings));
      return;
    case "multi":
      for (const member of mfd.members) checkMfd(member, settings);
  }
}

function checkRange(which: "maximum" | "corner", mag: number, minMag: number, width: number): void {
  refuseIf(!(width > 0), `bin width ${shown(width)} must be positive`, "width_of_mfd_bin");
  refuseIf(!(minMag >= 0), `minimum magnitude ${shown(minMag)} must be non-negative`, "minMag");
  refuseIf(
    !(mag >= minMag + width),
    `${which} magnitude ${shown(mag)} must be higher than minimum magnitude ${shown(minMag)} by bin width ${shown(width)} at least`,
    which === "maximum" ? "maxMag" : "cornerMag",
  );
}

function checkRates(rates: Float64Array): void {
  refuseIf(rates.length === 0, "at least one bin must be specified", "occurRates");
  refuseIf(!rates.every((rate) => rate >= 0), "all occurrence rates must not be negative", "occurRates");
  refuseIf(!rates.some((rate) => rate > 0), "at least one occurrence rate must be positive", "occurRates");
}

function checkYoungsCoppersmith(mfd: YoungsCoppersmith1985): void {
  const { minMag, bValue, characteristicMag, characteristicRate, totalMomentRate, binWidth } = mfd;
  refuseIf(
    characteristicRate === undefined && totalMomentRate === undefined,
    "a YoungsCoppersmithMFD needs characteristicRate or totalMomentRate",
    "characteristicRate",
  );
  refuseIf(!(minMag > 0), "minimum magnitude must be positive", "minMag");
  refuseIf(!(bValue > 0), "b value must be positive", "bValue");
  refuseIf(!(characteristicMag > 0), "characteristic magnitude must be positive", "characteristicMag");
  refuseIf(
    characteristicRate !== undefined && !(characteristicRate > 0),
    "characteristic rate must be positive",
    "characteristicRate",
  );
  refuseIf(
    !(binWidth > 0 && binWidth <= CHARACTERISTIC_WIDTH),
    `bin width must be in the range (0, ${CHARACTERISTIC_WIDTH}] to allow for at least one magnitude bin representing the characteristic distribution`,
    "binWidth",
  );
  refuseIf(
    !(characteristicMag - CHARACTERISTIC_WIDTH / 2 >= minMag + binWidth),
    "Maximum magnitude of the G-R distribution (char_mag - 0.25) must be greater than the minimum magnitude by at least one magnitude bin.",
    "characteristicMag",
  );
}

function checkAlternativeCharacteristic(mfd: AlternativeCharacteristic, width: number): void {
  checkRange("maximum", mfd.maxMag, mfd.minMag, width);
  refuseIf(!(mfd.bGR > 0), `b_GR ${shown(mfd.bGR)} must be positive`, "bGR");
  refuseIf(!(mfd.bAC > 0), `b_AC ${shown(mfd.bAC)} must be positive`, "bAC");
  refuseIf(mfd.bAC === 1.5, "b_AC cannot equal 1.5: the rates of the two parts would not be defined", "bAC");
  refuseIf(!(mfd.deltaMag > 0), `delta_m_AC ${shown(mfd.deltaMag)} must be positive`, "deltaMagAC");
  const boundary = mfd.maxMag - mfd.deltaMag;
  refuseIf(
    boundary <= mfd.minMag,
    `AC zone boundary (max_mag - delta_m_AC = ${shown(boundary)}) must be greater than min_mag ${shown(mfd.minMag)}`,
    "deltaMagAC",
  );
  const { gamma, totalRate } = gammaAndRate(mfd);
  refuseIf(!(gamma > 0 && gamma < 1), `gamma ${shown(gamma)} must be between 0 and 1`, "gamma");
  refuseIf(!(totalRate > 0), `total_rate ${shown(totalRate)} must be positive`, "totalRate");
}

function refuseIf(wrong: boolean, message: string, parameter: string): void {
  if (wrong) throw new InputError(message, { parameter });
}

/** Six significant digits without trailing zeros. */
function shown(x: number): string {
  return String(Number(x.toPrecision(6)));
}
