/** Damage of several perils that adds up to more buildings than there are is refused (a random job on which the reference fails). */
import { expect, test } from "bun:test";
import { writeRandomRisk } from "../../../scripts/random-risk-jobs.ts";
import { runProgram } from "../../cli/program.ts";
import { tempFolder } from "../../harness.ts";

test("more damaged buildings than buildings", async () => {
  using folder = tempFolder();
  const inis = writeRandomRisk(folder.path, 831001);
  const { code, err } = await runProgram(["run", ...inis, "--export-dir", "out"], { cwd: folder.path });
  expect(err).toMatch(/together damage [\d.]+ of [\d.]+ buildings/);
  expect(code).toBe(1);
});
