import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { modelsPage } from "../../../src/hazard/gmm/models-page.ts";
import { modelNames } from "../../../src/hazard/gmm/registry.ts";
import { PROJECT } from "../../harness.ts";

test("docs/ground-motion-models.md is what models declare (bun scripts/models-page.ts writes it)", () => {
  const page = readFileSync(join(PROJECT, "docs", "ground-motion-models.md"), "utf8");
  expect(page).toBe(modelsPage());
  for (const name of modelNames()) expect(page).toContain(name);
});
