/** The definitions in the golden geometry files, as our typed values. */
import { aValueFromMoment } from "../../src/hazard/mfd/gutenberg-richter.ts";
import type { MagnitudeFrequencyDistribution } from "../../src/hazard/mfd/mfd.ts";
import type { AspectRatio } from "../../src/hazard/ruptures/aspect-ratio.ts";
import type { HypocentralDepth, NodalPlane } from "../../src/hazard/ruptures/point-distributions.ts";
import type { ScalingRelationName } from "../../src/hazard/sources/source.ts";

export interface GoldenMfd {
  readonly type: string;
  readonly min_mag?: number;
  readonly max_mag?: number;
  readonly bin_width?: number;
  readonly a_val?: number;
  readonly b_val?: number;
  readonly moment_rate?: number;
  readonly d_val?: number;
  readonly slip_rate?: number;
  readonly rigidity?: number;
  readonly area?: number;
  readonly corner_mag?: number;
  readonly char_mag?: number;
  readonly char_rate?: number;
  readonly total_moment_rate?: number;
  readonly magnitudes?: number[];
  readonly occurrence_rates?: number[];
  readonly b_GR?: number;
  readonly b_AC?: number;
  readonly gamma?: number;
  readonly delta_m_AC?: number;
  readonly total_rate?: number;
  readonly ref_mag_GR?: number;
  readonly rate_ref_GR?: number;
  readonly ref_mag_AC?: number;
  readonly rate_ref_AC?: number;
}

/** Undefined for two constructors of the reference's library that no file can state. */
export function mfdOfGolden(m: GoldenMfd): MagnitudeFrequencyDistribution | undefined {
  switch (m.type) {
    case "truncGR":
      return { kind: "truncatedGR", minMag: m.min_mag!, maxMag: m.max_mag!, aValue: m.a_val!, bValue: m.b_val! };
    case "truncGR_from_moment":
      return {
        kind: "truncatedGR",
        minMag: m.min_mag!,
        maxMag: m.max_mag!,
        bValue: m.b_val!,
        aValue: aValueFromMoment(m.moment_rate!, m.b_val!, m.max_mag!, m.d_val),
      };
    case "truncGR_from_slip_rate":
      return {
        kind: "truncatedGR",
        minMag: m.min_mag!,
        maxMag: m.max_mag!,
        bValue: m.b_val!,
        slipRate: m.slip_rate!,
        rigidity: m.rigidity!,
      };
    case "even":
      return {
        kind: "incremental",
        minMag: m.min_mag!,
        binWidth: m.bin_width!,
        rates: Float64Array.from(m.occurrence_rates!),
      };
    case "arbitrary":
      return {
        kind: "arbitrary",
        mags: Float64Array.from(m.magnitudes!),
        rates: Float64Array.from(m.occurrence_rates!),
      };
    case "tapered":
      return {
        kind: "taperedGR",
        minMag: m.min_mag!,
        maxMag: m.max_mag!,
        cornerMag: m.corner_mag!,
        aValue: m.a_val!,
        bValue: m.b_val!,
      };
    case "YC":
      return {
        kind: "youngsCoppersmith",
        minMag: m.min_mag!,
        bValue: m.b_val!,
        characteristicMag: m.char_mag!,
        binWidth: m.bin_width!,
        ...((m.char_rate ?? undefined) === undefined ? {} : { characteristicRate: m.char_rate! }),
        ...((m.total_moment_rate ?? undefined) === undefined ? {} : { totalMomentRate: m.total_moment_rate! }),
      };
    case "altchar":
    case "altchar_from_reference_rates":
      return {
        kind: "alternativeCharacteristic",
        minMag: m.min_mag!,
        maxMag: m.max_mag!,
        bGR: m.b_GR!,
        bAC: m.b_AC!,
        deltaMag: m.delta_m_AC!,
        rate:
          (m.gamma ?? undefined) === undefined
            ? {
                refMagGR: m.ref_mag_GR!,
                rateRefGR: m.rate_ref_GR!,
                refMagAC: m.ref_mag_AC!,
                rateRefAC: m.rate_ref_AC!,
              }
            : { gamma: m.gamma!, totalRate: m.total_rate! },
      };
    case "YC_from_total_moment_rate":
    case "tapered_from_moment":
      return undefined;
    default:
      throw new Error(`unknown golden MFD ${m.type}`);
  }
}

export function scalingOfGolden(text: string): ScalingRelationName {
  const constant = /^(CScalingMSR).*?([\d.]+)\)?$/.exec(text);
  return constant === null ? { name: text } : { name: constant[1]!, constant: Number(constant[2]) };
}

export function planesOfGolden(planes: readonly number[][]): NodalPlane[] {
  return planes.map(([probability, strike, dip, rake]) => ({
    probability: probability!,
    strike: strike!,
    dip: dip!,
    rake: rake!,
  }));
}

export function depthsOfGolden(depths: readonly (number | null)[][]): HypocentralDepth[] {
  return depths.map(([probability, depth, fraction]) => ({
    probability: probability!,
    depth: depth!,
    ...(fraction === null || fraction === undefined ? {} : { downDipFraction: fraction }),
  }));
}

export function aspectOfGolden(aspect: number | { mag_points: [number, number][] }): AspectRatio {
  if (typeof aspect === "number") return aspect;
  return {
    mags: Float64Array.from(aspect.mag_points, ([mag]) => mag),
    ratios: Float64Array.from(aspect.mag_points, ([, ratio]) => ratio),
  };
}
