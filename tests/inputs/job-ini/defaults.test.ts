import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { iniDefaults } from "../../../src/inputs/job-ini/defaults.ts";
import { PARAMETER_NAMES, PARAMETERS } from "../../../src/inputs/job-ini/table.ts";
import { goldenPath, hasGolden } from "../../harness.ts";

test("the table holds the 161 parameters of the reference and one of our own, each with a meaning", () => {
  expect(PARAMETER_NAMES.length).toBe(162);
  for (const name of PARAMETER_NAMES) expect(PARAMETERS[name].meaning.length).toBeGreaterThan(5);
});

test.if(hasGolden())("ini_defaults equals the recorded answer", () => {
  const recorded = JSON.parse(readFileSync(goldenPath("api", "ini_defaults.json"), "utf8")).response.body.json;
  const ours = JSON.parse(
    JSON.stringify(iniDefaults(1), (_key, value) => (value === Number.POSITIVE_INFINITY ? "__Infinity__" : value)),
  );
  expect(ours).toEqual(recorded);
});
