import { expect, test } from "bun:test";
import { edgesBelow, magnitudeBin, upperBin } from "../../../src/hazard/disaggregation/find-bin.ts";

/** Example E23. */
test("magnitudes: an edge belongs below, what is beyond the last is lost", () => {
  const edges = Float64Array.of(5.5, 6, 6.5);
  expect([5.4, 5.5, 5.7, 6, 6.1, 6.5, 6.6].map((mag) => magnitudeBin(edges, mag))).toEqual([0, 0, 0, 0, 1, 1, -1]);
});

test("distances: an edge belongs above, what is outside to the last bin", () => {
  const edges = Float64Array.of(10, 20, 30);
  expect([5, 10, 15, 20, 30, 35].map((dist) => upperBin(edges, dist))).toEqual([1, 0, 0, 1, 1, 1]);
});

test("edges below a value", () => {
  const edges = Float64Array.of(-1, 0, 2);
  expect([-2, -1, -0.5, 0, 1, 2, 3].map((value) => edgesBelow(edges, value))).toEqual([0, 0, 1, 1, 2, 2, 3]);
});
