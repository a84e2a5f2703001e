import { describe, expect, test } from "bun:test";
import { chiSquaredQuantile } from "../../src/numerics/chi-squared.ts";
import { gammaP, logGamma } from "../../src/numerics/gamma.ts";

describe("chi-squared distribution", () => {
  test("ln gamma and the incomplete gamma function", () => {
    expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 13);
    expect(logGamma(11)).toBeCloseTo(Math.log(3628800), 12);
    expect(gammaP(1, 2)).toBeCloseTo(1 - Math.exp(-2), 14);
    expect(gammaP(3, 0.5)).toBeCloseTo(1 - Math.exp(-0.5) * (1 + 0.5 + 0.125), 14);
  });

  test("quantiles invert it", () => {
    // Two degrees of freedom: -2 ln(1 - p).
    for (const p of [1e-6, 0.1, 0.5, 0.95, 0.999999])
      expect(chiSquaredQuantile(p, 2) / (-2 * Math.log1p(-p))).toBeCloseTo(1, 9);
    expect(chiSquaredQuantile(0.95, 10)).toBeCloseTo(18.307038053275146, 9);
    expect(chiSquaredQuantile(0.05, 230.5)).toBeGreaterThan(190);
  });
});
