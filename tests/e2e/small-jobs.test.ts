/**
 * Small jobs of our own, from files to csv exports by the command line, against what the reference engine computed
 * (scripts/fixtures/jobs.py). All that is needed is in the repository.
 */
import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { compareCsv, type ExpectedFile } from "../golden/compare-csv.ts";
import { PROJECT, tempFolder } from "../harness.ts";

const JOBS = join(PROJECT, "tests/fixtures/jobs");

/** Numbers of at least six digits, of which the reference's sums in single precision and ours share five. */
const CLOSE: ExpectedFile = { rtol: 2e-5, atol: 1e-9, key_columns: null };
/** Exclusive sources: one minus a probability is rounded to single precision, here once, in the reference several times. */
const COMPLEMENTED: ExpectedFile = { rtol: 2e-5, atol: 2.5e-7, key_columns: null };
/** Exports of five digits. */
const FIVE_DIGITS: ExpectedFile = { rtol: 1e-4, atol: 1e-9, key_columns: null };

/** What a job is about -> how close its numbers are. */
const RULES: { readonly [name: string]: ExpectedFile } = {
  "classical-risk": FIVE_DIGITS,
  disaggregation: FIVE_DIGITS,
  "event-risk": FIVE_DIGITS,
  "event-set": FIVE_DIGITS,
  "exclusive-ruptures": CLOSE,
  "exclusive-sources": COMPLEMENTED,
  "fault-system": CLOSE,
  faults: CLOSE,
  "given-ruptures": FIVE_DIGITS,
  "listed-ruptures": CLOSE,
  "logic-tree": CLOSE,
  "merged-points": CLOSE,
  points: CLOSE,
  "sampled-tree": CLOSE,
  scenario: FIVE_DIGITS,
  "scenario-damage": FIVE_DIGITS,
  "site-model": CLOSE,
};

async function problemsOf(name: string): Promise<readonly string[]> {
  using folder = tempFolder();
  const job = join(JOBS, name, "job/job.ini");
  const main = join(PROJECT, "src/main.ts");
  const child = Bun.spawn(
    [process.execPath, main, "run", job, "--exports", "csv", "--export-dir", folder.path, "--workers", "1"],
    { stdout: "ignore", stderr: "pipe" },
  );
  const [log, code] = await Promise.all([new Response(child.stderr).text(), child.exited]);
  if (code !== 0) return [`exit code ${code}: ${log.trim().split("\n").at(-1)}`];
  return readdirSync(join(JOBS, name, "expected")).flatMap((file) => {
    if (!existsSync(join(folder.path, file))) return [`${file} is missing`];
    const difference = compareCsv(join(JOBS, name, "expected", file), join(folder.path, file), RULES[name]!);
    return difference === undefined ? [] : [`${file}: ${difference}`];
  });
}

describe("small jobs", () => {
  test("are all there, with results", () => {
    expect(readdirSync(JOBS).sort()).toEqual(Object.keys(RULES).sort());
    for (const name of Object.keys(RULES))
      expect([name, readdirSync(join(JOBS, name, "expected")).length > 0]).toEqual([name, true]);
  });

  for (const name of Object.keys(RULES))
    test(name, async () => {
      expect(await problemsOf(name)).toEqual([]);
    });
});
