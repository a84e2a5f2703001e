import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { geodeticDistance } from "../../../src/geo/distance.ts";
import { planarSize, projectionRadius } from "../../../src/hazard/ruptures/planar-size.ts";
import type { HypocentralDepth, NodalPlane } from "../../../src/hazard/ruptures/point-distributions.ts";
import {
  averageNodalPlane,
  mergeHypocentralDepths,
  mergeNodalPlanes,
} from "../../../src/hazard/ruptures/point-distributions.ts";
import { collapsePoints, type GridPoint, gridCells } from "../../../src/hazard/sources/point-grid.ts";
import {
  countPointRuptures,
  familyOf,
  makePointRuptureSet,
  placePoint,
  preparePoints,
} from "../../../src/hazard/sources/point-like.ts";
import type { AreaSource, PointSource } from "../../../src/hazard/sources/source.ts";
import { expectAllClose, expectClose } from "../../geo/closeness.ts";

const PLANES: NodalPlane[] = [
  { probability: 0.6, strike: 30, dip: 60, rake: 90 },
  { probability: 0.4, strike: 120, dip: 90, rake: 0 },
];
const DEPTHS: HypocentralDepth[] = [
  { probability: 0.7, depth: 8 },
  { probability: 0.3, depth: 14 },
];
/** The source of docs/method/classical.md E1. */
const POINT: PointSource = {
  kind: "point",
  id: "p",
  name: "p",
  tectonicRegionType: "Active Shallow Crust",
  lon: 0,
  lat: 0,
  mfd: { kind: "truncatedGR", minMag: 5, maxMag: 6.5, aValue: 3, bValue: 1 },
  scaling: { name: "WC1994" },
  aspectRatio: 1.5,
  upperSeismogenicDepth: 0,
  lowerSeismogenicDepth: 20,
  nodalPlanes: PLANES,
  hypocentralDepths: DEPTHS,
};
const AREA: AreaSource = { ...POINT, kind: "area", polygon: Float64Array.of(0, 0, 1, 0, 1, 1, 0, 1) };
const HALF = { binWidth: 0.5 };

describe("the point source of the worked example", () => {
  test("sizes, rates and the radius of its last plane", () => {
    const prepared = preparePoints(POINT, HALF);
    const set = makePointRuptureSet(prepared);
    placePoint(prepared, 0, set);
    const { ruptures } = set;
    expect(ruptures.count).toBe(12);
    expect(countPointRuptures(prepared)).toBe(12);
    expectAllClose([ruptures.width[0]!, ruptures.length[0]!], [3.085446724, 4.623809544], "first plane", 1e-9, 0);
    expectAllClose([ruptures.width[3]!, ruptures.length[3]!], [3.668211178, 5.490226003], "second plane", 1e-9, 0);
    expectClose(ruptures.rate[0]!, 2.871843383e-3, "rate", 1e-9, 0);
    const last = PLANES[1]!;
    const radii = familyOf(prepared, 0).bins.mags.map((mag) =>
      projectionRadius(planarSize(prepared.definition.area(mag, last.rake), 1.5, last.dip, prepared.definition.layer)),
    );
    expectAllClose(radii, [2.75115864, 4.61865618, 7.753818553], "radii", 1e-8, 0);
  });

  test("an area of it: rates of the points add up to the whole, every hypocentre inside", () => {
    const prepared = preparePoints(AREA, { ...HALF, areaSourceDiscretization: 30 });
    expect(prepared.points.lon.length).toBe(12);
    expect(prepared.families.length).toBe(1);
    const set = makePointRuptureSet(prepared);
    let rate = 0;
    for (let i = 0; i < 12; i++) {
      placePoint(prepared, i, set);
      for (let r = 0; r < set.ruptures.count; r++) rate += set.ruptures.rate[r]!;
      expect(set.ruptures.hypoLon[0]!).toBe(prepared.points.lon[i]!);
    }
    expectClose(rate, 10 ** (3 - 5) - 10 ** (3 - 6.5), "total rate", 1e-12, 0);
  });

  test("what is missing is named", () => {
    expect(() => preparePoints(AREA, HALF)).toThrow("area_source_discretization");
    expect(() => preparePoints({ ...AREA, origin: { file: "a.xml", line: 3 }, discretization: 300 }, HALF)).toThrow(
      /^a\.xml:3: source 'p': no point of a grid of 300 km/,
    );
    expect(() => preparePoints({ ...POINT, scaling: { name: "WC" } }, HALF)).toThrow("'WC' is not a recognized");
    expect(() => preparePoints(POINT, {})).toThrow("needs the width of its bins");
  });

  test("an arbitrary distribution that repeats a magnitude keeps it once, with its last rate", () => {
    const mags = Float64Array.of(6, 5, 6);
    const prepared = preparePoints({ ...POINT, mfd: { kind: "arbitrary", mags, rates: Float64Array.of(1, 2, 3) } }, {});
    const { bins } = familyOf(prepared, 0);
    expect([...bins.mags, ...bins.rates]).toEqual([6, 5, 3, 2]);
  });
});

