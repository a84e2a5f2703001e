/** Numbers of the reference that are known to be wrong: as there by default, mended with `numerics = exact`. */
import { describe, expect, test } from "bun:test";
import { evaluateModel } from "../../../src/hazard/gmm/evaluate.ts";
import { buildModel } from "../../../src/hazard/gmm/registry.ts";
import { parseIntensityMeasure } from "../../../src/hazard/intensity-measure.ts";

describe("BaylessAbrahamson2018 above 24 Hz", () => {
  const contexts = { mag: 7, rake: 0, ztor: 0, rrup: 20, vs30: 760, z1pt0: -999 };
  const at = (frequency: number, exact: boolean) => {
    const imt = parseIntensityMeasure(`EAS(${frequency})`);
    return evaluateModel(buildModel("BaylessAbrahamson2018", {}, { exact }), contexts, [imt])[0]!;
  };

  test("the placeholder counts as a number by default", () => {
    expect(at(26.91534, false).sigma[0]).toBeCloseTo(9999.9999, 2);
  });

  test("exact leaves it out: the value of the authors' table", () => {
    const { sigma, tau, phi, mean } = at(26.91534, true);
    expect(sigma[0]).toBeCloseTo(0.9435, 4);
    expect(sigma[0]).toBeCloseTo(Math.hypot(tau[0]!, phi[0]!), 12);
    expect(mean[0]).toBe(at(26.91534, false).mean[0]!);
  });

  test("between the last frequency of the table and 24 Hz the row is not mixed with placeholders", () => {
    expect(Math.abs(at(23.995, true).mean[0]! - at(23.98, true).mean[0]!)).toBeLessThan(0.01);
    expect(Math.abs(at(23.995, true).sigma[0]! - at(23.98, true).sigma[0]!)).toBeLessThan(0.01);
  });

  test("only the frequencies concerned are told", () => {
    const { defect } = buildModel("BaylessAbrahamson2018");
    expect(defect?.(parseIntensityMeasure("EAS(25)"))).toContain("placeholder");
    expect(defect?.(parseIntensityMeasure("EAS(20)"))).toBeUndefined();
    expect(buildModel("BaylessAbrahamson2018", {}, { exact: true }).defect).toBeUndefined();
  });
});

describe("branches of the standard deviation of Stafford2022", () => {
  const contexts = {
    ...{ mag: 5, rake: 180, dip: 90, ztor: 0, rrup: 0, rjb: 0, rx: 0 },
    ...{ vs30: 250, vs30measured: 1, z1pt0: 490.795250253769 },
  };
  const at = (args: { readonly [name: string]: string }, exact: boolean) =>
    evaluateModel(buildModel("Stafford2022", args, { exact }), contexts, [parseIntensityMeasure("SA(0.1)")])[0]!;

  test("the lower branch changes the total only by default, which falls below its own phi", () => {
    const { sigma, phi } = at({ sigma_branch: "Lower" }, false);
    expect(sigma[0]).toBeCloseTo(0.46805, 5);
    expect(sigma[0]).toBeLessThan(phi[0]!);
  });

  test("exact shares it out: the total is that of its parts", () => {
    const { sigma, tau, phi } = at({ sigma_branch: "Lower" }, true);
    expect(sigma[0]).toBeCloseTo(0.46805, 5);
    expect(Math.hypot(tau[0]!, phi[0]!)).toBeCloseTo(sigma[0]!, 12);
  });

  test("the total follows the branch of the median, through the response of the soil", () => {
    // The authors' table of the lower branch, 0.50144, is that of the lower median with the epistemic standard deviation unscaled.
    expect(at({ mu_branch: "Lower", sigma_branch: "Lower" }, false).sigma[0]).toBeCloseTo(0.4969, 4);
  });

  test("told for the outer branches only", () => {
    expect(buildModel("Stafford2022", { sigma_branch: "Lower" }).defect).toBeDefined();
    expect(buildModel("Stafford2022").defect).toBeUndefined();
  });
});
