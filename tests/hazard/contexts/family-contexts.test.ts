import { expect, test } from "bun:test";
import { makeRuptureValues } from "../../../src/hazard/contexts/context-collector.ts";
import { binnedDistances, readRuptureValues, roundedMagnitude } from "../../../src/hazard/contexts/family-contexts.ts";
import { maximumDistance } from "../../../src/hazard/contexts/maximum-distance.ts";
import { planarSurfaceRuptures } from "../../../src/hazard/ruptures/whole-ruptures.ts";
import { planarSurface } from "../../../src/hazard/surfaces/planar-surface.ts";
import { WALL } from "../small-geometries.ts";

test("models see three decimals, ties to the even digit", () => {
  expect([6.0004, 6.0005, 6.0015, 5.75].map(roundedMagnitude)).toEqual([6, 6, 6.002, 5.75]);
});

test("magnitudes of one bin of 0.01 share the distance of the smallest; outside the table there is none", () => {
  const table = maximumDistance([
    [5, 100],
    [7, 300],
  ]);
  const [a, b, c] = binnedDistances(Float64Array.of(6.005, 6.001, 8), table);
  expect(a).toBe(b!);
  expect(a).toBeCloseTo(200.1, 9);
  expect(c).toBeNaN();
});

test("values of a rupture, with the magnitude that models see", () => {
  const surface = planarSurface(WALL);
  const set = planarSurfaceRuptures([{ surface, mag: 6.0004, rake: 90, rate: 1, hypocentre: [1, 2, 3] }]);
  const out = makeRuptureValues();
  readRuptureValues(set, 0, 6, out);
  expect(out).toMatchObject({ mag: 6, rake: 90, ztor: 2, zbot: 12, hypo_lon: 1, hypo_lat: 2, hypo_depth: 3 });
});
