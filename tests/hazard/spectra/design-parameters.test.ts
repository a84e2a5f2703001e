import { expect, test } from "bun:test";
import { designParameters, seismicityClass } from "../../../src/hazard/spectra/design-parameters.ts";

const SPECTRUM = { periods: [0, 0.1, 0.2, 0.5, 1, 2, 3, 5], values: [0.6, 1.6, 1.5, 1.2, 0.6, 0.36, 0.28, 0.12] };

test("stiff sites are looked at up to 2 s, soft ones up to 5 s", () => {
  const stiff = designParameters(SPECTRUM, 760);
  expect(stiff.sds).toBeCloseTo(0.9, 12);
  expect(stiff.sms).toBeCloseTo(1.35, 12);
  expect(stiff.sd1).toBeCloseTo(0.9 * 2 * 0.24, 12);
  expect(designParameters(SPECTRUM, 200).sd1).toBeCloseTo((0.9 * 3 * 0.56) / 3, 12);
});

test("the long-period parameter is not below the ordinate at 1 s", () => {
  const steep = { periods: [0.2, 1, 2], values: [1, 0.6, 0.1] };
  expect(designParameters(steep, 760).sd1).toBeCloseTo(0.4, 12);
});

test.each([
  [0.24, 0.09, "Low"],
  [0.25, 0.1, "Moderate"],
  [0.9, 0.39, "Moderately High"],
  [1, 0.4, "High"],
  [1.5, 0.6, "Very High"],
])("%p and %p g are %s", (short, long, name) => {
  expect(seismicityClass(short, "short")).toBe(name);
  expect(seismicityClass(long, "long")).toBe(name);
});
