/** Writes docs/settings.md from the table of settings. A test compares the two. */
import { join } from "node:path";
import { settingsPage } from "../src/settings/page.ts";

await Bun.write(join(import.meta.dir, "..", "docs", "settings.md"), settingsPage());
