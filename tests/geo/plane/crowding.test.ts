import { expect, test } from "bun:test";
import { crowdedPairs } from "../../../src/geo/plane/crowding.ts";

/** Teeth one apart and as deep as asked, closed far below. */
function comb(teeth: number, depth: number) {
  const corners = Array.from({ length: 2 * teeth }, (_, i) => [i / 2, i % 2 === 0 ? 0 : depth] as const);
  const all = [...corners, [teeth, -1000] as const, [0, -1000] as const];
  return { x: Float64Array.from(all, ([x]) => x), y: Float64Array.from(all, ([, y]) => y) };
}

test("edges near each other are counted up to a bound: the farther the border, the more", () => {
  const ring = comb(50, 3);
  const [near, wide] = [crowdedPairs(ring, 0.1, 1e6), crowdedPairs(ring, 5, 1e6)];
  // Neighbours touch; with the border 5 away each of 100 edges meets those of ten teeth to its right.
  expect(near).toBeGreaterThanOrEqual(100);
  expect(wide).toBeGreaterThan((10 * near) / 2);
  expect(crowdedPairs(ring, 5, 500)).toBe(500);
});

test("a square is not crowded", () => {
  const square = { x: Float64Array.of(0, 100, 100, 0), y: Float64Array.of(0, 0, 100, 100) };
  expect(crowdedPairs(square, 1, 1000)).toBe(4);
});
