import { describe, expect, test } from "bun:test";
import { compareExports, type ExportSet } from "../../../src/outputs/compare/compare-exports.ts";
import { DEFAULT_TOLERANCE } from "../../../src/outputs/compare/comparison.ts";
import { htmlReport } from "../../../src/outputs/compare/report-html.ts";
import { textReport } from "../../../src/outputs/compare/report-text.ts";

const exportSet = (label: string, files: Readonly<Record<string, string>>): ExportSet => ({
  label,
  files: new Map(Object.entries(files).map(([name, text]) => [name, async () => text])),
});

const CURVE = "# comment\nlon,lat,poe-0.1\n10,45,0.5\n11,45,0.25\n";

describe("sets of files", () => {
  test("are matched without the number of the calculation", async () => {
    const a = exportSet("theirs", { "hazard_curve-mean-PGA_42.csv": CURVE, "uhs_42.csv": CURVE, "job_42.zip": "" });
    const b = exportSet("ours", { "hazard_curve-mean-PGA.csv": CURVE, "realizations.csv": CURVE });
    const found = await compareExports(a, b, DEFAULT_TOLERANCE);
    expect(found.tables.map(({ output, equal }) => [output, equal])).toEqual([["hazard_curve-mean-PGA.csv", true]]);
    expect(found).toMatchObject({
      equal: false,
      onlyInA: ["uhs.csv"],
      onlyInB: ["realizations.csv"],
      notCompared: ["job_42.zip"],
    });
    expect((await compareExports(a, b, DEFAULT_TOLERANCE, true)).equal).toBe(true);
  });

  test("files that differ in that number only keep their names", async () => {
    const a = exportSet("a", { "losses_1.csv": CURVE, "losses_2.csv": CURVE.replace("0.25", "0.3") });
    const found = await compareExports(a, a, DEFAULT_TOLERANCE);
    expect(found.equal).toBe(true);
    expect(found.tables.map(({ output }) => output)).toEqual(["losses_1.csv", "losses_2.csv"]);
  });

  test("with nothing in common are not equal", async () => {
    const found = await compareExports(exportSet("a", { "x.csv": CURVE }), exportSet("b", {}), DEFAULT_TOLERANCE, true);
    expect(found.equal).toBe(false);
  });
});

describe("reports", () => {
  const changed = CURVE.replace("0.25", "0.26");
  const compared = () =>
    compareExports(
      exportSet("<a>", { "curve.csv": CURVE }),
      exportSet("b", { "curve.csv": changed }),
      DEFAULT_TOLERANCE,
    );

  test("lines say worst, typical and where", async () => {
    const text = textReport(await compared());
    expect(text).toContain("DIFFERENT curve.csv: 2 rows, 6 cells, 1 differ; worst 4.0e-2, typical 2.0e-2");
    expect(text).toContain("worst at lon=11 lat=45, column poe-0.1: 0.25 against 0.26");
    expect(text).toEndWith("DIFFERENT: 0 of 1 outputs agree within rtol 0.001, atol 1e-8");
  });

  test("the page needs nothing from elsewhere and escapes what it shows", async () => {
    const page = htmlReport(await compared());
    expect(page).toContain("&lt;a&gt;");
    expect(page).not.toContain("<a>");
    expect(page).not.toMatch(/src=|url\(|https?:|<script|<link|@import/);
    expect(page).toContain("prefers-color-scheme:dark");
    expect(page.match(/<svg /g)).toHaveLength(2);
    expect(page).toContain("poe-0.1: worst 4.0e-2, 1 cells differ");
  });
});
