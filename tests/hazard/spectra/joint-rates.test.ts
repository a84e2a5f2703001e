import { expect, test } from "bun:test";
import { addJointRates } from "../../../src/hazard/spectra/joint-rates.ts";
import { normalCdf } from "../../../src/numerics/normal.ts";

const LEVELS = Float64Array.of(-8, -1, 0, 1, 8);

function rates(correlation: number): Float64Array {
  const out = new Float64Array(16);
  const motion = { rate: 0.02, mean: [0.2, -0.1], sigma: [0.5, 0.7] } as const;
  addJointRates(motion, correlation, [LEVELS, LEVELS], out);
  return out;
}

test("all cells together have the rate; rows and columns have those of one measure", () => {
  const cells = rates(0.6);
  expect(cells.reduce((sum, rate) => sum + rate, 0)).toBeCloseTo(0.02, 10);
  const first = cells.filter((_, i) => i % 4 === 1).reduce((sum, rate) => sum + rate, 0);
  expect(first).toBeCloseTo(0.02 * (normalCdf(-0.2 / 0.5) - normalCdf(-1.2 / 0.5)), 10);
  const second = cells.subarray(4, 8).reduce((sum, rate) => sum + rate, 0);
  expect(second).toBeCloseTo(0.02 * (normalCdf(0.1 / 0.7) - normalCdf(-0.9 / 0.7)), 10);
});

test("correlation gathers the rates on the diagonal", () => {
  const diagonal = (cells: Float64Array) => cells[0]! + cells[5]! + cells[10]! + cells[15]!;
  expect(diagonal(rates(0.9))).toBeGreaterThan(diagonal(rates(0.1)));
});
