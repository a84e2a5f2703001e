/** Every classical and preclassical job of the golden data, from its files to its csv exports, by the command line. */
import { beforeAll, describe, expect, test } from "bun:test";
import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { goldenPath, hasGolden, PROJECT, tempFolder } from "../harness.ts";
import { compareCsv, type ExpectedFile } from "./compare-csv.ts";

interface GoldenCase {
  readonly inis: readonly string[];
  readonly expected: { readonly [file: string]: ExpectedFile & { readonly type: string } };
}

/** Cases that do not agree, each with the reason. */
const EXCEPTIONS: { readonly [name: string]: string } = {};

/** Cases run at a time. */
const LANES = 2;

const MODES = ["classical", "preclassical"];
const names = hasGolden()
  ? MODES.flatMap((mode) => readdirSync(goldenPath("calc", mode)).map((name) => join(mode, name)))
  : [];
const outcomes = new Map<string, readonly string[]>();

/** Problems of a case; none when every expected file agrees. */
async function runCase(name: string): Promise<readonly string[]> {
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
  if (code !== 0) return [`exit code ${code}: ${log.trim().split("\n").at(-1)}`];
  return Object.entries(golden.expected).flatMap(([file, rules]) => {
    if (file.includes("/") || rules.type !== "csv") return [];
    if (!existsSync(join(out, file))) return [`${file} is missing`];
    const difference = compareCsv(goldenPath("calc", name, "expected", file), join(out, file), rules);
    return difference === undefined ? [] : [`${file}: ${difference}`];
  });
}

describe.if(names.length > 0)("golden jobs", () => {
  beforeAll(async () => {
    const queue = [...names];
    const lane = async (): Promise<void> => {
      for (let name = queue.shift(); name !== undefined; name = queue.shift()) outcomes.set(name, await runCase(name));
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    const passed = [...outcomes.values()].filter((problems) => problems.length === 0).length;
    console.log(
      `golden classical jobs: ${passed} of ${names.length} agree, ${Object.keys(EXCEPTIONS).length} excepted`,
    );
  }, 900_000);

  for (const name of names)
    test(name, () => {
      const problems = outcomes.get(name)!;
      const reason = EXCEPTIONS[name];
      if (reason === undefined) expect(problems).toEqual([]);
      else expect(problems.length, `${name} agrees now: take it off the exceptions (${reason})`).toBeGreaterThan(0);
    });
});
