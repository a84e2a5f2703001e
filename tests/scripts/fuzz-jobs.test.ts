import { expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findSilentEdits, type JobTexts } from "../../scripts/fuzz-jobs.ts";
import { PROJECT } from "../harness.ts";
import { SMALL_JOB } from "../inputs/small-job.ts";

/** Another one finds other edits: `bun scripts/fuzz-jobs.ts 2000 SEED [FOLDER]` shows them. */
const SEED = Number(process.env["FUZZ_SEED"] ?? 1);

test("no random edit of a valid job changes nothing and is told nowhere", async () => {
  expect({ seed: SEED, silent: await findSilentEdits(SMALL_JOB, 400, SEED) }).toEqual({ seed: SEED, silent: [] });
}, 60_000);

/** Numbers of a grid that stand for other places than the assets', and names of stations, change nothing. */
const LEFT_OUT = new Set(["grid.xml", "uncertainty.xml", "stations.csv"]);

test.each([
  "disaggregation",
  "event-based",
  "event-based-risk",
  "logic-tree",
  "scenario",
  "scenario-damage",
  "shake-map",
])(
  "nor one of the example %s",
  async (example) => {
    const folder = join(PROJECT, "examples", example);
    const names = readdirSync(folder).filter((name) => /\.(ini|xml|csv)$/.test(name));
    const texts: JobTexts = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
    const edited = names.filter((name) => !LEFT_OUT.has(name));
    const silent = await findSilentEdits(texts, 200, SEED, edited);
    expect({ seed: SEED, silent }).toEqual({ seed: SEED, silent: [] });
  },
  60_000,
);
