import { expect, test } from "bun:test";
import {
  averageHypocentralDepth,
  averageNodalPlane,
  mergeHypocentralDepths,
  mergeNodalPlanes,
  weightedMean,
} from "../../../src/hazard/ruptures/point-distributions.ts";

const plane = (probability: number, strike: number) => ({ probability, strike, dip: 90, rake: 0 });

test("repeated planes are joined and then sorted by probability; without repetition the order stays", () => {
  expect(mergeNodalPlanes([plane(0.5, 30), plane(0.2, 10), plane(0.3, 30)])).toEqual([plane(0.2, 10), plane(0.8, 30)]);
  const distinct = [plane(0.7, 30), plane(0.3, 10)];
  expect(mergeNodalPlanes(distinct)).toEqual(distinct);
});

test("equal depths with different fractions stay apart", () => {
  const depths = [
    { probability: 0.5, depth: 5 },
    { probability: 0.5, depth: 5, downDipFraction: 0.2 },
  ];
  expect(mergeHypocentralDepths(depths)).toEqual(depths);
});

test("plain means by probability: strikes of 10 and 350 degrees average to 180", () => {
  expect(averageNodalPlane([plane(0.5, 10), plane(0.5, 350)]).strike).toBe(180);
  const depth = averageHypocentralDepth([
    { probability: 0.25, depth: 4 },
    { probability: 0.75, depth: 8, downDipFraction: 0.9 },
  ]);
  expect(depth).toEqual({ probability: 1, depth: 7, downDipFraction: 0.8 });
  expect(weightedMean([1, 4], [2, 1])).toBe(2);
});
