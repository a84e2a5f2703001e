/** Spatial correlation needs residuals to correlate. */
import { expect, test } from "bun:test";
import { type FieldComputer, refuseUncorrelatable } from "../../../../src/calculators/stages/fields/field-computer.ts";
import type { FieldSetup } from "../../../../src/calculators/stages/fields/field-setup.ts";

const NONE = {} as FieldComputer;

/** What is looked at before the models. @param level 0 in a job is 1e-9 here */
function setup(level: number): FieldSetup {
  const spatialCorrelation = { kind: "JB2009", vs30Clustering: true } as const;
  return {
    spatialCorrelation,
    truncationWithin: level,
    truncationBetween: level,
    tectonicRegions: [],
  } as unknown as FieldSetup;
}

test("medians have none", () => {
  expect(() => refuseUncorrelatable(setup(1e-9), NONE)).toThrow("truncation_level_within=0 requires no correlation");
  expect(() => refuseUncorrelatable(setup(3), NONE)).not.toThrow();
});
