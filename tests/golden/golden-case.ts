/** Runs one job of the golden data by the command line and compares its csv exports with the reference's. */
import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { goldenPath, PROJECT, tempFolder } from "../harness.ts";
import { compareCsv, type ExpectedFile } from "./compare-csv.ts";

interface GoldenCase {
  readonly inis: readonly string[];
  readonly expected: { readonly [file: string]: ExpectedFile & { readonly type: string } };
}

/** Problems of a case (`classical/case_1`); none when every expected file of the last job agrees. */
export async function runGoldenCase(name: string): Promise<readonly string[]> {
  const golden = JSON.parse(readFileSync(goldenPath("calc", name, "case.json"), "utf8")) as GoldenCase;
  using folder = tempFolder();
  const job = join(folder.path, "job");
  const out = join(folder.path, "out");
  cpSync(goldenPath("calc", name, "job"), job, { recursive: true });
  const child = Bun.spawn(
    [
      process.execPath,
      join(PROJECT, "src/main.ts"),
      "run",
      ...golden.inis,
      "--exports",
      "csv",
      "--export-dir",
      out,
      "--workers",
      "1",
    ],
    { cwd: job, stdout: "ignore", stderr: "pipe" },
  );
  const [log, code] = await Promise.all([new Response(child.stderr).text(), child.exited]);
  if (code !== 0) return [`exit code ${code}: ${log.trim().split("\n").slice(-12).join("\n")}`];
  return Object.entries(golden.expected).flatMap(([file, rules]) => {
    if (file.includes("/") || rules.type !== "csv") return [];
    if (!existsSync(join(out, file))) return [`${file} is missing`];
    const difference = compareCsv(goldenPath("calc", name, "expected", file), join(out, file), rules);
    return difference === undefined ? [] : [`${file}: ${difference}`];
  });
}
