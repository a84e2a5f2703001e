/** Sources of few ruptures on the surfaces of `small-geometries.ts`. */
import type { PointSource, SimpleFaultSource } from "../../src/hazard/sources/source.ts";
import { RAMP } from "./small-geometries.ts";

export const COMMON = {
  id: "s",
  name: "s",
  tectonicRegionType: "Active Shallow Crust",
  scaling: { name: "WC1994" },
  aspectRatio: 1,
} as const;

/** Magnitudes 5.25 and 5.75, two planes, one depth: four ruptures. */
export const POINT: PointSource = {
  ...COMMON,
  kind: "point",
  lon: 0,
  lat: 0,
  mfd: { kind: "arbitrary", mags: Float64Array.of(5.25, 5.75), rates: Float64Array.of(0.02, 0.01) },
  upperSeismogenicDepth: 0,
  lowerSeismogenicDepth: 15,
  nodalPlanes: [
    { probability: 0.6, strike: 0, dip: 90, rake: 0 },
    { probability: 0.4, strike: 45, dip: 60, rake: 90 },
  ],
  hypocentralDepths: [{ probability: 1, depth: 8 }],
};

/** One magnitude that floats on the ramp of 20 by 14 km. */
export const FAULT: SimpleFaultSource = {
  ...COMMON,
  kind: "simpleFault",
  mfd: { kind: "arbitrary", mags: Float64Array.of(6), rates: Float64Array.of(0.01) },
  rake: 90,
  geometry: RAMP,
};
