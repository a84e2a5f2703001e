/** Example E24: two ruptures, two measures. */
import { expect, test } from "bun:test";
import { makeSurvivalTable } from "../../../src/hazard/curves/survival-table.ts";
import { addToSpectra, type Conditioning, makeSpectrumSums } from "../../../src/hazard/spectra/conditional-spectrum.ts";

const TIME = 50;
const RATES = [0.01, 0.05];
const MOTIONS = {
  mean: [Float64Array.of(Math.log(0.2), Math.log(0.1)), Float64Array.of(Math.log(0.3), Math.log(0.12))],
  sigma: [Float64Array.of(0.6, 0.6), Float64Array.of(0.65, 0.7)],
};

function conditionedOn(level: number): Conditioning {
  return {
    reference: 0,
    correlation: [1, 0.7],
    lnLevels: [Math.log(level)],
    exceedances: [-Math.log(1 - 0.28)],
    survivalTable: makeSurvivalTable(3),
  };
}

test("two passes give mean and deviation", () => {
  const conditioning = conditionedOn(0.25);
  const sums = makeSpectrumSums(1, 2);
  for (const [row, rate] of RATES.entries()) addToSpectra(conditioning, MOTIONS, row, rate * TIME, undefined, sums);
  expect(sums.weight[0]).toBeCloseTo(1.012905684, 8);
  expect(sums.mean[0]).toBeCloseTo(-1.404185438, 8);
  expect(sums.mean[1]).toBeCloseTo(-1.207675797, 8);
  const target = sums.mean.slice();
  for (const [row, rate] of RATES.entries()) addToSpectra(conditioning, MOTIONS, row, rate * TIME, target, sums);
  expect(sums.mean).toEqual(target);
  expect(Math.sqrt(sums.variance[0]!)).toBeCloseTo(0.018006155, 8);
  expect(Math.sqrt(sums.variance[1]!)).toBeCloseTo(0.51327874, 8);
});

test("a level of 0 has no spectrum", () => {
  const sums = makeSpectrumSums(1, 2);
  addToSpectra(conditionedOn(0), MOTIONS, 0, 0.5, undefined, sums);
  expect(Array.from(sums.weight)).toEqual([0]);
  expect(Array.from(sums.mean)).toEqual([0, 0]);
});
