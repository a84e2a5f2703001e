import { describe, expect, test } from "bun:test";
import type {
  AreaSource,
  CharacteristicFaultSource,
  ComplexFaultSource,
  KiteFaultSource,
  MultiFaultSource,
  MultiPointSource,
  NonParametricSource,
  PointSource,
  SimpleFaultSource,
  Source,
} from "../../../src/hazard/sources/source.ts";
import {
  countRuptures,
  type RuptureSettings,
  type SourceRuptures,
  sourceRuptures,
  walkRuptures,
} from "../../../src/hazard/sources/source-ruptures.ts";
import type { KiteGeometry, PlanarGeometry } from "../../../src/hazard/surfaces/surface-geometry.ts";
import { InputError } from "../../../src/input-error.ts";
import { expectAllClose, expectClose } from "../../geo/closeness.ts";

const SETTINGS: RuptureSettings = {
  ruptureMesh: 2,
  complexFaultMesh: 4,
  floatingSteps: { alongStrike: 0, downDip: 0 },
  binWidth: 0.5,
  areaSourceDiscretization: 20,
  inferOccurRates: true,
};

const COMMON = {
  id: "P1",
  name: "P1",
  tectonicRegionType: "Active Shallow Crust",
  scaling: { name: "WC1994" },
  aspectRatio: 1,
} as const;
/** The source of the worked example docs/method/events.md A. */
const POINT: PointSource = {
  ...COMMON,
  kind: "point",
  lon: 10,
  lat: 45,
  mfd: { kind: "truncatedGR", minMag: 5, maxMag: 6, aValue: 3.6, bValue: 1 },
  upperSeismogenicDepth: 0,
  lowerSeismogenicDepth: 15,
  nodalPlanes: [
    { probability: 0.6, strike: 0, dip: 90, rake: 0 },
    { probability: 0.4, strike: 45, dip: 60, rake: 90 },
  ],
  hypocentralDepths: [{ probability: 1, depth: 8 }],
};
const TWO = { kind: "arbitrary", mags: Float64Array.of(6, 6.5), rates: Float64Array.of(0.02, 0.01) } as const;
const SIMPLE: SimpleFaultSource = {
  ...COMMON,
  kind: "simpleFault",
  mfd: TWO,
  rake: 90,
  geometry: {
    kind: "simpleFaultGeometry",
    trace: Float64Array.of(10, 45, 10.4, 45),
    dip: 60,
    upperSeismogenicDepth: 0,
    lowerSeismogenicDepth: 15,
  },
};
const PLANE: PlanarGeometry = {
  kind: "planarSurface",
  topLeft: [10, 45, 0],
  topRight: [10.2, 45, 0],
  bottomRight: [10.2, 45, 10],
  bottomLeft: [10, 45, 10],
};
const NEXT: PlanarGeometry = {
  kind: "planarSurface",
  topLeft: [10.2, 45, 0],
  topRight: [10.4, 45, 0],
  bottomRight: [10.4, 45, 10],
  bottomLeft: [10.2, 45, 10],
};
const KITE: KiteGeometry = {
  kind: "kiteSurface",
  profiles: [
    Float64Array.of(0, 0, 0, 0, -0.12, 14),
    Float64Array.of(0.25, 0.03, 0, 0.26, -0.09, 14),
    Float64Array.of(0.5, 0.02, 0, 0.5, -0.1, 14),
  ],
};

function ratesOf(ruptures: SourceRuptures): number[] {
  if (ruptures.occurrence.kind !== "rates") throw new Error("no rates");
  return Array.from(ruptures.occurrence.rates);
}

