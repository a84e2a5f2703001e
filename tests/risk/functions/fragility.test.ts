/** Worked examples E12 and E13 of the reference's functions. */
import { describe, expect, test } from "bun:test";
import {
  type ContinuousFragility,
  type DiscreteFragility,
  damageFractions,
  firstLevel,
  fragilityEvaluator,
  NO_DAMAGE,
} from "../../../src/risk/functions/fragility.ts";

const discrete = (noDamageLimit: number): DiscreteFragility => ({
  kind: "discrete",
  id: "a",
  measure: "PGA",
  noDamageLimit,
  levels: Float64Array.of(0.1, 0.2, 0.4),
  probabilities: [Float64Array.of(0.1, 0.5, 0.9)],
});

const continuous = (noDamageLimit: number): ContinuousFragility => ({
  kind: "continuous",
  id: "a",
  measure: "PGA",
  noDamageLimit,
  minimumLevel: 0.1,
  maximumLevel: 0.9,
  means: Float64Array.of(0.2),
  standardDeviations: Float64Array.of(0.05),
});

function at(fragility: DiscreteFragility | ContinuousFragility, intensities: readonly number[]): number[] {
  const { exceedance } = fragilityEvaluator(fragility);
  const out = new Float64Array(1);
  return intensities.map((intensity) => {
    exceedance(intensity, out);
    return out[0]!;
  });
}

const INTENSITIES = [0.02, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 1];

describe("discrete fragility", () => {
  test.each([
    [NO_DAMAGE, [0.02, 0.05, 0.07, 0.1, 0.3, 0.5, 0.7, 0.9]],
    [0.05, [0, 0, 0.04, 0.1, 0.3, 0.5, 0.7, 0.9]],
    [0.1, [0, 0, 0, 0.1, 0.3, 0.5, 0.7, 0.9]],
    [0.2, [0, 0, 0, 0, 0, 0.5, 0.7, 0.9]],
  ])("no-damage limit %p", (limit, expected) => {
    for (const [i, value] of at(discrete(limit), INTENSITIES).entries()) expect(value).toBeCloseTo(expected[i]!, 8);
  });

  test("the first level is the no-damage limit where that is lower", () => {
    expect(firstLevel(discrete(0.05))).toBe(0.05);
    expect(firstLevel(discrete(0.2))).toBe(0.1);
    expect(firstLevel(continuous(0.05))).toBe(0.1);
  });
});

describe("continuous fragility", () => {
  test.each([
    [
      0.05,
      [0.04, 0.05, 0.08, 0.1, 0.2, 0.5, 2],
      [0.0035508664, 0.0035508664, 0.0035508664, 0.0035508664, 0.5489901377, 0.9999396084, 0.9999999998],
    ],
    [0.15, [0.04, 0.12, 0.15, 0.151, 0.3], [0, 0, 0, 0.154268955, 0.961625204]],
  ])("no-damage limit %p", (limit, intensities, expected) => {
    for (const [i, value] of at(continuous(limit), intensities).entries()) expect(value).toBeCloseTo(expected[i]!, 9);
  });
});

test("fractions are differences, and tiny or negative ones none", () => {
  const out = new Float64Array(4);
  damageFractions(Float64Array.of(0.7, 0.8, 0.1 + 1e-9), out);
  expect(Array.from(out)).toEqual([0.30000000000000004, 0, 0.7 - 1e-9, 0.1 + 1e-9].map((x) => expect.closeTo(x, 8)));
  damageFractions(Float64Array.of(1e-8, 0, 0), out);
  expect(out[1]).toBe(0);
});