describe("planes of any place and size", () => {
  test("stay in the layer, have the area, and their middle is where the shift put it", () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(
        number(-180, 179.9),
        number(-70, 70),
        number(0, 359.9),
        number(10, 90),
        number(1, 19),
        number(5, 7.5),
        (lon, lat, strike, dip, depth, mag) => {
          const prepared = preparePoints(
            {
              ...POINT,
              lon,
              lat,
              mfd: { kind: "arbitrary", mags: Float64Array.of(mag), rates: Float64Array.of(1) },
              nodalPlanes: [{ probability: 1, strike, dip, rake: 90 }],
              hypocentralDepths: [{ probability: 1, depth }],
            },
            {},
          );
          const set = makePointRuptureSet(prepared);
          placePoint(prepared, 0, set);
          const { ztor, zbot, width, length } = set.ruptures;
          expect(ztor[0]!).toBeGreaterThanOrEqual(-1e-9);
          expect(zbot[0]!).toBeLessThanOrEqual(20 + 1e-9);
          const area = prepared.definition.area(mag, 90);
          // Depth shrinks the Cartesian rectangle by (R - z) / R, and curvature by less.
          expectClose(width[0]! * length[0]!, area, "area", 0.008, 0);
          const moved = (ztor[0]! + zbot[0]!) / 2 - depth;
          expect(Math.abs(moved)).toBeLessThan(20);
        },
      ),
    );
  });
});

describe("distributions", () => {
  test("repetitions are merged and the rest sorted by probability; distinct ones keep their order", () => {
    expect(mergeNodalPlanes(PLANES)).toBe(PLANES);
    const [first, second] = [PLANES[0]!, PLANES[1]!];
    const halves = [{ ...first, probability: 0.3 }, second, { ...first, probability: 0.3 }];
    expect(mergeNodalPlanes(halves)).toEqual([second, first]);
    const depths = mergeHypocentralDepths([
      { probability: 0.25, depth: 9, downDipFraction: 0.2 },
      { probability: 0.25, depth: 9 },
      { probability: 0.25, depth: 5 },
      { probability: 0.25, depth: 9 },
    ]);
    expect(depths).toEqual([
      { probability: 0.25, depth: 5 },
      { probability: 0.25, depth: 9, downDipFraction: 0.2 },
      { probability: 0.5, depth: 9 },
    ]);
  });

  test("means are arithmetic, not circular", () => {
    const mean = averageNodalPlane([
      { probability: 0.5, strike: 10, dip: 60, rake: -90 },
      { probability: 0.5, strike: 350, dip: 80, rake: 90 },
    ]);
    expect(mean).toEqual({ probability: 1, strike: 180, dip: 70, rake: 0 });
  });
});

describe("grids of point sources", () => {
  test("the twelve sources of docs/method/classical.md E6 fall into four cells", () => {
    const points: GridPoint[] = Array.from({ length: 12 }, (_, i) => {
      const k = i + 1;
      const prepared = preparePoints(
        {
          ...POINT,
          lon: [10, 10.1, 10.2, 10.3][Math.floor(i / 3)]!,
          lat: [45, 45.1, 45.2][i % 3]!,
          mfd: { kind: "truncatedGR", minMag: 5, maxMag: 6.5, aValue: 2 + 0.1 * k, bValue: 1 },
          aspectRatio: k % 3 === 0 ? 1 : 1.5,
          nodalPlanes: k % 2 === 1 ? PLANES : [{ probability: 1, strike: 0, dip: 90, rake: 0 }],
        },
        HALF,
      );
      return {
        lon: prepared.points.lon[0]!,
        lat: prepared.points.lat[0]!,
        definition: prepared.definition,
        bins: familyOf(prepared, 0).bins,
      };
    });
    const cells = collapsePoints(points, 20);
    expect(cells.map((cell) => (cell.kind === "collapsed" ? cell.indices.map((i) => i + 1) : []))).toEqual([
      [1, 4],
      [2, 3, 5, 6],
      [7, 10],
      [8, 9, 11, 12],
    ]);
    const second = cells[1]!;
    if (second.kind !== "collapsed") throw new Error("the second cell holds four points");
    const { point } = second;
    const [plane] = point.average.planes;
    expectAllClose([point.lon, point.lat, point.depth], [10.066613942, 45.155731163, 9.8], "place", 1e-10, 0);
    expectAllClose([plane!.strike, plane!.dip, plane!.rake], [33, 81, 27], "plane", 1e-12, 0);
    expectClose(point.average.aspectRatio as number, 1.221344183, "aspect ratio", 1e-9, 0);
    expectAllClose(point.bins.rates, [0.00733243488, 0.0023187195, 0.000733243488], "rates", 1e-8, 0);
  });

  test("points on one meridian are left alone; every point lands in one cell no wider than the spacing", () => {
    expect(gridCells([1, 1, 1], [1, 2, 3], 500)).toEqual([[0], [1], [2]]);
    const place = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }));
    fc.assert(
      fc.property(
        fc.array(place, { minLength: 2, maxLength: 40 }),
        fc.integer({ min: 5, max: 60 }),
        (places, spacing) => {
          const lon = places.map(([x]) => 10 + x / 100);
          const lat = places.map(([, y]) => 44 + y / 100);
          const cells = gridCells(lon, lat, spacing);
          expect(cells.flat().sort((a, b) => a - b)).toEqual(Array.from(lon.keys()));
          for (const cell of cells)
            for (const i of cell) {
              const apart = geodeticDistance(lon[cell[0]!]!, lat[cell[0]!]!, lon[i]!, lat[i]!);
              if (cells.length < lon.length) expect(apart).toBeLessThan(spacing * Math.SQRT2 * 1.06);
            }
        },
      ),
    );
  });
});
