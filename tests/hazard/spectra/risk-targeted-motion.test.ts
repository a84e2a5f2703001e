/**
 * For a hazard curve k a^-n the risk has a closed form: H(median capacity) exp(n^2 beta^2 / 2), which gives the motion
 * exactly; the iteration stops within 1 % of the risk, that is within 1 / n % of the motion.
 */
import { expect, test } from "bun:test";
import fc from "fast-check";
import {
  riskTargetedMotion,
  TARGET_RISK,
  UNIFORM_HAZARD_RATE,
} from "../../../src/hazard/spectra/risk-targeted-motion.ts";

const LEVELS = Float64Array.from({ length: 60 }, (_, i) => 0.001 * 1.2 ** i);

test("straight hazard curves", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1.2, max: 3, noNaN: true }),
      fc.double({ min: 0.05, max: 1, noNaN: true }),
      (n, uniform) => {
        const rates = LEVELS.map((level) => UNIFORM_HAZARD_RATE * (level / uniform) ** -n);
        const found = riskTargetedMotion(LEVELS, rates);
        const median = uniform * ((UNIFORM_HAZARD_RATE / TARGET_RISK) * Math.exp((n * n * 0.36) / 2)) ** (1 / n);
        const exact = median * Math.exp(-0.6 * 1.2815515655446004);
        expect(found?.uniformHazard).toBeCloseTo(uniform, 9);
        expect(Math.abs(found!.motion / exact - 1)).toBeLessThan(0.015 / n);
        expect(found!.riskCoefficient).toBeCloseTo(found!.motion / found!.uniformHazard, 12);
      },
    ),
    { numRuns: 50 },
  );
});

test("levels that end far below the capacities that matter", () => {
  const flat = Float64Array.of(0.001, 0.002);
  expect(
    riskTargetedMotion(flat, Float64Array.of(1.1 * UNIFORM_HAZARD_RATE, 0.9 * UNIFORM_HAZARD_RATE)),
  ).toBeUndefined();
});
