import { expect, test } from "bun:test";
import { middlePoint, pointAt } from "../../src/geo/point-at.ts";
import { expectAllClose } from "./closeness.ts";

const DEGREE = (Math.PI * 6371) / 180;

test("a degree in each direction from the equator", () => {
  expectAllClose(pointAt(10, 0, 0, DEGREE), [10, 1], "north", 1e-12, 1e-12);
  expectAllClose(pointAt(10, 0, 90, DEGREE), [11, 0], "east", 1e-12, 1e-9);
  expectAllClose(pointAt(179.5, 0, 90, DEGREE), [-179.5, 0], "across the date line", 1e-12, 1e-9);
  expectAllClose(pointAt(0, 89, 0, 2 * DEGREE), [-180, 89], "across the pole", 1e-9, 1e-9);
});

test("half way, and the same point twice", () => {
  expectAllClose(middlePoint(0, 0, 2, 0), [1, 0], "equator", 1e-12, 1e-12);
  expect(middlePoint(3, 4, 3, 4)).toEqual([3, 4]);
  expect(middlePoint(0, 45, 90, 45)[1]).toBeGreaterThan(54);
});
