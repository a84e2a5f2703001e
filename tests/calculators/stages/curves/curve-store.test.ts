import { expect, test } from "bun:test";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { nativeEngine } from "../../../../src/engines/native/native-engine.ts";
import { tempFolder } from "../../../harness.ts";
import { writeSmallJob } from "../../../inputs/small-job.ts";

/** What a run of the small job says. */
async function logOf(lines: string): Promise<string> {
  using folder = tempFolder();
  const [inputs, calculation] = [join(folder.path, "job"), join(folder.path, "calculation")];
  mkdirSync(inputs);
  mkdirSync(calculation);
  writeSmallJob(inputs, { "job.ini": (ini) => `${ini}${lines}` });
  symlinkSync(inputs, join(calculation, "inputs"));
  const said: string[] = [];
  const request = { calculationId: 1, engine: "native", ini: "job.ini", workers: 1, user: "me" } as const;
  await nativeEngine.calculate(calculation, request, { log: (_level, text) => said.push(text), progress: () => {} });
  return said.join("\n");
}

test("maps at probabilities that the curves do not reach are told with the number of sites", async () => {
  const log = await logOf("hazard_maps = true\npoes = 1e-12 0.01 0.9999\n");
  expect(log).toContain("PGA: the curves of 2 of 2 sites never come down to the probability 1e-12 within the levels");
  expect(log).toContain("the highest level, 0.5, which is a lower bound");
  expect(log).toContain(
    "PGA: the curves of 2 of 2 sites lie below the probability 0.9999 everywhere: their maps show 0",
  );
  expect(log).not.toContain("probability 0.01");
});
