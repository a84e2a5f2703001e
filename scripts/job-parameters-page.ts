/** Writes docs/job-parameters.md from the table of job parameters. A test compares the two. */
import { join } from "node:path";
import { jobParametersPage } from "../src/calculators/job-parameters-page.ts";

await Bun.write(join(import.meta.dir, "..", "docs", "job-parameters.md"), jobParametersPage());
