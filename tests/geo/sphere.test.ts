import { expect, test } from "bun:test";
import { foldLongitude, modulo } from "../../src/geo/sphere.ts";

test("the rest of a division is never negative, nor minus zero", () => {
  expect([-1, 359, 360, 721].map((x) => modulo(x, 360))).toEqual([359, 359, 0, 1]);
  expect(Object.is(modulo(-360, 360), 0)).toBe(true);
});

test("longitudes fold to [-180, 180)", () => {
  expect([180, 181, -181, 359].map(foldLongitude)).toEqual([-180, -179, 179, -1]);
});
