import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { levelAtPoe } from "../../../src/hazard/curves/hazard-map.ts";
import { addExceedances, addFinishedSums, makeRateSums } from "../../../src/hazard/curves/rate-accumulator.ts";
import {
  computeStatistic,
  statisticName,
  statisticsOf,
  weightedQuantile,
} from "../../../src/hazard/curves/statistics.ts";
import { makeSurvivalTable, survival } from "../../../src/hazard/curves/survival-table.ts";
import { normalCdf } from "../../../src/numerics/normal.ts";

/** Table against closed form, absolute: the bound stated in survival-table.ts. */
const TABLE_ERROR = 1e-9;

function exactSurvival(t: number, z: number): number {
  const b = normalCdf(t);
  return Math.min(1, Math.max(0, (b - normalCdf(z)) / (2 * b - 1)));
}

describe("truncated normal survival", () => {
  test("the values of example E2", () => {
    const table = makeSurvivalTable(3);
    const z = [-3.5, -3, -1, 0, 0.5, 1, 2.9, 3, 3.1];
    const p = [1, 1, 0.842268802, 0.5, 0.30801923, 0.157731198, 0.000517312, 0, 0];
    for (const [i, value] of p.entries()) expect(survival(table, z[i]!)).toBeCloseTo(value, 9);
  });

  test("agrees with the closed form for any truncation", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 12, noNaN: true }),
        fc.double({ min: -13, max: 13, noNaN: true }),
        (t, z) => {
          expect(Math.abs(survival(makeSurvivalTable(t), z) - exactSurvival(t, z))).toBeLessThan(TABLE_ERROR);
        },
      ),
    );
  });

  test("a truncation of 0 (read as 1e-9) is a step with one half at the median", () => {
    const table = makeSurvivalTable(1e-9);
    expect([-0.01, 0, 0.01].map((z) => Number(survival(table, z).toFixed(6)))).toEqual([1, 0.5, 0]);
  });
});

test("summed rates equal the sum of weight times survival, level by level", () => {
  const levels = Float64Array.from([0.005, 0.02, 0.1, 0.3, 1, 2.5], Math.log);
  const context = fc.record({
    mean: fc.double({ min: -8, max: 2, noNaN: true }),
    sigma: fc.double({ min: 0.2, max: 1.2, noNaN: true }),
    site: fc.nat(2),
    weight: fc.double({ min: 1e-6, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(context, { maxLength: 30 }), (contexts) => {
      const table = makeSurvivalTable(3);
      const sums = makeRateSums(3, 2, levels.length);
      addExceedances(
        table,
        0,
        contexts.length,
        Float64Array.from(contexts, (c) => c.mean),
        Float64Array.from(contexts, (c) => c.sigma),
        Int32Array.from(contexts, (c) => c.site),
        Float64Array.from(contexts, (c) => c.weight),
        levels,
        sums,
        1,
      );
      const got = new Float64Array(3 * 2 * levels.length);
      addFinishedSums(sums, 2, got);
      for (let site = 0; site < 3; site++)
        for (let l = 0; l < levels.length; l++) {
          let expected = 0;
          for (const c of contexts)
            if (c.site === site) expected += 2 * c.weight * exactSurvival(3, (levels[l]! - c.mean) / c.sigma);
          expect(Math.abs(got[(site * 2 + 1) * levels.length + l]! - expected)).toBeLessThan(1e-8);
          expect(got[site * 2 * levels.length + l]).toBe(0);
        }
    }),
  );
});

describe("the worked example E10", () => {
  const values = Float64Array.of(0.1, 0.4, 0.2, 0.3);
  const weights = Float64Array.of(0.1, 0.2, 0.3, 0.4);
  const order = new Uint32Array(4);

  test("quantiles", () => {
    const expected: [number, number][] = [
      [0.05, 0.1],
      [0.1, 0.1],
      [0.15, 0.116666667],
      [0.5, 0.225],
      [0.84, 0.32],
      [0.95, 0.375],
      [1, 0.4],
    ];
    for (const [level, value] of expected)
      expect(weightedQuantile(values, weights, level, order)).toBeCloseTo(value, 9);
  });

  test("of equal values the one of the least weight comes first", () => {
    // 0.1 up to 0.2; then 0.3 from 0.2 to 0.3 (least weight), flat from there on.
    const tied = Float64Array.of(0.3, 0.1, 0.3);
    const tiedWeights = Float64Array.of(0.7, 0.2, 0.1);
    for (const [level, value] of [
      [0.25, 0.2],
      [0.3, 0.3],
      [0.6, 0.3],
    ] as const) {
      expect(weightedQuantile(tied, tiedWeights, level, new Uint32Array(3))).toBeCloseTo(value, 9);
      // Equal in single precision is equal.
      const close = tied.map((x, i) => x * (1 + i * 1e-9));
      expect(weightedQuantile(close, tiedWeights, level, new Uint32Array(3))).toBeCloseTo(value, 7);
    }
  });

  test("mean, std and max, in the order of the outputs", () => {
    const statistics = statisticsOf({ mean: true, std: true, quantiles: [0.5, 1], max: true });
    expect(statistics.map(statisticName)).toEqual(["mean", "std", "quantile-0.5", "quantile-1.0", "max"]);
    const got = statistics.map((statistic) => computeStatistic(statistic, values, weights, order));
    for (const [i, value] of [0.27, 0.09, 0.225, 0.4, 0.4].entries()) expect(got[i]!).toBeCloseTo(value, 9);
  });

  test("maps", () => {
    const levels = Float64Array.of(0.01, 0.02, 0.05, 0.1, 0.2, 0.5);
    const curve = Float32Array.of(0.9, 0.7, 0.3, 0.1, 0.02, 0);
    const expected: [number, number][] = [
      [0.95, 0],
      [0.9, 0],
      [0.5, 0.028777747],
      [0.1, 0.100000001],
      [0.05, 0.134786552],
      [0.01, 0.201958795],
      [0.001, 0.208604534],
      [1e-31, 0.5],
    ];
    for (const [poe, level] of expected) expect(levelAtPoe(curve, 0, levels, poe)).toBeCloseTo(level, 7);
  });
});
