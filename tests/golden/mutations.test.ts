/**
 * Changes of real jobs: whatever is done to one of their files, every reader answers with problems or with none, never
 * with anything else, and soon.
 */
import { expect, test } from "bun:test";
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { checkWhole } from "../../src/inputs/check-job.ts";
import { goldenPath, hasGolden, tempFolder } from "../harness.ts";

const RUNS = 600;
/** A changed job may take so long, on a busy machine. */
const MAX_SECONDS = 5;
/** Larger files make a run slow and add nothing. */
const MAX_BYTES = 100_000;

/** Jobs that use many kinds of documents. */
const JOBS = [
  ["classical", "classical_case_06"],
  ["classical", "classical_case_49"],
  ["classical", "logictree_case_09"],
  ["classical", "logictree_case_16"],
  ["classical", "logictree_case_59"],
  ["classical_risk", undefined],
  ["classical_damage", undefined],
  ["disaggregation", undefined],
  ["event_based", undefined],
  ["event_based_damage", undefined],
  ["event_based_risk", "event_based_risk_case_01-ins"],
  ["event_based_risk", "event_based_risk_reinsurance_4"],
  ["multi_risk", undefined],
  ["scenario", undefined],
  ["scenario_damage", undefined],
  ["scenario_risk", undefined],
] as const;

interface Sample {
  readonly folder: string;
  readonly ini: string;
  readonly hasParent: boolean;
  readonly files: readonly string[];
}

function samples(): readonly Sample[] {
  return JOBS.flatMap(([mode, name]): readonly Sample[] => {
    const all = existsSync(goldenPath("calc", mode)) ? readdirSync(goldenPath("calc", mode)).sort() : [];
    const chosen = name === undefined ? all.slice(0, 2) : all.filter((one) => one === name);
    return chosen.flatMap((one) => {
      const folder = goldenPath("calc", mode, one, "job");
      const { inis } = JSON.parse(readFileSync(goldenPath("calc", mode, one, "case.json"), "utf8")) as {
        inis: string[];
      };
      const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => {
        const found = statSync(join(folder, file));
        return found.isFile() && found.size < MAX_BYTES && /\.(ini|xml|csv)$/.test(file);
      });
      return inis.map((ini, i) => ({ folder, ini, hasParent: i > 0, files }));
    });
  });
}

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.integer({ min: 0, max: 30 }),
  insert: fc.oneof(
    fc.constantFrom(
      ..."<|>|\"|'|&|,|\n|\n\n|=|{|}|[|]|(|)|-1|0|nan|inf|1e999|1e-999|9999999999|\0|\ud800|../|/etc/passwd|%|#".split(
        "|",
      ),
    ),
    fc.string({ maxLength: 8 }),
  ),
});

function changed(text: string, edits: readonly { at: number; cut: number; insert: string }[]): string {
  let result = text;
  for (const { at, cut, insert } of edits) {
    const start = Math.floor(at * result.length);
    result = result.slice(0, start) + insert + result.slice(start + cut);
  }
  return result;
}

test.if(hasGolden())(
  "no change of a job's file makes a reader crash or hang",
  async () => {
    using scratch = tempFolder();
    const jobs = samples();
    expect(jobs.length).toBeGreaterThan(15);
    for (const [i, { folder }] of jobs.entries()) cpSync(folder, join(scratch.path, String(i)), { recursive: true });
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(jobs.length - 1),
        fc.nat(),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        async (j, pick, edits) => {
          const { ini, hasParent, files } = jobs[j]!;
          const root = join(scratch.path, String(j));
          const file = join(root, files[pick % files.length]!);
          const before = readFileSync(file);
          writeFileSync(file, changed(before.toString("utf8"), edits));
          const started = performance.now();
          try {
            const { problems } = await checkWhole({ root }, ini, { hasParent });
            if (problems.length > 0) refused++;
            for (const { message } of problems) {
              expect(message).not.toContain(scratch.path);
              expect(message.length).toBeLessThan(5000);
            }
            expect((performance.now() - started) / 1000).toBeLessThan(MAX_SECONDS);
          } finally {
            writeFileSync(file, before);
          }
        },
      ),
      { numRuns: RUNS },
    );
    // Some changes are of no consequence: comments, names, digits.
    expect(refused).toBeGreaterThan(RUNS / 5);
  },
  120_000,
);
