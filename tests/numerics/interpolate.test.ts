import { expect, test } from "bun:test";
import { interpolate, refine } from "../../src/numerics/interpolate.ts";

test("linear between points, exact at them, constant outside", () => {
  const [xs, ys] = [
    [1, 2, 4],
    [10, 20, 0],
  ];
  expect([0, 1, 1.5, 2, 3, 4, 9].map((x) => interpolate(x, xs, ys))).toEqual([10, 10, 15, 20, 10, 0, 0]);
});

test("every interval in equal parts", () => {
  expect(refine(Float64Array.of(0, 1, 3), 2)).toEqual(Float64Array.of(0, 0.5, 1, 2, 3));
  const one = Float64Array.of(1);
  expect(refine(one, 5)).toBe(one);
});
