import { describe, expect, test } from "bun:test";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipOf } from "../archives.ts";
import { PROJECT, tempFolder } from "../harness.ts";
import { runProgram } from "./program.ts";

const EXAMPLES = join(PROJECT, "examples");

/** A copy of the point-source example with one text replaced in one file. */
function spoil(folder: string, file: string, from: string, to: string): void {
  cpSync(join(EXAMPLES, "point-source"), join(folder, "job"), { recursive: true });
  const path = join(folder, "job", file);
  const text = readFileSync(path, "utf8");
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

describe("validate", () => {
  test("every example is valid", async () => {
    const { code, out, err } = await runProgram(["validate", EXAMPLES]);
    // The examples follow published cases, which use models at more than their distances.
    const others = err
      .split("\n")
      .filter((line) => line !== "" && !line.includes("is used beyond what it was made for"));
    expect({ code, others }).toEqual({ code: 0, others: [] });
    const jobs = readdirSync(EXAMPLES, { recursive: true }).filter((name) => String(name).endsWith(".ini"));
    expect(out.trim().split("\n")).toHaveLength(jobs.length);
  });

  test("a mistake in a document is told with its file and line, from the job and by itself", async () => {
    using folder = tempFolder();
    spoil(folder.path, "source-model.xml", 'minMag="5.0"', 'minMag="7.0"');
    for (const path of ["job/job.ini", "job/source-model.xml", "job"]) {
      const { code, out, err } = await runProgram(["validate", path], { cwd: folder.path });
      expect([code, out]).toEqual([1, ""]);
      expect(err).toMatch(/^job\/source-model\.xml:15(:\d+)?: error: .*magnitude/m);
      expect(err).toEndWith("1 problem\n");
    }
  });

  test("an unknown parameter is a warning with its line and the nearest name", async () => {
    using folder = tempFolder();
    spoil(folder.path, "job.ini", "[hazard]", "[hazard]\ntruncaton_level = 2");
    const { code, out, err } = await runProgram(["validate", "job/job.ini"], { cwd: folder.path });
    expect([code, out]).toEqual([0, "job/job.ini: valid\n"]);
    expect(err).toMatch(/^job\/job\.ini:\d+: warning: .*truncaton_level.*truncation_level/);
  });

  test("an archive, and what is wrong with one", async () => {
    using folder = tempFolder();
    const names = ["job.ini", "source-model.xml", "source-model-logic-tree.xml", "ground-motion-logic-tree.xml"];
    const files = names.map((name) => [
      `deep/${name}`,
      new Uint8Array(readFileSync(join(EXAMPLES, "point-source", name))),
    ]);
    writeFileSync(join(folder.path, "job.zip"), await zipOf(Object.fromEntries(files)));
    const good = await runProgram(["validate", "job.zip", "--json"], { cwd: folder.path });
    expect(JSON.parse(good.out)).toMatchObject({
      valid: true,
      files: [{ file: "job.zip/deep/job.ini", problems: [], calculationMode: "classical" }],
    });
    writeFileSync(join(folder.path, "empty.zip"), await zipOf({ "readme.txt": new Uint8Array(3) }));
    writeFileSync(join(folder.path, "no.zip"), "not a zip");
    const bad = await runProgram(["validate", "empty.zip", "no.zip", "absent.ini"], { cwd: folder.path });
    expect(bad.code).toBe(1);
    expect(bad.err).toContain("empty.zip: error: there is no job file (.ini) inside");
    expect(bad.err).toContain("no.zip: error: File is not a zip file");
    expect(bad.err).toContain("No such file: absent.ini");
    expect(bad.err).toEndWith("3 problems\n");
  });
});
