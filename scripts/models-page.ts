/** Writes docs/ground-motion-models.md from what the models declare. A test compares the two. */
import { join } from "node:path";
import { modelsPage } from "../src/hazard/gmm/models-page.ts";

await Bun.write(join(import.meta.dir, "..", "docs", "ground-motion-models.md"), modelsPage());
