import { expect, test } from "bun:test";
import { aspectRatioAt } from "../../../src/hazard/ruptures/aspect-ratio.ts";

test("a number, or linear between points and constant outside", () => {
  const ratio = { mags: Float64Array.of(5, 6, 7), ratios: Float64Array.of(1, 2, 4) };
  expect(aspectRatioAt(1.5, 6)).toBe(1.5);
  expect([4, 5, 5.5, 6, 6.5, 8].map((mag) => aspectRatioAt(ratio, mag))).toEqual([1, 1, 1.5, 2, 3, 4]);
});
