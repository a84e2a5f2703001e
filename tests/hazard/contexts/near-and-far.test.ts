import { expect, test } from "bun:test";
import { farthestSite, makeNearAndFar, splitSites } from "../../../src/hazard/contexts/near-and-far.ts";
import { pointsAt } from "../small-sites.ts";

const selected = ({ indices, count }: { indices: Int32Array; count: number }) => Array.from(indices.subarray(0, count));

test("beyond the limit sites are far, beyond what is kept they are left out", () => {
  const split = makeNearAndFar(pointsAt([5, 0], [50, 0], [200, 0]));
  splitSites(split, 0, 0, 0, 100, 20, false);
  expect([selected(split.near), selected(split.far)]).toEqual([[0], [1]]);
});

test("of few sites a near one makes all kept ones near", () => {
  const split = makeNearAndFar(pointsAt([50, 0], [5, 0], [200, 0]));
  splitSites(split, 0, 0, 0, 100, 20, true);
  expect([selected(split.near), selected(split.far)]).toEqual([[0, 1], []]);
});

test("how far sites are looked at: the distance of the largest magnitude that has one, and the radius", () => {
  expect(farthestSite([5, 6, 7], [100, 200, 0], 30, 1)).toBe(231);
  expect(farthestSite([5], [100], 80, 0)).toBe(150);
  expect(farthestSite([5], [0], 80, 0)).toBe(-1);
});
