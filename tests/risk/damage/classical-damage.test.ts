/** Worked example E15. */
import { expect, test } from "bun:test";
import { classicalDamage } from "../../../src/risk/damage/classical-damage.ts";
import type { DiscreteFragility } from "../../../src/risk/functions/fragility.ts";

const hazard = {
  levels: Float64Array.of(0.05, 0.1, 0.2, 0.4, 0.8),
  poes: [0.3, 0.12, 0.04, 0.01, 0.002],
  years: 50,
};

const fragility: DiscreteFragility = {
  kind: "discrete",
  id: "W",
  measure: "PGA",
  noDamageLimit: 0.05,
  levels: Float64Array.of(0.1, 0.2, 0.4),
  probabilities: [Float64Array.of(0.1, 0.5, 0.9), Float64Array.of(0.02, 0.2, 0.6)],
};

test.each([
  [1, 1, [0.9986742965, 0.00074592506, 0.00057977849]],
  [50, 1, [0.935822785, 0.0355962726, 0.0285809424]],
  [1, 4, [0.99883246465, 0.00068863877, 0.00047889659]],
])("in %p years with %p steps", (riskYears, stepsPerInterval, expected) => {
  const settings = { riskYears, stepsPerInterval, continuousDiscretization: 20 };
  const fractions = classicalDamage(fragility, hazard, settings);
  expect(fractions.length).toBe(3);
  for (const [i, fraction] of expected.entries()) expect(Math.abs(fractions[i]! / fraction - 1)).toBeLessThan(1e-7);
});
