import { describe, expect, test } from "bun:test";
import { coefficientTable, notAKnotSpline } from "../../../src/hazard/gmm/coefficients.ts";
import { parseIntensityMeasure } from "../../../src/hazard/intensity-measure.ts";

const TABLE = coefficientTable(
  "a b",
  `
PGA 1 2
0.1 10 20
1   1  2
10  2  4
`,
);

const at = (text: string) => TABLE.at(parseIntensityMeasure(text));

describe("coefficient table", () => {
  test("gives the printed rows", () => {
    expect(at("PGA")).toEqual({ a: 1, b: 2 });
    expect(at("SA(1)")).toEqual({ a: 1, b: 2 });
  });

  test("interpolates linearly in the logarithm of period", () => {
    // Half way between 0.1 and 1 on a logarithmic axis.
    expect(at(`SA(${10 ** -0.5})`).a).toBeCloseTo(5.5, 12);
    expect(at("SA(0.2)").a).toBeCloseTo(7.29073, 5);
  });

  test("refuses to extrapolate and names its range", () => {
    expect(() => at("SA(0.05)")).toThrow("no coefficients for SA(0.05) (allowed: PGA, SA(0.1) to SA(10.0))");
    expect(() => at("SA(11)")).toThrow("SA(11.0)");
    expect(() => at("PGV")).toThrow("PGV");
    expect(TABLE.has(parseIntensityMeasure("PGV"))).toBe(false);
  });

  test("interpolates linearly in period when told so", () => {
    const table = coefficientTable("a", "0.1 0\n1.1 10", { interpolation: "linear" });
    expect(table.at(parseIntensityMeasure("SA(0.6)")).a).toBeCloseTo(5, 12);
  });

  test("refuses a row with the wrong number of values when first used", () => {
    const table = coefficientTable("a b", "PGA 1");
    expect(() => table.rows()).toThrow("row PGA has 1 numbers for 2 columns");
  });
});

describe("not-a-knot spline", () => {
  test("reproduces cubics exactly", () => {
    const cubic = (x: number) => 1 + 2 * x - 3 * x ** 2 + 0.5 * x ** 3;
    const knots = [-2, -1.5, 0, 0.7, 2, 3.1];
    for (const x of [-2, -1.9, -0.3, 0.7, 1.1, 3, 3.1])
      expect(notAKnotSpline(knots, knots.map(cubic), x)).toBeCloseTo(cubic(x), 10);
  });
});
