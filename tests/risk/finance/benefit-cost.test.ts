/** Worked example E18, and the limit of an interest rate of 0. */
import { expect, test } from "bun:test";
import { benefitCostRatio } from "../../../src/risk/finance/benefit-cost.ts";

test("discounts what a retrofit avoids", () => {
  const retrofit = { originalRatio: 0.003, retrofittedRatio: 0.001, value: 100_000, cost: 8000 };
  expect(benefitCostRatio({ ...retrofit, interestRate: 0.05, lifeExpectancy: 40 })).toBeCloseTo(0.432332358, 8);
});

test("without interest every year counts alike", () => {
  const retrofit = { originalRatio: 0.02, retrofittedRatio: 0.01, value: 1000, cost: 100, lifeExpectancy: 50 };
  expect(benefitCostRatio({ ...retrofit, interestRate: 0.05 })).toBeCloseTo(1.83583, 5);
  expect(benefitCostRatio({ ...retrofit, interestRate: 0 })).toBeCloseTo(5, 12);
});
