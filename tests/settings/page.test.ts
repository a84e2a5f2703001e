import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { settingsPage } from "../../src/settings/page.ts";
import { SETTING_KEYS, settingName } from "../../src/settings/table.ts";
import { PROJECT } from "../harness.ts";

test("docs/settings.md is what the table says (bun scripts/settings-page.ts writes it)", () => {
  const page = readFileSync(join(PROJECT, "docs", "settings.md"), "utf8");
  expect(page).toBe(settingsPage());
  for (const key of SETTING_KEYS) expect(page).toContain(`| \`${settingName(key)}\` |`);
});
