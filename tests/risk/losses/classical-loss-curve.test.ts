/** Worked examples E16 and E17, and closed forms. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { type VulnerabilityFunction, withIncreasingMeans } from "../../../src/risk/functions/vulnerability.ts";
import {
  averageLoss,
  classicalLossCurve,
  exceedanceMatrix,
  lossAtProbability,
  lossRatioAbscissae,
  lossRatioSurvival,
} from "../../../src/risk/losses/classical-loss-curve.ts";

const hazard = {
  levels: Float64Array.of(0.05, 0.1, 0.2, 0.4, 0.8),
  poes: [0.3, 0.12, 0.04, 0.01, 0.002],
  years: 50,
};

const vulnerability = (coefficients: readonly number[]): VulnerabilityFunction => ({
  id: "v",
  measure: "PGA",
  distribution: "LN",
  levels: Float64Array.of(0.1, 0.2, 0.4, 0.8),
  means: Float64Array.of(0.01, 0.05, 0.2, 0.6),
  coefficients: Float64Array.from(coefficients),
  lossRatios: new Float64Array(0),
  probabilities: [],
});

function curveOf(fn: VulnerabilityFunction, steps: number, riskYears: number) {
  const ratios = lossRatioAbscissae(fn, steps);
  return { ratios, poes: classicalLossCurve(fn, exceedanceMatrix(fn, ratios), hazard, riskYears)! };
}

describe("classical loss curve", () => {
  test("with two steps, in one year", () => {
    const { ratios, poes } = curveOf(vulnerability([0.3, 0.4, 0, 0.1]), 2, 1);
    const expected = [
      7.0683596281e-3, 6.9956274666e-3, 4.0334119152e-3, 1.4775044146e-3, 9.5780354862e-4, 4.7209195989e-4,
      4.6629446852e-4, 8.0315792206e-5, 3.856241929e-5, 1.3444474778e-7, 9.3579588523e-12,
    ];
    expect(Array.from(ratios)).toEqual(
      [0, 0.005, 0.01, 0.03, 0.05, 0.125, 0.2, 0.4, 0.6, 0.8, 1].map((x) => expect.closeTo(x, 12)),
    );
    for (const [i, poe] of expected.entries()) expect(Math.abs(poes[i]! / poe - 1)).toBeLessThan(i < 10 ? 1e-8 : 1e-4);
    expect(averageLoss(ratios, poes)).toBeCloseTo(3.0143736079e-4, 12);
  });

  test("without cutting, in the time of the hazard", () => {
    const { ratios, poes } = curveOf(vulnerability([0.3, 0.4, 0, 0.1]), 0, 50);
    const expected = [0.29859719439, 0.18296913223, 0.046783407522, 0.023050347363, 0.0019263004392];
    for (const [i, poe] of expected.entries()) expect(poes[i]).toBeCloseTo(poe, 10);
    expect(averageLoss(ratios, poes)).toBeCloseTo(0.0176210037863, 10);
  });

  test("survival of loss ratios", () => {
    for (const [distribution, expected] of [
      ["LN", [0.986599155, 0.441652761, 0.063258935]],
      ["BT", [0.969575556, 0.469631393, 0.059304236]],
    ] as const)
      for (const [i, ratio] of [0.1, 0.2, 0.3].entries())
        expect(lossRatioSurvival(distribution, ratio, 0.2, 0.06)).toBeCloseTo(expected[i]!, 8);
  });

  test("points that do not raise the mean are dropped", () => {
    const flat = { ...vulnerability([0.1, 0.2, 0.3, 0.4]), means: Float64Array.of(0.1, 0.1, 0.2, 0.2) };
    expect(Array.from(withIncreasingMeans(flat).levels)).toEqual([0.1, 0.4]);
  });

  test("the integral of the survival of a lognormal loss ratio is its mean", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.2, noNaN: true }),
        fc.double({ min: 0.05, max: 0.6, noNaN: true }),
        (mean, cov) => {
          const ratios = Float64Array.from({ length: 4001 }, (_, i) => i / 1000);
          const poes = ratios.map((ratio) => lossRatioSurvival("LN", ratio, mean, cov * mean));
          expect(averageLoss(ratios, poes)).toBeCloseTo(mean, 5);
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe("loss at a probability", () => {
  const losses = Float32Array.of(0, 10, 20, 40, 80);
  test.each([
    [0.6, 0],
    [0.5, 0],
    [0.3, 10],
    [0.2, 15],
    [0.05, 36.666664124],
    [0.04, 40],
    [0.01, 70],
  ])("%p", (probability, expected) => {
    expect(lossAtProbability(losses, Float32Array.of(0.5, 0.3, 0.1, 0.04, 0), probability)).toBeCloseTo(expected, 4);
  });
  test("below the last probability the largest loss", () => {
    const poes = Float32Array.of(0.5, 0.3, 0.1, 0.04, 0.02);
    expect(lossAtProbability(losses, poes, 0.03)).toBeCloseTo(60, 4);
    expect(lossAtProbability(losses, poes, 0.01)).toBe(80);
  });
});
