/** Real jobs: none of those the reference computed is called invalid, those it refused are refused. */
import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatProblem, type InputProblem } from "../../src/input-error.ts";
import { checkWhole } from "../../src/inputs/check-job.ts";
import { goldenPath, hasGolden } from "../harness.ts";

interface Case {
  readonly calculation_mode: string;
  readonly inis: readonly string[];
}

/** What only a calculation can find. */
const FOUND_BY_COMPUTING: ReadonlyMap<string, string> = new Map([
  ["disagg_case_3-cfms", "the hazard is zero"],
  ["invalid_no_gmfs_above_threshold", "no ground motion exceeds minimum_intensity"],
]);

async function problemsOf(folder: string): Promise<readonly InputProblem[]> {
  const { inis } = JSON.parse(readFileSync(join(folder, "case.json"), "utf8")) as Case;
  const problems: InputProblem[] = [];
  for (const [i, ini] of inis.entries()) {
    const check = await checkWhole({ root: join(folder, "job") }, ini, {
      hasParent: i > 0,
      knownCalculation: () => false,
    });
    problems.push(...check.problems);
  }
  return problems;
}

describe.if(hasGolden())("jobs of the reference", () => {
  const modes = hasGolden() ? readdirSync(goldenPath("calc")) : [];

  test.each(modes)("good jobs of mode %s are not called invalid", async (mode) => {
    const invalid: string[] = [];
    for (const name of readdirSync(goldenPath("calc", mode))) {
      const problems = await problemsOf(goldenPath("calc", mode, name));
      if (problems.length > 0) invalid.push(`${name}: ${problems.map(formatProblem).join("; ")}`);
    }
    expect(invalid).toEqual([]);
  });

  test("wrong jobs are refused", async () => {
    const accepted: string[] = [];
    for (const name of readdirSync(goldenPath("errors"))) {
      if ((await problemsOf(goldenPath("errors", name))).length === 0) accepted.push(name);
    }
    console.log(`wrong jobs accepted, found by computing only: ${accepted.join(", ")}`);
    expect(accepted.filter((name) => !FOUND_BY_COMPUTING.has(name))).toEqual([]);
  });
});
