import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CLASSICAL } from "../../src/calculators/classical/capabilities.ts";
import { jobParametersPage } from "../../src/calculators/job-parameters-page.ts";
import { supportOf, unsupportedInJobFile } from "../../src/inputs/capabilities.ts";
import { parseJobFile } from "../../src/inputs/job-ini/job-file.ts";
import { PARAMETER_NAMES, PARAMETERS, type ParameterFacts } from "../../src/inputs/job-ini/table.ts";

test("docs/job-parameters.md is what the tables say (bun scripts/job-parameters-page.ts)", () => {
  expect(readFileSync(join(import.meta.dir, "..", "..", "docs", "job-parameters.md"), "utf8")).toBe(
    jobParametersPage(),
  );
});

describe("classical calculations", () => {
  const refusals = (lines: string) => {
    const text = `[general]\ncalculation_mode = classical\n${lines}\n`;
    const { jobFile } = parseJobFile(text, { root: import.meta.dir }, "job.ini");
    return unsupportedInJobFile(jobFile, CLASSICAL);
  };

  test("every parameter is honoured, accepted for a reason, of other modes, or refused", () => {
    const count = { works: 0, ignored: 0, "other modes": 0, refused: 0 };
    for (const name of PARAMETER_NAMES) count[supportOf(name, CLASSICAL)]++;
    expect(count.works + count.ignored + count["other modes"] + count.refused).toBe(PARAMETER_NAMES.length);
    const refused = PARAMETER_NAMES.filter((name) => supportOf(name, CLASSICAL) === "refused");
    expect(refused).toEqual(["inputs"]);
  });

  test("what is honoured is listed once, and nothing that the table does not give to the mode without reason", () => {
    expect(new Set(CLASSICAL.parameters).size).toBe(CLASSICAL.parameters.length);
    const foreign = CLASSICAL.parameters.filter((name) => {
      const { modes }: ParameterFacts = PARAMETERS[name];
      return modes !== "all" && !modes.includes("classical");
    });
    expect(foreign).toEqual([]);
  });

  test("an input that is not read is refused by name, with its line; what concerns other modes is accepted", () => {
    const file = "job-parameters-page.test.ts";
    expect(refusals(`geometry_file = ${file}`)[0]).toMatchObject({ parameter: "geometry", line: 3 });
    expect(refusals("inputs = {}\nconcurrent_tasks = 5\nses_seed = 3")).toEqual([]);
  });
});
