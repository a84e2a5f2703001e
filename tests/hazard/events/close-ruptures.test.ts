import { expect, test } from "bun:test";
import { affectedSites, magnitudeTenths } from "../../../src/hazard/events/close-ruptures.ts";

const SITES = { lon: [10, 10.001, 12], lat: [45, 45, 45] };

function affected(mag: number[], lon: number[]): number[] {
  const ruptures = {
    mag: Float32Array.from(mag),
    lon: Float32Array.from(lon),
    lat: Float32Array.from(lon, () => 45),
    depth: Float32Array.from(lon, () => 10),
  };
  return Array.from(affectedSites(ruptures, SITES, [1, 1, 1]));
}

test("the reach grows with the magnitude: 100 km at 5, 200 km at 6", () => {
  // 1.5 degrees of longitude are 118 km at 45 N.
  expect(affected([5, 6], [8.5, 8.5])).toEqual([0, 2]);
});

test("sites of one hexagon count each", () => {
  expect(affected([5], [10])).toEqual([2]);
  expect(affected([6], [11])).toEqual([3]);
});

test("magnitudes are rounded to a decimal in single precision, half to even", () => {
  expect([6.05, 6.15, 6.25, 6.35, 7].map(magnitudeTenths)).toEqual([60, 62, 62, 64, 70]);
});

test("ruptures below magnitude 3 have no fields", () => {
  expect(affected([2.9], [10])).toEqual([0]);
});
