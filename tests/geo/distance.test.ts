import { expect, test } from "bun:test";
import { distance3d, geodeticDistance, geodeticDistanceFloat32, geodeticDistances } from "../../src/geo/distance.ts";
import { expectClose } from "./closeness.ts";

const DEGREE = (Math.PI * 6371) / 180;

test("a degree of the equator and of a meridian is 111.195 km", () => {
  expectClose(geodeticDistance(10, 0, 11, 0), DEGREE, "equator", 1e-12, 0);
  expectClose(geodeticDistance(10, 50, 10, 51), DEGREE, "meridian", 1e-12, 0);
  expectClose(geodeticDistance(0, 0, 180, 0), Math.PI * 6371, "half round", 1e-12, 0);
  expect(geodeticDistance(3, 4, 3, 4)).toBe(0);
  expect(geodeticDistances(10, 0, Float64Array.of(11), Float64Array.of(0))[0]).toBe(geodeticDistance(10, 0, 11, 0));
});

test("with depth: legs of a right triangle, 3-4-5", () => {
  const lon = 3 / DEGREE;
  expectClose(distance3d(0, 0, 0, lon, 0, 4), 5, "hypotenuse", 1e-12, 0);
});

test("float32 radians are off by less than two metres", () => {
  const exact = geodeticDistance(13.37, 42.1, 13.41, 42.16);
  const rounded = geodeticDistanceFloat32(13.37, 42.1, 13.41, 42.16);
  expect(rounded).not.toBe(exact);
  expectClose(rounded, exact, "rounded", 0, 0.002);
});
