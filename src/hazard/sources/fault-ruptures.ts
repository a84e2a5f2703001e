/** The ruptures of any fault: floating ones, and whole surfaces of characteristic sources. */
import { roundEven } from "../../geo/rounding.ts";
import type { MfdBins } from "../mfd/mfd.ts";
import type { RuptureSet } from "../ruptures/rupture-set.ts";
import { wholeRuptures } from "../ruptures/whole-ruptures.ts";
import { neededComplexSpacing, ruptureSurface, type SurfaceSpacings } from "../surfaces/rupture-surface.ts";
import { complexFaultRuptures, prepareComplexFault } from "./complex-fault.ts";
import { countKiteFaultRuptures, type FloatingSteps, kiteFaultRuptures, prepareKiteFault } from "./kite-fault.ts";
import { prepareSimpleFault, simpleFaultRuptures } from "./simple-fault.ts";
import type { CharacteristicFaultSource, ComplexFaultSource, KiteFaultSource, SimpleFaultSource } from "./source.ts";

export type FaultSource = SimpleFaultSource | ComplexFaultSource | CharacteristicFaultSource | KiteFaultSource;

/** Parameters of a job that decide how faults are cut up. */
export interface FaultSettings extends SurfaceSpacings {
  readonly floatingSteps: FloatingSteps;
}

/**
 * @param bins in the order of magnitude that the ruptures are wanted in
 * @throws InputError for a geometry that is no surface, a spacing that is missing or too large, magnitudes that do not fit
 */
export function faultRuptures(source: FaultSource, bins: MfdBins, settings: FaultSettings): RuptureSet {
  const place = source.origin ?? {};
  switch (source.kind) {
    case "simpleFault":
      return simpleFaultRuptures(prepareSimpleFault(source, bins, settings.ruptureMesh), bins);
    case "complexFault": {
      const spacing = source.geometry.spacing ?? neededComplexSpacing(settings.complexFaultMesh, place);
      return complexFaultRuptures(prepareComplexFault(source, spacing), bins);
    }
    case "kiteFault":
      return kiteFaultRuptures(prepareKiteFault(source, settings.ruptureMesh), bins, settings.floatingSteps);
    case "characteristicFault":
      return wholeRuptures(ruptureSurface(source.surface, settings, place), source.rake, bins);
  }
}

/**
 * The bins that a kite fault has once it is split by magnitude: magnitudes rounded to two decimals, equal ones joined. Bins that no
 * block of the mesh fits are left out; where a single magnitude remains, the source is not split and keeps it as it is.
 */
export function splitKiteBins(source: KiteFaultSource, bins: MfdBins, settings: FaultSettings): MfdBins {
  const fault = prepareKiteFault(source, settings.ruptureMesh);
  const rates = new Map<number, number>();
  for (let bin = 0; bin < bins.mags.length; bin++) {
    const mag = bins.mags[bin]!;
    if (countKiteFaultRuptures(fault, mag, settings.floatingSteps) === 0) continue;
    const rounded = twoDecimals(mag);
    rates.set(rounded, (rates.get(rounded) ?? 0) + bins.rates[bin]!);
  }
  if (rates.size === 1) return bins;
  return { mags: Float64Array.from(rates.keys()), rates: Float64Array.from(rates.values()) };
}

/** Correctly rounded; exact halves, which only eighths can be, go to the even digit. */
function twoDecimals(mag: number): number {
  return Number.isInteger(8 * mag) ? roundEven(100 * mag) / 100 : Number(mag.toFixed(2));
}
