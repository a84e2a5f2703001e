/** Changes that a source-model logic tree makes to a distribution (docs/method/classical.md 6.7). */
import { InputError } from "../../input-error.ts";
import { alternativeCharacteristicMomentRate, gammaAndRate } from "./alternative-characteristic.ts";
import type { MfdSettings } from "./bins.ts";
import { checkMfd } from "./check.ts";
import {
  aValueFromMoment,
  momentRate,
  momentRateOfSlip,
  type ResolvedGutenbergRichter,
  withAValue,
  withMomentRate,
} from "./gutenberg-richter.ts";
import type { AlternativeCharacteristic, IncrementalMfd, MagnitudeFrequencyDistribution } from "./mfd.ts";

/** A change, by the name of its uncertainty type. */
export type MfdModification =
  | { readonly type: "bGRRelative"; readonly value: number }
  | { readonly type: "bGRAbsolute"; readonly value: number }
  | { readonly type: "bACRelative"; readonly value: number }
  | { readonly type: "bACAbsolute"; readonly value: number }
  | { readonly type: "maxMagGRRelative"; readonly value: number }
  | { readonly type: "maxMagGRRelativeNoMoBalance"; readonly value: number }
  | { readonly type: "maxMagGRAbsolute"; readonly value: number }
  | { readonly type: "abGRAbsolute"; readonly aValue: number; readonly bValue: number }
  | { readonly type: "abMaxMagAbsolute"; readonly aValue: number; readonly bValue: number; readonly maxMag: number }
  | {
      readonly type: "maxMagAndDeltaMagACRelative" | "maxMagAndDeltaMagACRelativeNoMoBalance";
      readonly maxMag: number;
      readonly deltaMag: number;
    }
  | { readonly type: "incrementalMFDAbsolute"; readonly mfd: IncrementalMfd }
  | {
      readonly type: "truncatedGRFromSlipAbsolute";
      /** mm/yr, GPa, and the constant of the moment-magnitude relation (usually 9.1). */
      readonly slipRate: number;
      readonly rigidity: number;
      readonly constantTerm: number;
    };

const KIND_NAMES: { readonly [kind in MagnitudeFrequencyDistribution["kind"]]: string } = {
  truncatedGR: "truncGutenbergRichterMFD",
  taperedGR: "taperedGutenbergRichterMFD",
  incremental: "incrementalMFD",
  arbitrary: "arbitraryMFD",
  youngsCoppersmith: "YoungsCoppersmithMFD",
  alternativeCharacteristic: "alternativeCharacteristicMFD",
  multi: "multiMFD",
};

/**
 * The distribution after a change; a multi-point distribution changes in every member. "Relative" changes of b and of the
 * largest magnitude keep the moment rate unless their name says otherwise.
 * @throws InputError if the kind does not support the change, or the result has no sense.
 */
export function modifyMfd(
  mfd: MagnitudeFrequencyDistribution,
  change: MfdModification,
  settings: MfdSettings,
): MagnitudeFrequencyDistribution {
  if (mfd.kind === "multi")
    return { ...mfd, members: mfd.members.map((member) => modifyMfd(member, change, settings)) };
  const changed = changedMfd(mfd, change, settings);
  if (changed === undefined)
    throw new InputError(`uncertainty ${change.type} is not supported by a ${KIND_NAMES[mfd.kind]}`, {
      parameter: change.type,
    });
  checkMfd(changed, settings);
  return changed;
}

function changedMfd(
  mfd: MagnitudeFrequencyDistribution,
  change: MfdModification,
  settings: MfdSettings,
): MagnitudeFrequencyDistribution | undefined {
  switch (mfd.kind) {
    case "truncatedGR":
      return changedGutenbergRichter(withAValue(mfd, settings.faultArea), change, settings);
    case "alternativeCharacteristic":
      return changedCharacteristic(mfd, change);
    case "incremental":
      return change.type === "incrementalMFDAbsolute" ? change.mfd : undefined;
    default:
      return undefined;
  }
}

function changedGutenbergRichter(
  mfd: ResolvedGutenbergRichter,
  change: MfdModification,
  settings: MfdSettings,
): ResolvedGutenbergRichter | undefined {
  switch (change.type) {
    case "bGRRelative":
      return withMomentRate({ ...mfd, bValue: mfd.bValue + change.value }, momentRate(mfd));
    case "bGRAbsolute":
      return { ...mfd, bValue: change.value };
    case "maxMagGRRelative":
      return withMomentRate({ ...mfd, maxMag: mfd.maxMag + change.value }, momentRate(mfd));
    case "maxMagGRRelativeNoMoBalance":
      return { ...mfd, maxMag: mfd.maxMag + change.value };
    case "maxMagGRAbsolute":
      return { ...mfd, maxMag: change.value };
    case "abGRAbsolute":
      return { ...mfd, aValue: change.aValue, bValue: change.bValue };
    case "abMaxMagAbsolute":
      return { ...mfd, aValue: change.aValue, bValue: change.bValue, maxMag: change.maxMag };
    case "truncatedGRFromSlipAbsolute": {
      if (settings.faultArea === undefined)
        throw new InputError("uncertainty truncatedGRFromSlipAbsolute applies to fault sources only", {
          parameter: change.type,
        });
      const moment = momentRateOfSlip(change.slipRate, change.rigidity, settings.faultArea);
      return { ...mfd, aValue: aValueFromMoment(moment, mfd.bValue, mfd.maxMag, change.constantTerm) };
    }
    default:
      return undefined;
  }
}

function changedCharacteristic(
  mfd: AlternativeCharacteristic,
  change: MfdModification,
): AlternativeCharacteristic | undefined {
  // Rates given at reference magnitudes are turned into gamma and a total rate once, when the source is made.
  const fixed: AlternativeCharacteristic = { ...mfd, rate: gammaAndRate(mfd) };
  switch (change.type) {
    case "bGRRelative":
      return keepingMoment(fixed, { ...fixed, bGR: fixed.bGR + change.value });
    case "bACRelative":
      return keepingMoment(fixed, { ...fixed, bAC: fixed.bAC + change.value });
    case "bGRAbsolute":
      return { ...fixed, bGR: change.value };
    case "bACAbsolute":
      return { ...fixed, bAC: change.value };
    case "maxMagGRAbsolute":
      return { ...fixed, maxMag: change.value };
    case "maxMagAndDeltaMagACRelative":
    case "maxMagAndDeltaMagACRelativeNoMoBalance": {
      const changed = {
        ...fixed,
        maxMag: fixed.maxMag + change.maxMag,
        deltaMag: fixed.deltaMag + change.deltaMag,
      };
      return change.type === "maxMagAndDeltaMagACRelative" ? keepingMoment(fixed, changed) : changed;
    }
    default:
      return undefined;
  }
}

/** Rescales the total rate so that the moment rate stays: it is proportional to it. */
function keepingMoment(before: AlternativeCharacteristic, after: AlternativeCharacteristic): AlternativeCharacteristic {
  const { gamma, totalRate } = gammaAndRate(after);
  const factor = alternativeCharacteristicMomentRate(before) / alternativeCharacteristicMomentRate(after);
  return { ...after, rate: { gamma, totalRate: totalRate * factor } };
}
