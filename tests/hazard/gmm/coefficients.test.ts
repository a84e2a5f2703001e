import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { coefficientTable, notAKnotSpline, tableFromCsv, tablesFromCsv } from "../../../src/hazard/gmm/coefficients.ts";
import { parseIntensityMeasure } from "../../../src/hazard/intensity-measure.ts";
import { PROJECT } from "../../harness.ts";

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

describe("table of a file", () => {
  const CSV = "imt,b,a,a_soft\nPGA,2,1,7\n0.1,20,10,70\n";

  test("finds its columns by their heading", () => {
    const table = tableFromCsv("a b", CSV);
    expect(table.at(parseIntensityMeasure("SA(0.1)"))).toEqual({ a: 10, b: 20 });
  });

  test("tables of the same shape share a file", () => {
    const { soft, hard } = tablesFromCsv("a", "imt,soil,a\nPGA,soft,1\nPGA,hard,2\n0.1,hard,3\n", "soil", [
      "soft",
      "hard",
    ]);
    expect(soft.at(parseIntensityMeasure("PGA"))).toEqual({ a: 1 });
    expect(hard.at(parseIntensityMeasure("SA(0.1)"))).toEqual({ a: 3 });
    expect(soft.periods()).toEqual([]);
    expect(() => tablesFromCsv("a", "imt,a\nPGA,1\n", "soil", ["soft"]).soft.rows()).toThrow("no column soil");
  });

  test("tables that differ in a column share a file", () => {
    const soft = tableFromCsv("a b", CSV, { headings: { a: "a_soft" } });
    expect(soft.at(parseIntensityMeasure("PGA"))).toEqual({ a: 7, b: 2 });
  });

  test("refuses a column that the file does not have when first used", () => {
    expect(() => tableFromCsv("a c", CSV).rows()).toThrow("no column c");
    expect(() => tableFromCsv("imt", CSV).rows()).toThrow("no column imt");
  });

  test("every file beside a model has its rows full", async () => {
    let files = 0;
    for await (const file of new Bun.Glob("src/hazard/gmm/**/*.csv").scan({ cwd: PROJECT })) {
      const [heading = "", ...rows] = (await Bun.file(join(PROJECT, file)).text()).trim().split("\n");
      const names = heading.split(",");
      expect(names[0], file).toBe("imt");
      expect(new Set(names).size, file).toBe(names.length);
      for (const row of rows) expect(row.split(",").length, `${file}: ${row}`).toBe(names.length);
      files++;
    }
    expect(files).toBeGreaterThan(30);
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
