import { describe, expect, test } from "bun:test";
import { singleRupture } from "../../../src/hazard/ruptures/whole-ruptures.ts";
import { faultRuptures, splitKiteBins } from "../../../src/hazard/sources/fault-ruptures.ts";
import type { KiteFaultSource } from "../../../src/hazard/sources/source.ts";
import { ruptureSurface, surfaceArea } from "../../../src/hazard/surfaces/rupture-surface.ts";

const SETTINGS = { ruptureMesh: 2, complexFaultMesh: undefined, floatingSteps: { alongStrike: 0, downDip: 0 } };

const KITE: KiteFaultSource = {
  kind: "kiteFault",
  id: "k",
  name: "kite",
  tectonicRegionType: "Active Shallow Crust",
  mfd: { kind: "arbitrary", mags: Float64Array.of(6), rates: Float64Array.of(1) },
  scaling: { name: "WC1994" },
  aspectRatio: 1.5,
  rake: 90,
  geometry: {
    kind: "kiteSurface",
    profiles: [
      Float64Array.of(0, 0, 0, 0, -0.12, 14),
      Float64Array.of(0.25, 0.03, 0, 0.26, -0.09, 14),
      Float64Array.of(0.5, 0.02, 0, 0.5, -0.1, 14),
    ],
  },
};

describe("bins of kite faults that are split by magnitude", () => {
  test("magnitudes are rounded to two decimals, equal ones joined", () => {
    const bins = { mags: Float64Array.of(6.0625, 6.0575, 6.1875), rates: Float64Array.of(1, 2, 4) };
    const split = splitKiteBins(KITE, bins, SETTINGS);
    expect(Array.from(split.mags)).toEqual([6.06, 6.19]);
    expect(Array.from(split.rates)).toEqual([3, 4]);
    // 6.065 is a little more than it says, 6.125 is exactly half way.
    const halves = { mags: Float64Array.of(6.065, 6.125), rates: Float64Array.of(1, 1) };
    expect(Array.from(splitKiteBins(KITE, halves, SETTINGS).mags)).toEqual([6.07, 6.12]);
  });

  test("a single magnitude stays as it is", () => {
    const bins = { mags: Float64Array.of(6.0625), rates: Float64Array.of(1) };
    expect(splitKiteBins(KITE, bins, SETTINGS)).toBe(bins);
  });

  test("magnitudes too large for the surface are left out", () => {
    const bins = { mags: Float64Array.of(6.01, 6.21, 8), rates: Float64Array.of(1, 1, 1) };
    expect(Array.from(splitKiteBins(KITE, bins, SETTINGS).mags)).toEqual([6.01, 6.21]);
  });
});

test("complex surfaces are refused without a spacing of their own, by name", () => {
  const geometry = {
    kind: "complexFaultGeometry",
    edges: [Float64Array.of(0, 0, 0, 0.3, 0, 0), Float64Array.of(0, -0.1, 10, 0.3, -0.1, 10)],
  } as const;
  expect(() => ruptureSurface(geometry, SETTINGS)).toThrow("need complex_fault_mesh_spacing");
  expect(() =>
    faultRuptures(
      { ...KITE, kind: "complexFault", geometry },
      { mags: Float64Array.of(6), rates: Float64Array.of(1) },
      SETTINGS,
    ),
  ).toThrow("need complex_fault_mesh_spacing");
  expect(surfaceArea(ruptureSurface({ ...geometry, spacing: 2 }, SETTINGS))!).toBeGreaterThan(400);
});

test("planes and kites do not mix in one surface", () => {
  const { geometry } = KITE;
  if (geometry.kind !== "kiteSurface") throw new Error("not a kite");
  const plane = {
    kind: "planarSurface",
    topLeft: [0, 0, 0],
    topRight: [0.1, 0, 0],
    bottomLeft: [0, 0, 10],
    bottomRight: [0.1, 0, 10],
  } as const;
  const mixed = { kind: "multiSurface", surfaces: [geometry, plane] } as const;
  expect(() => ruptureSurface(mixed, SETTINGS)).toThrow("mixes planes and kites");
});

test("a non-parametric rupture starts where it says", () => {
  const { geometry } = KITE;
  const surface = ruptureSurface(geometry, SETTINGS);
  const rupture = singleRupture(surface, 7.2, -45, [0.1, 0.2, 9]);
  expect(rupture.count).toBe(1);
  expect([rupture.mag[0], rupture.rake[0], rupture.rate[0]]).toEqual([7.2, -45, 0]);
  expect([rupture.hypoLon[0], rupture.hypoLat[0], rupture.hypoDepth[0]]).toEqual([0.1, 0.2, 9]);
});
