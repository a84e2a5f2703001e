import { expect, test } from "bun:test";
import { roundAway, roundEven } from "../../src/geo/rounding.ts";

test("halves away from zero, other negatives downwards", () => {
  expect([0.5, 1.4, 2.5, -0.5, -2.3].map((x) => roundAway(x))).toEqual([1, 1, 3, -1, -3]);
  expect(roundAway(1.25, 1)).toBe(1.3);
});

test("halves to the even neighbour", () => {
  expect([0.5, 1.5, 2.5, -0.5, -1.5, 2.4, 2.6].map((x) => roundEven(x) + 0)).toEqual([0, 2, 2, 0, -2, 2, 3]);
  expect(roundEven(0.125, 2)).toBe(0.12);
});
