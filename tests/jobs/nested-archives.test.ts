import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkWhole } from "../../src/inputs/check-job.ts";
import { DEFAULT_ARCHIVE_LIMITS } from "../../src/jobs/archive/limits.ts";
import { unpackNestedArchives } from "../../src/jobs/archive/nested-archives.ts";
import { zipOf } from "../archives.ts";
import { PROJECT, tempFolder } from "../harness.ts";
import { rawZip } from "./raw-zip.ts";

const EXAMPLE = join(PROJECT, "examples", "point-source");
const bytes = (name: string) => new Uint8Array(readFileSync(join(EXAMPLE, name)));

/** The example with its source-model tree, called ssmLT.xml, and its source model inside ssm.zip. */
function jobWithArchive(root: string, archive: Uint8Array): void {
  writeFileSync(
    join(root, "job.ini"),
    readFileSync(join(EXAMPLE, "job.ini"), "utf8").replace("source-model-logic-tree.xml", "ssm.zip"),
  );
  writeFileSync(join(root, "ground-motion-logic-tree.xml"), bytes("ground-motion-logic-tree.xml"));
  writeFileSync(join(root, "ssm.zip"), archive);
}

const archive = (name: string) =>
  zipOf({ [name]: bytes("source-model-logic-tree.xml"), "source-model.xml": bytes("source-model.xml") });

describe("archives inside a job", () => {
  test.each(["ssmLT.xml", "ssm.xml"])("a source-model tree in a zip, as %s, is unpacked beside it", async (name) => {
    using folder = tempFolder();
    jobWithArchive(folder.path, await archive(name));
    const before = await checkWhole({ root: folder.path }, "job.ini");
    expect(before.problems[0]).toMatchObject({
      message: "ssm.zip is an archive that was not unpacked to ssm.xml",
      parameter: "source_model_logic_tree_file",
    });
    await unpackNestedArchives(folder.path, "job.ini", DEFAULT_ARCHIVE_LIMITS, false);
    expect((await checkWhole({ root: folder.path }, "job.ini")).problems).toEqual([]);
    expect(readdirSync(folder.path).sort()).toEqual([
      "ground-motion-logic-tree.xml",
      "job.ini",
      "source-model.xml",
      "ssm.xml",
      "ssm.zip",
    ]);
    await unpackNestedArchives(folder.path, "job.ini", DEFAULT_ARCHIVE_LIMITS, false);
  });

  test("files of a user are not overwritten, those of an upload are", async () => {
    using folder = tempFolder();
    jobWithArchive(folder.path, await archive("ssmLT.xml"));
    writeFileSync(join(folder.path, "source-model.xml"), "mine");
    const unpack = (overwrite: boolean) =>
      unpackNestedArchives(folder.path, "job.ini", DEFAULT_ARCHIVE_LIMITS, overwrite);
    await expect(unpack(false)).rejects.toThrow("holds source-model.xml, which is there already");
    expect(readFileSync(join(folder.path, "source-model.xml"), "utf8")).toBe("mine");
    await unpack(true);
    expect(readFileSync(join(folder.path, "source-model.xml"), "utf8")).not.toBe("mine");
  });

  test("an archive that leaves its folder is refused with the line that names it, and nothing stays", async () => {
    using folder = tempFolder();
    jobWithArchive(folder.path, rawZip([{ name: "../evil.xml", content: "x" }]));
    const unpacking = unpackNestedArchives(folder.path, "job.ini", DEFAULT_ARCHIVE_LIMITS, true);
    await expect(unpacking).rejects.toThrow(/^job\.ini:\d+: ssm\.zip: .*outside the archive's folder/);
    expect(existsSync(join(folder.path, "ssm.zip.unpacking"))).toBe(false);
  });
});
