import { expect, test } from "bun:test";
import { simplifyClosedLine } from "../../../src/geo/plane/ring-simplification.ts";

test("a vertex nearer to the line than the tolerance goes, a farther one stays", () => {
  const ring = (bump: number) => ({
    x: Float64Array.of(0, 1, 2, 2, 0, 0),
    y: Float64Array.of(0, bump, 0, 2, 2, 0),
  });
  expect(simplifyClosedLine(ring(0.01), 0.05, false)).toEqual([0, 2, 3, 4, 5]);
  expect(simplifyClosedLine(ring(0.1), 0.05, false)).toEqual([0, 1, 2, 3, 4, 5]);
});
