import { expect, test } from "bun:test";
import { planarSurfaceRuptures, singleRupture, wholeRuptures } from "../../../src/hazard/ruptures/whole-ruptures.ts";
import { planarSurface } from "../../../src/hazard/surfaces/planar-surface.ts";
import { ruptureSurface } from "../../../src/hazard/surfaces/rupture-surface.ts";
import { KITE, NEXT_WALL, RAMP, WALL } from "../small-geometries.ts";

const SPACINGS = { ruptureMesh: 2, complexFaultMesh: 2 };
const BINS = { mags: Float64Array.of(6, 7), rates: Float64Array.of(0.1, 0.01) };

test("one rupture a magnitude from the middle, whatever the surface", () => {
  for (const [geometry, kind] of [
    [WALL, "planar"],
    [RAMP, "mesh"],
    [{ kind: "multiSurface", surfaces: [WALL, NEXT_WALL] }, "multiPlanar"],
    [{ kind: "multiSurface", surfaces: [KITE] }, "multiKite"],
  ] as const) {
    const set = wholeRuptures(ruptureSurface(geometry, SPACINGS), 90, BINS);
    expect(set.kind).toBe(kind);
    expect(set.count).toBe(2);
    expect([Array.from(set.mag), Array.from(set.rate), Array.from(set.rake)]).toEqual([
      [6, 7],
      [0.1, 0.01],
      [90, 90],
    ]);
    expect(set.hypoDepth[0]).toBe(set.hypoDepth[1]!);
  }
});

test("a non-parametric rupture has a hypocentre of its own and no rate", () => {
  const set = singleRupture(ruptureSurface(RAMP, SPACINGS), 6.5, 10, [1, 2, 3]);
  expect([set.hypoLon[0], set.hypoLat[0], set.hypoDepth[0], set.rate[0]]).toEqual([1, 2, 3, 0]);
});

test("planes as columns", () => {
  const surface = planarSurface(WALL);
  const set = planarSurfaceRuptures([{ surface, mag: 6, rake: 0, rate: 1, hypocentre: [9, 8, 7] }]);
  expect(set).toMatchObject({ kind: "planar", count: 1, azimuthFrom: "centroid" });
  expect(set.corners).toEqual(surface.corners);
  expect([set.ztor[0], set.zbot[0], set.hypoDepth[0]]).toEqual([2, 12, 7]);
});
