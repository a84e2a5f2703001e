import { expect, test } from "bun:test";
import { deterministicLowerLimit, maximumComponentFactor } from "../../../src/hazard/spectra/asce-7.ts";

test.each([
  ["ASCE7-16", 0, 1],
  ["ASCE7-16", 0.1, 1.1],
  ["ASCE7-16", 0.6, 1.2],
  ["ASCE7-16", 3, 1.4],
  ["ASCE7-16", 7.5, 1.5],
  ["ASCE7-22", 0.02, 1.2],
  ["ASCE7-22", 0.25, 1.203],
  ["ASCE7-22", 5, 1.272],
  ["ASCE7-22", 10, 1.3],
] as const)("%s at %p s: maximum component %p times the mean", (edition, period, factor) => {
  expect(maximumComponentFactor(period, edition)).toBe(factor);
});

test.each([
  [undefined, 760, 0.5],
  [undefined, 1500, 0.37],
  [undefined, 100, 0.42],
  [0.2, 760, 1.5],
  [0.2, 640, 1.71],
  [1, 1080, 0.42],
  [0.6, 760, 0.91],
] as const)("lower limit at %p s and %p m/s", (period, vs30, limit) => {
  expect(deterministicLowerLimit(period, vs30)).toBeCloseTo(limit, 12);
});
