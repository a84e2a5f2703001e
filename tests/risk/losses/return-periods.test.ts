/** Worked example E10, and what an average loss is. */
import { expect, test } from "bun:test";
import fc from "fast-check";
import {
  amplificationAt,
  automaticReturnPeriods,
  lossesByPeriod,
  lossesOfYears,
} from "../../../src/risk/losses/return-periods.ts";

const LOSSES = Float32Array.of(3, 2, 3.5, 4, 3, 23, 11, 2, 1, 4, 5, 7, 8, 9, 13);
const PERIODS = [1, 2, 5, 10, 20, 50, 100];

test("losses by return period", () => {
  expect(Array.from(lossesByPeriod(LOSSES, PERIODS, 20, 100))).toEqual([0, 0, 0, 3.5, 8, 13, 23]);
  expect(Array.from(lossesByPeriod(LOSSES, [200], 20, 100))).toEqual([Number.NaN]);
});

test("amplified", () => {
  const factors = { returnPeriods: Float64Array.of(1, 10, 50), factors: Float64Array.of(1, 1.2, 1.5) };
  const curve = lossesByPeriod(LOSSES, PERIODS, 20, 100, factors);
  expect(Array.from(curve)).toEqual([0, 0, 0, 4.2, 10.2, 19.5, 34.5].map((loss) => expect.closeTo(loss, 5)));
  expect([0.5, 1, 30, 1000].map((period) => amplificationAt(factors, period))).toEqual([1, 1, 1.35, 1.5]);
});

test("single events, sums and largest of years", () => {
  const losses = Float32Array.of(10, 40, 20, 5, 7);
  const years = [1, 1, 2, 4, 4];
  const curve = (of: Float32Array) => Array.from(lossesByPeriod(of, [1, 2, 5, 10], 6, 10));
  expect(curve(losses)).toEqual([0, 5, 20, 40].map((loss) => expect.closeTo(loss, 5)));
  expect(curve(lossesOfYears(losses, years, "aep"))).toEqual([0, 0, 20, 50].map((loss) => expect.closeTo(loss, 5)));
  expect(curve(lossesOfYears(losses, years, "oep"))).toEqual([0, 0, 20, 40].map((loss) => expect.closeTo(loss, 5)));
});

test("return periods that events can tell", () => {
  expect(automaticReturnPeriods(100, 2)).toEqual([50, 100]);
  expect(automaticReturnPeriods(50, 7)).toEqual([10, 20, 50]);
  expect(automaticReturnPeriods(10_000, 30)).toEqual([500, 1000, 2000, 5000, 10_000]);
  expect(automaticReturnPeriods(1000, 1000)).toEqual([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]);
});

test("a curve does not decrease with the return period and ends at the largest loss", () => {
  const losses = fc.array(fc.float({ min: 0, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 60 });
  fc.assert(
    fc.property(losses, fc.integer({ min: 0, max: 40 }), (values, quiet) => {
      const events = values.length + quiet;
      const curve = lossesByPeriod(Float32Array.from(values), [1, 5, 10, 100, 1000], events, 1000);
      for (let p = 1; p < curve.length; p++) expect(curve[p]!).toBeGreaterThanOrEqual(curve[p - 1]!);
      expect(curve[4]).toBe(Math.fround(Math.max(...values)));
    }),
    { numRuns: 50 },
  );
});
