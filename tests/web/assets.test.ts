import { expect, test } from "bun:test";
import { join } from "node:path";
import { assetsTag, pageAsset, SCRIPT_NAMES } from "../../src/web/assets.ts";
import { PROJECT } from "../harness.ts";

test("every script of the pages is sent, and can be found by those that import it", async () => {
  const own = new Set([
    "web/assets.ts",
    "web/file-imports.d.ts",
    "web/source-text.ts",
    "web/drawing-scripts.ts",
    "drawing/load-land.ts",
  ]);
  const files = [...new Bun.Glob("{web,drawing}/**/*.ts").scanSync(join(PROJECT, "src"))];
  expect([...SCRIPT_NAMES].sort()).toEqual(files.filter((name) => !own.has(name)).sort());
  for (const name of SCRIPT_NAMES) {
    const { text } = (await pageAsset(name))!;
    for (const [, path = ""] of text.matchAll(/(?:from|import)\s*\(?"(\.[^"]+)"/g))
      expect(SCRIPT_NAMES).toContain(join(name, "..", path));
  }
});

test("the tag is the same for the same contents", async () => {
  expect(await assetsTag()).toMatch(/^[0-9a-z]+$/);
  expect(await assetsTag()).toBe(await assetsTag());
});
