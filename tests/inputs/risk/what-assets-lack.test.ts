/** What the assets of an exposure lack is told in one go, before anything is computed. */
import { expect, test } from "bun:test";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nativeEngine } from "../../../src/engines/native/native-engine.ts";
import { PROJECT, tempFolder } from "../../harness.ts";

test("a tag, functions and a cost that are missing are told together", async () => {
  using folder = tempFolder();
  const inputs = join(folder.path, "inputs");
  cpSync(join(PROJECT, "examples", "event-based-risk"), inputs, { recursive: true });
  const edit = (name: string, change: (text: string) => string) =>
    writeFileSync(join(inputs, name), change(readFileSync(join(inputs, name), "utf8")));
  edit("exposure.csv", (text) => text.replace(",masonry,300,", ",straw,300,"));
  edit("exposure.xml", (text) => text.replace(/^.*costType name="contents".*$/m, ""));
  edit("job.ini", (text) => text.replace("aggregate_by = policy", "aggregate_by = policy, town"));
  const request = { calculationId: 1, engine: "native", ini: "job.ini", workers: 1, user: "test" } as const;
  const told = await nativeEngine.calculate(folder.path, request, { log: () => {}, progress: () => {} }).then(
    () => "",
    (error: unknown) => String(error instanceof Error ? error.message : error),
  );
  expect(told).toMatch(/job\.ini:12: the exposure has no tag town/);
  expect(told).toMatch(/structural-vulnerability\.xml: .*straw.*asset old-town/);
  expect(told).toMatch(/contents-vulnerability\.xml: the exposure does not say the contents of its assets/);
});
