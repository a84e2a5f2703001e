/** One mistake is told alike by `validate`, `estimate` and `run`: the same places and sentences, the same exit code. */
import { describe, expect, test } from "bun:test";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT, tempFolder } from "../harness.ts";
import { runProgram } from "./program.ts";

/** Example, file, what is replaced in it, what must be told, exit code. */
const MISTAKES: readonly (readonly [string, string, string | RegExp, string, string, number])[] = [
  ["point-source", "job.ini", /$/, "\ntruncation_level = three\n", "job.ini:", 1],
  ["point-source", "job.ini", /$/, "\ntile_spec = [3, 2]\n", "tile_spec", 1],
  [
    "scenario",
    "job.ini",
    /$/,
    "\ncollapse_gsim_logic_tree = bs1\n",
    "collapse_gsim_logic_tree is not supported natively",
    4,
  ],
  ["scenario", "job.ini", /$/, "\nwith_betw_ratio = -1\n", "with_betw_ratio", 1],
  ["event-based", "job.ini", /^investigation_time.*$/m, "", "investigation_time is missing", 1],
  ["event-based", "job.ini", /$/, "\nmosaic_model = EUR\n", "mosaic_model", 1],
  ["scenario-damage", "exposure.csv", /,[^,\n]+\n/, "\n", "exposure.csv:", 1],
  ["scenario-damage", "job.ini", /^truncation_level.*$/m, "truncation_level = 0", "requires no correlation model", 1],
  ["event-based-risk", "structural-vulnerability.xml", "<imls", "<imlz", "structural-vulnerability.xml:", 1],
];

describe("validate, estimate and run", () => {
  test.each(MISTAKES)("%s: %s, %s -> %s", async (example, file, from, to, expected, exitCode) => {
    using folder = tempFolder();
    cpSync(join(PROJECT, "examples", example), folder.path, { recursive: true });
    const path = join(folder.path, file);
    const text = readFileSync(path, "utf8");
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    writeFileSync(path, changed);
    const told = async (command: string, ...more: string[]) => {
      const { code, err } = await runProgram([command, "job.ini", ...more], { cwd: folder.path });
      const lines = err.split("\n").filter((line) => /(error|not computed here): /.test(line));
      return { code, lines };
    };
    const validate = await told("validate");
    expect(validate.lines.join("\n")).toContain(expected);
    expect(validate.code).toBe(exitCode);
    expect(await told("estimate")).toEqual(validate);
    expect(await told("run", "--export-dir", "out")).toEqual(validate);
  });
});
