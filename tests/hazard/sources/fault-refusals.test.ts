import { describe, expect, test } from "bun:test";
import type { MfdBins } from "../../../src/hazard/mfd/mfd.ts";
import { aspectRatioAt } from "../../../src/hazard/ruptures/aspect-ratio.ts";
import { prepareComplexFault } from "../../../src/hazard/sources/complex-fault.ts";
import { prepareKiteFault } from "../../../src/hazard/sources/kite-fault.ts";
import { prepareSimpleFault, simpleFaultRuptures } from "../../../src/hazard/sources/simple-fault.ts";
import type { ComplexFaultSource, KiteFaultSource, SimpleFaultSource } from "../../../src/hazard/sources/source.ts";
import { kiteMultiSurface } from "../../../src/hazard/surfaces/kite-multi-surface.ts";
import { fittedOrientation } from "../../../src/hazard/surfaces/plane-fit.ts";
import type { SimpleFaultGeometry } from "../../../src/hazard/surfaces/surface-geometry.ts";
import { wholeSurface } from "../../../src/hazard/surfaces/whole-surface.ts";
import { expectClose } from "../../geo/closeness.ts";

const BINS: MfdBins = { mags: Float64Array.of(6.5), rates: Float64Array.of(0.01) };

const GEOMETRY: SimpleFaultGeometry = {
  kind: "simpleFaultGeometry",
  trace: Float64Array.from([10, 45, 10.3, 45.2]),
  dip: 60,
  upperSeismogenicDepth: 2,
  lowerSeismogenicDepth: 15,
};

const COMMON = {
  id: "f",
  name: "fault",
  tectonicRegionType: "Active Shallow Crust",
  origin: { file: "model.xml", line: 12 },
  mfd: { kind: "arbitrary", mags: BINS.mags, rates: BINS.rates },
  scaling: { name: "WC1994" },
  aspectRatio: 1.5,
  rake: 90,
} as const;

function simple(geometry: Partial<SimpleFaultGeometry>, rest: Partial<SimpleFaultSource> = {}): SimpleFaultSource {
  return { ...COMMON, kind: "simpleFault", geometry: { ...GEOMETRY, ...geometry }, ...rest };
}

function complex(...edges: number[][]): ComplexFaultSource {
  const geometry = { kind: "complexFaultGeometry", edges: edges.map((edge) => Float64Array.from(edge)) } as const;
  return { ...COMMON, kind: "complexFault", geometry };
}

describe("a simple fault is refused with file and line", () => {
  const cases: [string, SimpleFaultSource, number, string][] = [
    ["one point", simple({ trace: Float64Array.from([10, 45, 10, 45]) }), 2, "1 distinct point"],
    [
      "a trace across itself",
      simple({ trace: Float64Array.from([10, 45, 10.5, 45.5, 10.5, 45, 10, 45.5]) }),
      2,
      "intersects itself",
    ],
    ["no dip", simple({ dip: 0 }), 2, "dip of a simple fault is 0"],
    ["depths upside down", simple({ lowerSeismogenicDepth: 1 }), 2, "not below the upper one"],
    ["a fault in the air", simple({ upperSeismogenicDepth: -1 }), 2, "above the fault trace"],
    ["no spacing", simple({}), 0, "rupture mesh spacing is 0 km"],
    ["a spacing larger than the fault", simple({}), 40, "1 x 2 nodes"],
    [
      "a spacing too large for the magnitude",
      simple({}, { aspectRatio: 40 }),
      9,
      "too large for ruptures of magnitude 6.5",
    ],
    [
      "hypocentres without slips",
      simple({}, { hypocentres: [{ alongStrike: 0.5, downDip: 0.5, weight: 1 }] }),
      2,
      "hypoList and slipList",
    ],
    ["a hypocentre below the fault", simple({}, { hypocentralDepths: [{ probability: 1, depth: 30 }] }), 2, "outside"],
    ["half a distribution", simple({}, { hypocentralDepths: [{ probability: 0.5, depth: 5 }] }), 2, "sum to 0.5"],
    [
      "a fraction beyond the rupture",
      simple({}, { hypocentralDepths: [{ probability: 1, depth: 5, downDipFraction: 2 }] }),
      2,
      "fixedDipFrac is 2",
    ],
  ];
  test.each(cases)("%s", (_, source, spacing, message) => {
    expect(() => prepareSimpleFault(source, BINS, spacing)).toThrow(message);
    expect(() => prepareSimpleFault(source, BINS, spacing)).toThrow("model.xml:12");
  });

  test("floating ruptures without any of the hypocentral depths", () => {
    const fault = prepareSimpleFault(simple({}, { hypocentralDepths: [{ probability: 1, depth: 14.9 }] }), BINS, 1);
    expect(() => simpleFaultRuptures(fault, BINS)).toThrow("no depth of hypoDepthDist");
  });
});

