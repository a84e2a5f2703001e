import { expect, test } from "bun:test";
import { boundingBox, longitudinalExtent } from "../../src/geo/bounding-box.ts";

const points = (lon: number[], lat: number[]) => ({ lon: Float64Array.from(lon), lat: Float64Array.from(lat) });

test("the smallest box, points without coordinates skipped", () => {
  expect(boundingBox(points([1, 3, Number.NaN, 2], [5, 4, Number.NaN, 7]))).toEqual({
    west: 1,
    east: 3,
    north: 7,
    south: 4,
  });
});

test("across the date line west is greater than east", () => {
  const { west, east } = boundingBox(points([179, -179, 178], [0, 1, 2]));
  expect([west, east]).toEqual([178, -179]);
  expect(longitudinalExtent(178, -179)).toBe(3);
  expect(longitudinalExtent(3, 1)).toBe(-2);
});

test("points round the whole Earth have no box", () => {
  expect(() => boundingBox(points([-170, 1, -1, 170], [0, 0, 0, 0]))).toThrow(RangeError);
});
