import { describe, expect, test } from "bun:test";
import { parseIntensityMeasure } from "../../src/hazard/intensity-measure.ts";

describe("intensity measure", () => {
  test.each([
    ["PGA", "PGA", 0],
    ["SA(1)", "SA(1.0)", 1],
    ["SA(.3)", "SA(0.3)", 0.3],
    ["SA(0.300)", "SA(0.3)", 0.3],
    ["0.3", "SA(0.3)", 0.3],
    ["SA(0.3, 10)", "SA(0.3)", 0.3],
    ["SA(1e-5)", "SA(1e-05)", 1e-5],
    ["EAS(5)", "EAS(5.000000)", 0.2],
    ["AvgSA", "AvgSA", 0],
    ["AvgSA(0.5)", "AvgSA(0.5)", 0.5],
    ["SDi(1,2)", "SDi(1.0,2.0)", 1],
    ["Model_LSD", "Model_LSD", 0],
  ])("%s is %s", (text, name, period) => {
    const imt = parseIntensityMeasure(text);
    expect(imt.name).toBe(name);
    expect(imt.period).toBe(period);
  });

  test.each(["SA", "PGA()", "PGA(0.1)", "sa(0.3)", "XYZ", "SA(-1)", "SA(0)", "SA(a)", "", "EAS", "SA(1,2,3)"])(
    "refuses %p",
    (text) => {
      expect(() => parseIntensityMeasure(text)).toThrow();
    },
  );
});
