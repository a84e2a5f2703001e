import { expect, test } from "bun:test";
import fc from "fast-check";
import { AXES, cellBins, marginalSums, wholeAxis } from "../../../src/hazard/disaggregation/marginals.ts";
import {
  cellKey,
  cellOfKey,
  cellsOfSite,
  type MatrixShape,
  siteOfKey,
} from "../../../src/hazard/disaggregation/matrix-shape.ts";

const shapes = fc.record({
  trt: fc.integer({ min: 1, max: 3 }),
  mag: fc.integer({ min: 1, max: 5 }),
  dist: fc.integer({ min: 1, max: 5 }),
  lon: fc.integer({ min: 1, max: 4 }),
  lat: fc.integer({ min: 1, max: 4 }),
  eps: fc.integer({ min: 1, max: 4 }),
});

test("every cell has a number of its own, and its number gives it back", () => {
  fc.assert(
    fc.property(shapes, fc.integer({ min: 0, max: 5 }), (shape, site) => {
      const size = cellsOfSite(shape);
      for (let key = site * size; key < (site + 1) * size; key++) {
        expect(cellKey(shape, site, cellOfKey(shape, key))).toBe(key);
        expect(siteOfKey(shape, key)).toBe(site);
      }
    }),
    { numRuns: 20 },
  );
});

function everyCell(shape: MatrixShape, blocks: number) {
  const cells = Array.from({ length: cellsOfSite(shape) }, (_, i) => i);
  const values = Float64Array.from({ length: cells.length * blocks * shape.eps }, (_, i) => 1 + (i % 17));
  return { bins: cellBins(shape, cells), values, blocks };
}

test("each marginal sums to the whole, block by block", () => {
  fc.assert(
    fc.property(shapes, fc.integer({ min: 1, max: 3 }), fc.subarray([...AXES]), (shape, blocks, axes) => {
      const filled = everyCell(shape, blocks);
      const whole = marginalSums(shape, filled, []);
      const sums = marginalSums(
        shape,
        filled,
        axes.map((axis) => wholeAxis(shape, axis)),
      );
      for (let block = 0; block < blocks; block++) {
        let sum = 0;
        for (let i = block; i < sums.length; i += blocks) sum += sums[i]!;
        expect(sum).toBeCloseTo(whole[block]!, 6);
      }
    }),
    { numRuns: 40 },
  );
});

test("joined bins are the sum of what they join", () => {
  const shape: MatrixShape = { trt: 1, mag: 4, dist: 3, lon: 1, lat: 1, eps: 2 };
  const filled = everyCell(shape, 1);
  const fine = marginalSums(shape, filled, [wholeAxis(shape, "Mag"), wholeAxis(shape, "Eps")]);
  const coarse = marginalSums(shape, filled, [
    { axis: "Mag", bins: 2, joined: Int32Array.of(0, 0, 1, 1) },
    wholeAxis(shape, "Eps"),
  ]);
  const at = (mag: number, eps: number) => fine[mag * 2 + eps]!;
  expect(Array.from(coarse)).toEqual([
    at(0, 0) + at(1, 0),
    at(0, 1) + at(1, 1),
    at(2, 0) + at(3, 0),
    at(2, 1) + at(3, 1),
  ]);
});