describe("point-like sources", () => {
  test("magnitudes, then planes: the rates of the worked example", () => {
    const ruptures = sourceRuptures(POINT, SETTINGS);
    const rates = [0.016332877762, 0.010888585175, 0.005164909447, 0.003443272965];
    expectAllClose(ratesOf(ruptures), rates, "rates", 1e-9, 0);
    const walked = [...walkRuptures(ruptures)];
    expect(walked.map(({ index, mag, rake }) => [index, mag, rake])).toEqual([
      [0, 5.25, 0],
      [1, 5.25, 90],
      [2, 5.75, 0],
      [3, 5.75, 90],
    ]);
    expect(walked.map(({ rate }) => rate)).toEqual(ratesOf(ruptures));
    for (const { hypocentre, surface } of walked) {
      expect(hypocentre).toEqual([10, 45, 8]);
      expect(surface.kind).toBe("planar");
    }
  });

  test("areas and multi-points go point by point, and any rupture can be asked for", () => {
    const area: AreaSource = { ...POINT, kind: "area", polygon: Float64Array.of(10, 45, 11, 45, 11, 45.6, 10, 45.6) };
    const points: MultiPointSource = {
      ...POINT,
      kind: "multiPoint",
      points: Float64Array.of(10, 45, 11, 45.5, 12, 46),
    };
    for (const source of [area, points]) {
      const ruptures = sourceRuptures(source, SETTINGS);
      const walked = [...walkRuptures(ruptures)];
      expect(ruptures.count).toBe(walked.length);
      expect(countRuptures(source, SETTINGS)).toBe(walked.length);
      expect(walked.length % 4).toBe(0);
      expect(new Set(walked.map(({ hypocentre }) => hypocentre.join())).size).toBe(walked.length / 4);
      for (const { index, hypocentre } of walked) expect(hypocentre).toEqual(walked[index - (index % 4)]!.hypocentre);
      for (const index of [walked.length - 1, 0, 5, 2]) expect(ruptures.rupture(index)).toEqual(walked[index]!);
    }
    const one = ratesOf(sourceRuptures(POINT, SETTINGS)).reduce((a, b) => a + b);
    expectClose(
      ratesOf(sourceRuptures(area, SETTINGS)).reduce((a, b) => a + b),
      one,
      "rates of the area",
      1e-12,
      0,
    );
  });

  test("members of multi-points may have different magnitudes", () => {
    const source: MultiPointSource = {
      ...POINT,
      kind: "multiPoint",
      points: Float64Array.of(10, 45, 11, 45.5),
      mfd: {
        kind: "multi",
        members: [TWO, { kind: "arbitrary", mags: Float64Array.of(7), rates: Float64Array.of(1) }],
      },
    };
    const ruptures = sourceRuptures(source, SETTINGS);
    expect([...walkRuptures(ruptures)].map(({ mag }) => mag)).toEqual([6, 6, 6.5, 6.5, 7, 7]);
    expectAllClose(ratesOf(ruptures), [0.012, 0.008, 0.006, 0.004, 0.6, 0.4], "rates", 1e-14, 0);
  });

  test("repeated magnitudes are kept, unlike in classical hazard", () => {
    const mfd = { kind: "arbitrary", mags: Float64Array.of(6, 6), rates: Float64Array.of(0.5, 0.25) } as const;
    expect(ratesOf(sourceRuptures({ ...POINT, mfd }, SETTINGS))).toEqual([0.3, 0.2, 0.15, 0.1]);
  });
});

describe("faults", () => {
  test("floating ruptures share the rate of their magnitude and one mesh", () => {
    const sources: Source[] = [
      SIMPLE,
      { ...COMMON, kind: "kiteFault", aspectRatio: 1.5, mfd: TWO, rake: 90, geometry: KITE } satisfies KiteFaultSource,
      {
        ...COMMON,
        kind: "complexFault",
        mfd: TWO,
        rake: 90,
        geometry: {
          kind: "complexFaultGeometry",
          edges: [Float64Array.of(10, 45, 0, 10.5, 45, 0), Float64Array.of(10, 44.9, 15, 10.5, 44.9, 15)],
        },
      } satisfies ComplexFaultSource,
    ];
    for (const source of sources) {
      const ruptures = sourceRuptures(source, SETTINGS);
      const walked = [...walkRuptures(ruptures)];
      for (const [bin, mag] of [6, 6.5].entries()) {
        const own = walked.filter((rupture) => rupture.mag === mag);
        expect(own.length).toBeGreaterThan(0);
        expectClose(
          own.reduce((sum, { rate }) => sum + rate, 0),
          TWO.rates[bin]!,
          `${source.kind} ${mag}`,
          1e-12,
          0,
        );
      }
      expect(walked.map(({ mag }) => mag)).toEqual(walked.map(({ mag }) => mag).sort());
      expect(new Set(walked.map(({ surface }) => (surface.kind === "mesh" ? surface.mesh : undefined))).size).toBe(1);
      expect(walked[0]!.surface).toMatchObject({
        kind: "mesh",
        meshKind: source.kind === "kiteFault" ? "kite" : source.kind,
      });
      expect(walked.map(({ rate }) => rate)).toEqual(ratesOf(ruptures));
    }
  });

  test("lists of hypocentres and slips: sampled with the full rate, stored with their weights", () => {
    const source: SimpleFaultSource = {
      ...SIMPLE,
      mfd: { kind: "arbitrary", mags: Float64Array.of(6.5), rates: Float64Array.of(0.01) },
      hypocentres: [
        { alongStrike: 0.25, downDip: 0.5, weight: 0.3 },
        { alongStrike: 0.75, downDip: 0.5, weight: 0.7 },
      ],
      slips: [{ slip: 90, weight: 1 }],
    };
    const ruptures = sourceRuptures(source, SETTINGS);
    const positions = ruptures.count / 2;
    for (const rate of ratesOf(ruptures)) expectClose(rate, 0.01 / positions, "sampled", 1e-14, 0);
    expectClose(ruptures.rupture(0).rate, (0.01 / positions) * 0.3, "stored", 1e-14, 0);
    expectClose(ruptures.rupture(1).rate, (0.01 / positions) * 0.7, "stored", 1e-14, 0);
  });

  test("characteristic: one rupture a magnitude, from the middle of the surface", () => {
    const source = (surface: CharacteristicFaultSource["surface"]): CharacteristicFaultSource => ({
      ...COMMON,
      kind: "characteristicFault",
      mfd: TWO,
      rake: 0,
      surface,
    });
    const plane = sourceRuptures(source(PLANE), SETTINGS);
    expect(ratesOf(plane)).toEqual([0.02, 0.01]);
    expectAllClose(plane.rupture(1).hypocentre, [10.1, 45.0000438, 5], "centroid", 1e-8, 0);
    const { surface } = plane.rupture(0);
    if (surface.kind !== "planar") throw new Error(surface.kind);
    expectAllClose(
      surface.corners.flat(),
      [...PLANE.topLeft, ...PLANE.topRight, ...PLANE.bottomLeft, ...PLANE.bottomRight],
      "corners",
      1e-12,
      1e-12,
    );
    const two = sourceRuptures(source({ kind: "multiSurface", surfaces: [PLANE, NEXT] }), SETTINGS).rupture(0).surface;
    expect(two.kind === "multiPlanar" && two.parts.length).toBe(2);
    const gridded = source({ kind: "griddedSurface", points: Float64Array.of(10, 45, 5, 10.1, 45, 5, 10.2, 45.1, 6) });
    expect(sourceRuptures(gridded, SETTINGS).rupture(0).surface).toMatchObject({ kind: "mesh", meshKind: "gridded" });
  });
});

