import { expect, test } from "bun:test";
import { exportTypes } from "../../src/outputs/export-output.ts";
import { isFormat } from "../../src/outputs/formats/media-types.ts";
import { TABLE_WRITERS } from "../../src/outputs/formats/table-writers.ts";
import { findOutput, OUTPUTS } from "../../src/outputs/output-list.ts";
import { levelToDownload, levelToExtract } from "../../src/outputs/user-levels.ts";

test("every output stands in the list once", () => {
  const keys = OUTPUTS.map(({ key }) => key);
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  expect(keys.length).toBeGreaterThan(60);
  expect(findOutput("hcurves")?.title).toBe("Hazard Curves");
  expect(findOutput("nosuch")).toBeUndefined();
});

test("every format an output offers can be written", () => {
  for (const { key, title, formats, table, files, extract } of OUTPUTS) {
    expect([key, title === undefined]).toEqual([key, formats === undefined]);
    if (title === undefined) continue;
    for (const format of exportTypes(key)) {
      if (!isFormat(format)) throw new Error(`${key}: ${format} is no format`);
      const written =
        files?.[format] !== undefined ||
        (format === "npz" && extract !== undefined) ||
        (table !== undefined && (format === "xml" || TABLE_WRITERS[format] !== undefined));
      expect([key, format, written]).toEqual([key, format, true]);
    }
  }
});

test("what has neither tables nor files nor an extract says what it needs", () => {
  const silent = OUTPUTS.filter(({ table, files, extract, needs }) =>
    [table, files, extract, needs].every((part) => part === undefined),
  );
  expect(silent.map(({ key }) => key)).toEqual([]);
});

test("user levels come from the outputs; stored arrays and unknown names are for level 2", () => {
  expect(levelToDownload("hcurves")).toBe(1);
  expect(levelToDownload("of-another-engine")).toBe(1);
  for (const spec of ["hcurves", "oqparam", "oqparam.attrs", "agg_losses/structural", "composite_risk_model.attrs"]) {
    expect([spec, levelToExtract(spec)]).toEqual([spec, 1]);
  }
  for (const spec of ["weights", "hcurves-stats", "source_info", "full_lt/gsim_lt", "nosuch"]) {
    expect([spec, levelToExtract(spec)]).toEqual([spec, 2]);
  }
});
