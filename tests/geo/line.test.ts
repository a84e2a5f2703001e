import { expect, test } from "bun:test";
import {
  keepCorners,
  lineLength,
  lineOf,
  pickPoints,
  segmentLength,
  withoutRepeatedPoints,
} from "../../src/geo/line.ts";
import { expectClose } from "./closeness.ts";

const DEGREE = (Math.PI * 6371) / 180;

test("lines of pairs lie at depth 0, those of triplets where they say", () => {
  expect(lineOf([1, 2, 3, 4], 2)).toEqual({
    lon: Float64Array.of(1, 3),
    lat: Float64Array.of(2, 4),
    depth: Float64Array.of(0, 0),
  });
  expect(lineOf([1, 2, 9], 3).depth).toEqual(Float64Array.of(9));
  expect(pickPoints(lineOf([1, 2, 3, 4], 2), [1, 0]).lon).toEqual(Float64Array.of(3, 1));
});

test("lengths add up, depth included", () => {
  const line = lineOf([0, 0, 0, 1, 0, 0, 1, 0, 10], 3);
  expectClose(segmentLength(line, 1), 10, "down", 1e-12, 0);
  expectClose(lineLength(line), DEGREE + 10, "whole", 1e-12, 0);
});

test("points within a metre of the last one kept are left out", () => {
  const line = lineOf([0, 0, 0.000001, 0, 0.000002, 0, 1, 0], 2);
  expect(withoutRepeatedPoints(line).lon).toEqual(Float64Array.of(0, 1));
  const clean = lineOf([0, 0, 1, 0], 2);
  expect(withoutRepeatedPoints(clean)).toBe(clean);
});

test("corners of more than a degree stay", () => {
  const line = lineOf([0, 0, 0, 1, 0, 2, 1, 2], 2);
  expect(keepCorners(line, 1).lat).toEqual(Float64Array.of(0, 2, 2));
});
