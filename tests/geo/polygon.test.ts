import { expect, test } from "bun:test";
import { ringContains } from "../../src/geo/plane/inside-ring.ts";
import { signedArea } from "../../src/geo/plane/signed-area.ts";
import { discretizeRing, planePolygon, polygonContains, resampleRing, ringOf } from "../../src/geo/polygon.ts";
import { expectClose } from "./closeness.ts";

const SQUARE = { x: Float64Array.of(0, 2, 2, 0), y: Float64Array.of(0, 0, 2, 2) };

test("rings lose their closing and repeated vertices", () => {
  expect(ringOf([0, 0, 1, 0, 1, 0, 1, 1, 0, 0])).toEqual({
    lon: Float64Array.of(0, 1, 1),
    lat: Float64Array.of(0, 0, 1),
  });
});

test("edges of 200 km and more get inner vertices, shorter ones none", () => {
  expect(resampleRing(ringOf([0, 0, 1, 0, 1, 1, 0, 1])).lon.length).toBe(4);
  // 333.6 km: four points with its ends, on two edges; the others are of 111.2 km.
  expect(resampleRing(ringOf([0, 0, 3, 0, 3, 1, 0, 1])).lon.length).toBe(4 + 2 + 2);
});

test("strictly inside: edges and corners are outside", () => {
  expect(ringContains(SQUARE, 1, 1)).toBe(true);
  for (const [x, y] of [
    [0, 1],
    [1, 2],
    [2, 2],
    [3, 1],
  ] as const)
    expect(ringContains(SQUARE, x, y)).toBe(false);
  expect(Math.abs(signedArea(SQUARE))).toBe(4);
  expect(polygonContains(planePolygon(ringOf([10, 45, 11, 45, 11, 46, 10, 46])), 10.5, 45.5)).toBe(true);
});

test("a grid of points inside, from north to south, and none is an error", () => {
  // A diamond, and rows 0.27 degrees apart: 2, 3 and 1 points with |x - 0.5| + |y - 0.5| < 0.5.
  const points = discretizeRing(ringOf([0.5, 0, 1, 0.5, 0.5, 1, 0, 0.5]), 30);
  expect(points.lon.length).toBe(6);
  expect(points.lat[0]!).toBeGreaterThan(points.lat[5]!);
  expectClose((points.lat[0]! - points.lat[2]!) * 111.195, 30, "rows", 1e-4, 0);
  expect(() => discretizeRing(ringOf([0, 0, 1, 0, 1, 1, 0, 1]), 500)).toThrow(RangeError);
});
