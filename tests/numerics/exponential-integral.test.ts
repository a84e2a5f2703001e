import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { exponentialIntegral } from "../../src/numerics/exponential-integral.ts";

describe("exponential integral", () => {
  // Abramowitz & Stegun, tables 5.1 and 5.2.
  test.each([
    [0.5, 0.559773595],
    [1, 0.219383934],
    [2, 0.048900511],
    [10, 4.156968929685e-6],
  ])("E1(%p)", (x, expected) => {
    expect(Math.abs(exponentialIntegral(x) / expected - 1)).toBeLessThan(2e-8);
  });

  test("is infinite at 0 and undefined below", () => {
    expect(exponentialIntegral(0)).toBe(Number.POSITIVE_INFINITY);
    expect(exponentialIntegral(-1)).toBeNaN();
  });

  test("its slope is -exp(-x) / x, and it is continuous where the method changes", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 20, noNaN: true }), (x) => {
        const h = 1e-4 * x;
        const slope = (exponentialIntegral(x + h) - exponentialIntegral(x - h)) / (2 * h);
        expect(Math.abs(slope / (-Math.exp(-x) / x) - 1)).toBeLessThan(1e-5);
      }),
    );
    expect(exponentialIntegral(1 + 1e-13)).toBeCloseTo(exponentialIntegral(1), 12);
  });
});
