import { expect, test } from "bun:test";
import fc from "fast-check";
import { bivariateNormalCdf } from "../../src/numerics/bivariate-normal.ts";
import { normalCdf } from "../../src/numerics/normal.ts";

const point = fc.double({ min: -5, max: 5, noNaN: true });
const correlation = fc.double({ min: -0.999, max: 0.999, noNaN: true });

test("a quadrant has probability 1/4 + asin(rho) / 2 pi", () => {
  for (const rho of [-0.99, -0.5, 0, 0.3, 0.7, 0.94, 0.99, 0.9999])
    expect(bivariateNormalCdf(0, 0, rho)).toBeCloseTo(0.25 + Math.asin(rho) / (2 * Math.PI), 10);
});

test("independent and perfectly dependent variables", () => {
  fc.assert(
    fc.property(point, point, (h, k) => {
      expect(bivariateNormalCdf(h, k, 0)).toBeCloseTo(normalCdf(h) * normalCdf(k), 14);
      expect(bivariateNormalCdf(h, k, 1)).toBe(normalCdf(Math.min(h, k)));
      expect(bivariateNormalCdf(h, k, -1)).toBeCloseTo(Math.max(0, normalCdf(h) - normalCdf(-k)), 14);
    }),
  );
});

test("symmetry, complement and bounds", () => {
  fc.assert(
    fc.property(point, point, correlation, (h, k, rho) => {
      const p = bivariateNormalCdf(h, k, rho);
      expect(p).toBeCloseTo(bivariateNormalCdf(k, h, rho), 12);
      expect(p + bivariateNormalCdf(h, -k, -rho)).toBeCloseTo(normalCdf(h), 8);
      expect(p).toBeLessThanOrEqual(normalCdf(Math.min(h, k)) + 1e-9);
    }),
  );
});
