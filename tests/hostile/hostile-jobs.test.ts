/**
 * What a job may cost before it is computed, whatever it asks for: every kind of document at n, 2n and 4n, its processor time,
 * memory and answer. `scripts/hostile-jobs.ts` does the same at a megabyte, each in a process of its own.
 */
import { beforeAll, describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkCalculation } from "../../src/calculators/check-calculation.ts";
import { boundedLines, boundedProblems } from "../../src/engines/bounded-problems.ts";
import { tempFolder } from "../harness.ts";
import { HOSTILE_JOBS, type JobFiles } from "./hostile-jobs.ts";

const BYTES = 64 * 1024;
/** A quarter of a megabyte takes a quarter of two seconds; twice that on a machine that is busy with other tests. */
const MOST_MS = 1000;
const MOST_ANSWER = 2 ** 20;
/** Four times the length may cost so many times as much: 4 is straight, 16 a square. Short times are noise. */
const MOST_GROWTH = 12;
const NOISE_MS = 150;

async function costOf(files: JobFiles): Promise<{ readonly ms: number; readonly answer: number }> {
  using folder = tempFolder("quakewright-hostile-");
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.path, name), text);
  const begun = process.cpuUsage();
  const { problems, warnings } = await checkCalculation({ root: folder.path }, "job.ini");
  const { user, system } = process.cpuUsage(begun);
  const answer = JSON.stringify([boundedProblems(problems), boundedLines(warnings)]).length;
  return { ms: (user + system) / 1000, answer };
}

/** Peak memory of this process, which runs other tests before, MB. */
const peakMb = () => process.resourceUsage().maxRSS / 1024;
let before = 0;
beforeAll(() => {
  before = peakMb();
});

describe("a job is checked within time and answer, in proportion to its size", () => {
  for (const [name, make] of Object.entries(HOSTILE_JOBS))
    test(name, async () => {
      const once = await costOf(make(BYTES));
      const twice = await costOf(make(2 * BYTES));
      let most = await costOf(make(4 * BYTES));
      if (most.ms > MOST_MS || (most.ms > NOISE_MS && most.ms > MOST_GROWTH * once.ms))
        most = await costOf(make(4 * BYTES));
      expect(most.ms).toBeLessThan(MOST_MS);
      for (const { answer } of [once, twice, most]) expect(answer).toBeLessThan(MOST_ANSWER);
      if (most.ms > NOISE_MS) expect(most.ms / Math.max(once.ms, 10)).toBeLessThan(MOST_GROWTH);
    }, 20_000);
});

test("none of them took much memory", () => {
  expect(peakMb() - before).toBeLessThan(700);
});
