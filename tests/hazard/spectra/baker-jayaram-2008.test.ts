import { expect, test } from "bun:test";
import fc from "fast-check";
import { correlationBakerJayaram2008 } from "../../../src/hazard/spectra/baker-jayaram-2008.ts";

/** Example E25. */
test.each([
  [0.05, 0.1, 0.942121393],
  [0.1, 0.15, 0.884351553],
  [0.2, 1, 0.444425066],
  [0, 0.5, 0.686237833],
  [0.05, 0.5, 0.59250406],
])("periods %p and %p", (a, b, expected) => {
  expect(correlationBakerJayaram2008(a, b)).toBeCloseTo(expected, 9);
});

test("is symmetric, at most 1, and 1 for equal periods", () => {
  const period = fc.double({ min: 0.01, max: 10, noNaN: true });
  fc.assert(
    fc.property(period, period, (a, b) => {
      const rho = correlationBakerJayaram2008(a, b);
      expect(rho).toBe(correlationBakerJayaram2008(b, a));
      expect(rho).toBeLessThanOrEqual(1 + 1e-12);
      expect(rho).toBeGreaterThan(0);
      expect(correlationBakerJayaram2008(a, a)).toBe(1);
    }),
  );
});