describe("ruptures that are listed", () => {
  test("non-parametric: probabilities and weights instead of rates, in the order of the file", () => {
    const rupture = { mag: 6.7, rake: 10, hypocentre: [10.1, 45, 6], surface: PLANE } as const;
    const source: NonParametricSource = {
      ...COMMON,
      kind: "nonParametric",
      ruptures: [
        { ...rupture, occurrenceProbabilities: Float64Array.of(0.9, 0.1), weight: 0.25 },
        { ...rupture, mag: 6.1, occurrenceProbabilities: Float64Array.of(0.7, 0.2, 0.1) },
      ],
    };
    const ruptures = sourceRuptures(source, SETTINGS);
    expect(countRuptures(source, SETTINGS)).toBe(2);
    expect(ruptures.occurrence).toEqual({
      kind: "probabilities",
      ofRupture: [Float64Array.of(0.9, 0.1), Float64Array.of(0.7, 0.2, 0.1)],
    });
    expect(Array.from(ruptures.weights!)).toEqual([0.25, 0]);
    expect(ruptures.rupture(1)).toMatchObject({ mag: 6.1, rake: 10, rate: Number.NaN, hypocentre: [10.1, 45, 6] });
  });

  test("multi-fault: hypocentres in the first section with rates, in the nearest to the middle with probabilities", () => {
    const source: MultiFaultSource = {
      ...COMMON,
      kind: "multiFault",
      sections: new Map<string, PlanarGeometry | KiteGeometry>([
        ["a", PLANE],
        ["b", NEXT],
        ["k", KITE],
      ]),
      ruptures: [
        { mag: 7, rake: 0, sections: ["b", "a"], occurrenceProbabilities: Float64Array.of(0.99, 0.01) },
        { mag: 6.7, rake: 90, sections: ["k"], occurrenceProbabilities: Float64Array.of(0.98, 0.02) },
        { mag: 7.2, rake: 90, sections: ["k", "a"], occurrenceProbabilities: Float64Array.of(0.98, 0.02) },
      ],
    };
    const rated = sourceRuptures(source, SETTINGS);
    expectAllClose(ratesOf(rated).slice(0, 2), [-Math.log(0.99), -Math.log(0.98)], "rates", 1e-14, 0);
    const first = rated.rupture(0);
    expectAllClose(first.hypocentre, [10.3, 45.0000438, 5], "middle of b", 1e-8, 0);
    expect(first.surface.kind).toBe("multiPlanar");
    const kite = rated.rupture(1);
    expect(kite.mag).toBe(Math.fround(6.7));
    expect(kite.surface).toMatchObject({ kind: "mesh", meshKind: "kite" });
    expect(() => rated.rupture(2)).toThrow(InputError);
    const listed = sourceRuptures(source, { ...SETTINGS, inferOccurRates: false });
    expect(listed.occurrence.kind).toBe("probabilities");
    expect(listed.rupture(0).rate).toBeNaN();
    expect([10.1, 10.3].map((lon) => Math.abs(listed.rupture(0).hypocentre[0] - lon) < 1e-9)).toContain(true);
  });
});
