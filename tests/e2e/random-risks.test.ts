/** Random jobs of risk: their exports add up to what those of the reference engine do (scripts/fixtures/random-risk-sums.ts). */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CsvSums, csvSums } from "../../scripts/csv-sums.ts";
import { RANDOM_KINDS } from "../../scripts/random-kinds.ts";
import { PROJECT, tempFolder } from "../harness.ts";

const JOBS = JSON.parse(readFileSync(join(PROJECT, "tests/fixtures/risk/random-jobs.json"), "utf8")) as readonly {
  readonly kind: string;
  readonly seed: number;
  readonly files: { readonly [file: string]: CsvSums };
}[];

const alike = (a: number | null, b: number | null | undefined): boolean =>
  a === b || (a !== null && typeof b === "number" && Math.abs(a - b) <= 1e-5 + 1e-3 * Math.abs(a));

test.each(JOBS.map(({ kind, seed, files }) => [kind, seed, files] as const))("%s %d", (kind, seed, files) => {
  using folder = tempFolder();
  const inis = RANDOM_KINDS[kind]!(folder.path, seed);
  const { exitCode, stderr } = Bun.spawnSync(
    [process.execPath, join(PROJECT, "src/main.ts"), "run", ...inis, "--exports", "csv", "--export-dir", "own"],
    { cwd: folder.path, stdout: "ignore", stderr: "pipe" },
  );
  expect([exitCode, stderr.toString()]).toEqual([0, expect.any(String)]);
  for (const [file, expected] of Object.entries(files)) {
    const own = csvSums(join(folder.path, "own", file));
    const { columns, rows, notFinite } = expected;
    expect({ file, columns: own.columns, rows: own.rows, notFinite: own.notFinite }).toEqual({
      ...{ file, columns, rows, notFinite },
    });
    const off = columns.filter((_, c) => !alike(expected.sums[c]!, own.sums[c]));
    expect({ file, off }).toEqual({ file, off: [] });
  }
});
