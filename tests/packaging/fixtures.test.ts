/** Reference numbers in the repository: small, and each folder made by a committed script. */
import { expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../harness.ts";

const FIXTURES = join(PROJECT, "tests/fixtures");
const SCRIPTS = join(PROJECT, "scripts/fixtures");
const MOST_BYTES = 6_000_000;

/** What is in tests/fixtures -> the script that makes it. */
const MADE_BY: { readonly [path: string]: string } = {
  "data-folder/2f8dca3.zip": "data-folder.ts",
  "hazard/perils.json": "perils.py",
  "hazard/shake-map-fields.json": "shake-map-fields.py",
  "hazard/stored-ruptures.json": "stored-ruptures.py",
  "hazard/surfaces": "distances.py",
  jobs: "jobs.py",
  models: "ground-motion-models.py",
  "numerics/ball-pairs.json": "ball-pairs.py",
  "numerics/random-streams.json": "random-streams.py",
  "numerics/single-precision.json": "single-precision.py",
  "risk/random-jobs.json": "random-risk-sums.ts",
};

test("all fixtures together stay small", () => {
  const bytes = readdirSync(FIXTURES, { recursive: true, encoding: "utf8" })
    .map((name) => statSync(join(FIXTURES, name)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
  expect(bytes).toBeGreaterThan(1_000_000);
  expect(bytes).toBeLessThan(MOST_BYTES);
});

test("every fixture is there and has a script that says how it is made", () => {
  for (const [path, script] of Object.entries(MADE_BY)) {
    expect([path, existsSync(join(FIXTURES, path))]).toEqual([path, true]);
    const text = readFileSync(join(SCRIPTS, script), "utf8");
    expect([script, /"""|\/\*\*/.test(text)]).toEqual([script, true]);
  }
  const known = Object.keys(MADE_BY);
  const unknown = readdirSync(FIXTURES, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(FIXTURES, name)).isFile())
    .filter((name) => !known.some((path) => name === path || name.startsWith(`${path}/`)));
  expect(unknown).toEqual([]);
});
