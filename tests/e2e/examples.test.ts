/** Every example is listed, valid and computed here; what a ShakeMap costs is what the reference engine says. */
import { expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkCalculation } from "../../src/calculators/check-calculation.ts";
import { runProgram } from "../cli/program.ts";
import { PROJECT, tempFolder } from "../harness.ts";

const EXAMPLES = join(PROJECT, "examples");
const NAMES = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, "job.ini")));

/** EUR, printed with six digits: OpenQuake Engine 3.26.2 on examples/shake-map. */
const LOSSES_UNDER_A_SHAKE_MAP = {
  farms: 424700,
  harbour: 12066600,
  "old-town": 24616700,
  mill: 3891990,
  school: 1296140,
};

test.each(NAMES)("%s is listed, valid and computed here", async (name) => {
  expect(readFileSync(join(EXAMPLES, "README.md"), "utf8")).toContain(`[${name}](${name}/job.ini)`);
  const { problems, notComputed, runnable } = await checkCalculation({ root: join(EXAMPLES, name) }, "job.ini");
  expect({ problems, notComputed, runnable }).toEqual({ problems: [], notComputed: [], runnable: true });
});

test("losses under the ShakeMap are the reference's", async () => {
  using folder = tempFolder();
  const ini = join(EXAMPLES, "shake-map", "job.ini");
  const ran = await runProgram(["run", ini, "--quiet", "--exports", "csv", "--export-dir", folder.path]);
  expect([ran.code, ran.code === 0 ? "" : ran.err]).toEqual([0, ""]);
  const rows = readFileSync(join(folder.path, "avg_losses-rlz-000.csv"), "utf8").split(/\r?\n/).slice(2);
  const losses = rows.filter((row) => row !== "").map((row) => row.split(","));
  expect(losses.length).toBe(5);
  for (const [asset, wanted] of Object.entries(LOSSES_UNDER_A_SHAKE_MAP))
    expect(Number(losses.find(([id]) => id === asset)![5]) / wanted).toBeCloseTo(1, 5);
}, 60_000);
