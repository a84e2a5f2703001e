/** Documents of consequences, as older engines had them: a warning where they are ignored, an error where a table is expected. */
import { expect, test } from "bun:test";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "../../cli/program.ts";
import { PROJECT, tempFolder } from "../../harness.ts";

const told = async (line: string) => {
  using folder = tempFolder();
  cpSync(join(PROJECT, "examples", "scenario-damage"), folder.path, { recursive: true });
  writeFileSync(
    join(folder.path, "old.xml"),
    '<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><consequenceModel/></nrml>',
  );
  const path = join(folder.path, "job.ini");
  writeFileSync(path, readFileSync(path, "utf8").replace(/^consequence_file.*$/m, line));
  return await runProgram(["validate", "job.ini"], { cwd: folder.path });
};

test("by loss type they are ignored, and that is told", async () => {
  const { code, err, out } = await told("structural_consequence_file = old.xml");
  expect(`${err}${out}`).toMatch(/job\.ini:\d+.*structural_consequence_file is ignored: old\.xml is not read/);
  expect(code).toBe(0);
});

test("where a table belongs they are refused", async () => {
  const { code, err } = await told("consequence_file = {'taxonomy': 'old.xml'}");
  expect(err).toContain("old.xml: error: consequences are csv tables, not documents");
  expect(code).toBe(1);
});
