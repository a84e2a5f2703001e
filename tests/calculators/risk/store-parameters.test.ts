/** What is stored about the functions of a calculation of risk. */
import { expect, test } from "bun:test";
import { describeModel } from "../../../src/calculators/risk/store-parameters.ts";
import { MODEL } from "../../risk/losses/portfolio.ts";

test("loss types, uncertain functions, and the loss ratios of loss curves in the order of the reference's names", () => {
  const described = describeModel(MODEL, false, new Map([["structural", Float64Array.of(0, 0.25, 1)]]));
  expect(Object.keys(described)).toEqual([
    "consequences",
    "covs",
    "limit_states",
    "loss_ratios_structural",
    "loss_types",
  ]);
  expect(described["loss_ratios_structural"]).toEqual([0, 0.25, 1]);
  expect(described["loss_types"]).toEqual([...MODEL.lossTypes]);
  expect(describeModel(MODEL, true)["covs"]).toBe(0);
  expect(described["covs"]).toBeGreaterThan(0);
});
