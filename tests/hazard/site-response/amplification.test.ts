import { expect, test } from "bun:test";
import { makeSurvivalTable } from "../../../src/hazard/curves/survival-table.ts";
import type { AmplificationFunction } from "../../../src/hazard/site-response/amplification.ts";
import { convolve, planConvolution } from "../../../src/hazard/site-response/convolution.ts";
import { addSoilExceedances, makeSoilKernel } from "../../../src/hazard/site-response/kernel.ts";

function constantFactor(median: number, sigma: number): AmplificationFunction {
  return {
    code: "A",
    levels: undefined,
    fromMag: undefined,
    fromRrup: undefined,
    medians: new Map([["PGA", Float64Array.of(median)]]),
    sigmas: new Map([["PGA", Float64Array.of(sigma)]]),
  };
}

test("the convolution of example E12", () => {
  const rock = Float64Array.of(0.01, 0.05, 0.1, 0.2, 0.4);
  const soil = Float64Array.of(0.02, 0.1, 0.2, 0.4);
  const out = new Float64Array(4);
  convolve(
    planConvolution(constantFactor(2, 0.3), "PGA", rock, soil),
    Float64Array.of(0.5, 0.2, 0.1, 0.03, 0.004),
    out,
  );
  for (const [i, value] of [0.464721489, 0.190442499, 0.09431785, 0.027568401].entries())
    expect(out[i]!).toBeCloseTo(value, 8);
});

test("a curve that is zero everywhere stays so", () => {
  const levels = Float64Array.of(0.1, 0.2, 0.4);
  const out = new Float64Array(3).fill(7);
  convolve(planConvolution(constantFactor(1.5, 0.2), "PGA", levels, levels), new Float64Array(3), out);
  expect([...out]).toEqual([0, 0, 0]);
});

test("a certain factor shifts exceedances in the kernel method", () => {
  const levels = Float64Array.from([0.05, 0.1, 0.2, 0.4], Math.log);
  const kernel = makeSoilKernel(constantFactor(1, 0.2), "PGA", levels, 0.2);
  const table = makeSurvivalTable(3);
  const out = new Float64Array(4);
  addSoilExceedances(kernel, table, Math.log(0.1), 0.5, 1, out, 0);
  // Rock and amplification are independent: the sum of both deviations, up to the width of the intervals.
  const sigma = Math.hypot(0.5, 0.2);
  for (const [i, level] of levels.entries()) {
    const z = (level - Math.log(0.1)) / sigma;
    const expected = 0.5 - 0.5 * Math.tanh(z * 0.8); // a logistic stand-in for the normal, good to 0.02
    expect(Math.abs(out[i]! - expected)).toBeLessThan(0.03);
  }
});
