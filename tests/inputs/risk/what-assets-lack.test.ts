/** What the assets of an exposure lack is told in one go, before anything is computed. */
import { expect, test } from "bun:test";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nativeEngine } from "../../../src/engines/native/native-engine.ts";
import { PROJECT, tempFolder } from "../../harness.ts";

/** What the example says after the edits. */
async function toldOf(edits: Readonly<Record<string, (text: string) => string>>): Promise<string> {
  using folder = tempFolder();
  const inputs = join(folder.path, "inputs");
  cpSync(join(PROJECT, "examples", "event-based-risk"), inputs, { recursive: true });
  for (const [name, change] of Object.entries(edits))
    writeFileSync(
      join(inputs, name),
      change(existsSync(join(inputs, name)) ? readFileSync(join(inputs, name), "utf8") : ""),
    );
  const request = { calculationId: 1, engine: "native", ini: "job.ini", workers: 1, user: "test" } as const;
  return await nativeEngine.calculate(folder.path, request, { log: () => {}, progress: () => {} }).then(
    () => "",
    (error: unknown) => String(error instanceof Error ? error.message : error),
  );
}

const straw = (text: string): string => text.replace(",masonry,300,", ",straw,300,");

test("a tag, functions and a cost that are missing are told together", async () => {
  const told = await toldOf({
    "exposure.csv": straw,
    "exposure.xml": (text) => text.replace(/^.*costType name="contents".*$/m, ""),
    "job.ini": (text) => text.replace("aggregate_by = policy", "aggregate_by = policy, town"),
  });
  expect(told).toMatch(/job\.ini:12: the exposure has no tag town/);
  expect(told).toMatch(/exposure\.csv:3: asset old-town has the taxonomy straw, which has no function/);
  expect(told).toMatch(/contents-vulnerability\.xml: the exposure does not say the contents of its assets/);
});

test("assets whose taxonomy is not mapped, mapped to nothing, or lacks one loss type are named with their lines", async () => {
  const mapped = (rows: string) => ({
    "exposure.csv": straw,
    "mapping.csv": () => `taxonomy,risk_id,weight\n${rows}`,
    "job.ini": (text: string) => text.replace("[exposure]", "[exposure]\ntaxonomy_mapping_csv = mapping.csv"),
  });
  expect(await toldOf(mapped("masonry,masonry,1\nwood,wood,1\nconcrete,concrete,1\n"))).toContain(
    "exposure.csv:3: asset old-town has the taxonomy straw, which the taxonomy mapping lacks",
  );
  expect(await toldOf(mapped("masonry,masonry,1\nwood,wood,1\nconcrete,concrete,1\nstraw,thatch,1\n"))).toContain(
    "exposure.csv:3: asset old-town has the taxonomy straw, whose function thatch is missing",
  );
  const lacking = await toldOf({
    "contents-vulnerability.xml": (text) => text.replace(/id="masonry"/, 'id="other"'),
  });
  expect(lacking).toMatch(
    /exposure\.csv:2: asset harbour has the taxonomy masonry, which has no contents function, as have 1 other assets/,
  );
});
