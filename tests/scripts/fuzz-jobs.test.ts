import { expect, test } from "bun:test";
import { findSilentEdits } from "../../scripts/fuzz-jobs.ts";
import { SMALL_JOB } from "../inputs/small-job.ts";

/** Another one finds other edits: `bun scripts/fuzz-jobs.ts 2000 SEED` shows them. */
const SEED = Number(process.env["FUZZ_SEED"] ?? 1);

test("no random edit of a valid job changes nothing and is told nowhere", async () => {
  expect({ seed: SEED, silent: await findSilentEdits(SMALL_JOB, 400, SEED) }).toEqual({ seed: SEED, silent: [] });
}, 60_000);
