import { expect, test } from "bun:test";
import fc from "fast-check";
import { makeSurvivalTable, survival } from "../../../src/hazard/curves/survival-table.ts";
import { epsilonEdges } from "../../../src/hazard/disaggregation/bin-edges.ts";
import { makeEpsilonBands, splitByEpsilon } from "../../../src/hazard/disaggregation/epsilon-bands.ts";

const TABLE = makeSurvivalTable(3);

function split(edges: readonly number[], z: number, star = false): number[] {
  const out = new Float64Array(edges.length - 1);
  splitByEpsilon(makeEpsilonBands(Float64Array.from(edges), 3, star), TABLE, z, out);
  return Array.from(out);
}

/** Example E23. */
test.each([
  [-3.5, [0.157731198, 0.684537604, 0.157731198]],
  [-2, [0.136273031, 0.684537604, 0.157731198]],
  [-1, [0, 0.684537604, 0.157731198]],
  [0.5, [0, 0.150288032, 0.157731198]],
  [2, [0, 0, 0.021458167]],
  [3.5, [0, 0, 0]],
])("epsilon %p", (z, expected) => {
  for (const [i, part] of split([-3, -1, 1, 3], z).entries()) expect(part).toBeCloseTo(expected[i]!, 8);
});

test("edges short of the truncation", () => {
  expect(split([-1, 0, 2], 0.5)[1]).toBeCloseTo(0.30801923, 8);
  expect(split([-1, 0, 2], 2)[1]).toBeCloseTo(0.021458167, 8);
});

test("epsilon star puts everything into one bin", () => {
  expect(split([-3, -1, 1, 3], 0.5, true)).toEqual([0, survival(TABLE, 0.5), 0]);
  expect(split([-3, -1, 1, 3], -3.5, true)).toEqual([0, 0, 0]);
});

test("the parts add up to the probability of exceedance", () => {
  fc.assert(
    fc.property(fc.double({ min: -4, max: 4, noNaN: true }), fc.integer({ min: 1, max: 12 }), (z, count) => {
      const parts = split(Array.from(epsilonEdges(3, count)), z);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(survival(TABLE, z), 8);
      expect(Math.min(...parts)).toBeGreaterThan(-1e-9);
    }),
  );
});
