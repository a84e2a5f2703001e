import { expect, test } from "bun:test";
import { lineIntersection, lineIsSimple } from "../../../src/geo/plane/ring-predicates.ts";

const line = (...points: readonly (readonly [number, number])[]) => ({
  x: Float64Array.from(points, ([x]) => x),
  y: Float64Array.from(points, ([, y]) => y),
});

test("a ring whose first and last side share its start is simple", () => {
  expect(lineIsSimple(line([0, 0], [1, 0], [1, 1], [0, 1], [0, 0]))).toBe(true);
});

test("crossing and touching are not", () => {
  expect(lineIsSimple(line([0, 0], [1, 1], [1, 0], [0, 1], [0, 0]))).toBe(false);
  expect(lineIsSimple(line([0, 0], [2, 0], [2, 1], [1, 0], [0, 1], [0, 0]))).toBe(false);
});

test("an open line: fewer than four points cannot cross, four can", () => {
  expect(lineIsSimple(line([0, 0], [1, 1], [1, 0]))).toBe(true);
  expect(lineIsSimple(line([0, 0], [2, 2], [2, 0], [0, 2]))).toBe(false);
  expect(lineIsSimple(line([0, 0], [1, 0], [1, 1], [0, 1]))).toBe(true);
});

test("segments cross at one point inside both, or not at all", () => {
  expect(lineIntersection(0, 0, 2, 2, 0, 2, 2, 0)).toEqual([1, 1]);
  expect(lineIntersection(0, 0, 1, 0, 0, 1, 1, 1)).toBeUndefined();
  expect(lineIntersection(0, 0, 1, 0, 0, 0, 0, 1)).toBeUndefined();
});