test("weights of hypocentres and slips can be left to the sampling of events", () => {
  const source = simple(
    {},
    {
      hypocentres: [
        { alongStrike: 0.25, downDip: 0.5, weight: 0.3 },
        { alongStrike: 0.75, downDip: 0.5, weight: 0.7 },
      ],
      slips: [
        { slip: 0, weight: 0.4 },
        { slip: 90, weight: 0.6 },
      ],
    },
  );
  const fault = prepareSimpleFault(source, BINS, 2);
  const total = (rates: Float64Array) => rates.reduce((sum, rate) => sum + rate, 0);
  const weighted = simpleFaultRuptures(fault, BINS);
  expectClose(total(weighted.rate), 0.01, "weighted", 1e-12, 0);
  expect(Array.from(weighted.slipDirection!.subarray(0, 4))).toEqual([0, 90, 0, 90]);
  expectClose(total(simpleFaultRuptures(fault, BINS, "ignored").rate), 0.04, "full rates", 1e-12, 0);
});

test("an aspect ratio is linear between magnitudes and constant outside", () => {
  const ratio = { mags: Float64Array.of(6, 7), ratios: Float64Array.of(1, 3) };
  expect([5, 6, 6.5, 7, 8].map((mag) => aspectRatioAt(ratio, mag))).toEqual([1, 1, 2, 3, 3]);
  expect(aspectRatioAt(1.5, 6)).toBe(1.5);
});

describe("a complex fault is refused", () => {
  const top = [10, 45, 5, 10.5, 45.3, 5];
  const bottom = [10.2, 44.8, 25, 10.7, 45.1, 25];
  test.each([
    ["one edge", complex(top), 5, "has 1 edge"],
    ["an edge of one point", complex(top, [10.2, 44.8, 25]), 5, "fewer than two distinct points"],
    ["an edge the other way round", complex(top, [10.7, 45.1, 25, 10.2, 44.8, 25]), 5, "not in the right order"],
    ["a dip to the left", complex([10.5, 45.3, 5, 10, 45, 5], [10.7, 45.1, 25, 10.2, 44.8, 25]), 5, "Aki and Richards"],
    ["no spacing", complex(top, bottom), Number.NaN, "mesh spacing is NaN"],
    ["a spacing longer than the fault", complex(top, bottom), 200, "too large for the length"],
    ["a spacing wider than the fault", complex(top, bottom), 80, "too large for the width"],
  ] as const)("%s", (_, source, spacing, message) => {
    expect(() => prepareComplexFault(source, spacing)).toThrow(message);
  });

  test("but not a sound one", () => {
    const { mesh } = prepareComplexFault(complex(top, bottom), 5);
    expect([mesh.rows, mesh.columns]).toEqual([8, 11]);
  });
});

describe("a kite fault is refused", () => {
  const profiles = [
    [10, 45, 0, 10.05, 44.97, 10],
    [10.2, 45.15, 0, 10.25, 45.12, 10],
  ].map((profile) => Float64Array.from(profile));
  const kite = (change: Partial<KiteFaultSource>): KiteFaultSource => ({
    ...COMMON,
    kind: "kiteFault",
    geometry: { kind: "kiteSurface", profiles },
    ...change,
  });
  test("with one profile", () => {
    const geometry = { kind: "kiteSurface", profiles: profiles.slice(0, 1) } as const;
    expect(() => prepareKiteFault(kite({ geometry }), 2)).toThrow("has 1 profile");
    expect(() => kiteMultiSurface([geometry], 2)).toThrow("has 1 profile");
  });
  test("with an aspect ratio that depends on magnitude", () => {
    const aspectRatio = { mags: Float64Array.of(6, 7), ratios: Float64Array.of(1, 2) };
    expect(() => prepareKiteFault(kite({ aspectRatio }), 2)).toThrow("constant aspect ratio");
  });
  test("with a spacing longer than its profiles", () => {
    expect(() => prepareKiteFault(kite({}), 40)).toThrow("too short");
  });
});

test("gridded surfaces need two points; two of them have a strike and no dip", () => {
  const points = (...values: number[]) => ({ kind: "griddedSurface", points: Float64Array.from(values) }) as const;
  const spacings = { rupture: 2, complexFault: 5 };
  expect(() => wholeSurface(points(10, 45, 5), spacings)).toThrow("has 1 point");
  const { strike, dip } = fittedOrientation(wholeSurface(points(10, 45, 5, 10.1, 45, 5), spacings).mesh);
  expectClose(strike, 90, "strike", 1e-3);
  expect(dip).toBeNaN();
});
