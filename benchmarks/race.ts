/**
 * Classical PSHA of this work tree against a commit, side by side in one run: least processor time of a few rounds each, in turns,
 * csv exports included, and the largest relative difference of the mean curves.
 *
 *   QUAKEWRIGHT_RACE=2f8dca3 npm run benchmark -- race
 *
 * The commit is checked out into a work tree of its own and uses the packages installed here.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { largestDifference } from "./shared/curve-difference.ts";
import { type Cost, ours } from "./shared/engines.ts";
import { JOBS, writeJob } from "./shared/jobs.ts";
import { printTable } from "./shared/table.ts";

const PROJECT = join(import.meta.dir, "..");
const ROUNDS = 3;

async function git(...words: string[]): Promise<void> {
  const child = Bun.spawn(["git", "-C", PROJECT, ...words], { stdio: ["ignore", "ignore", "inherit"] });
  if ((await child.exited) !== 0) throw new Error(`git ${words.join(" ")} failed`);
}

function cheaper(a: Cost | undefined, b: Cost): Cost {
  if (a === undefined) return b;
  return {
    wallS: Math.min(a.wallS, b.wallS),
    cpuS: Math.min(a.cpuS, b.cpuS),
    peakMb: Math.min(a.peakMb, b.peakMb),
  };
}

async function race(commit: string): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "quakewright-race-"));
  const other = join(root, "commit");
  await git("worktree", "add", "--quiet", "--detach", other, commit);
  try {
    symlinkSync(join(PROJECT, "node_modules"), join(other, "node_modules"));
    const rows: string[][] = [];
    for (const job of JOBS) {
      const folder = join(root, job.name);
      const ownOut = join(root, `${job.name}-here`);
      const otherOut = join(root, `${job.name}-commit`);
      for (const made of [folder, ownOut, otherOut]) mkdirSync(made);
      writeJob(job, folder);
      let here: Cost | undefined;
      let there: Cost | undefined;
      for (let round = 0; round < ROUNDS; round++) {
        there = cheaper(there, await ours(folder, otherOut, other));
        here = cheaper(here, await ours(folder, ownOut));
      }
      if (here === undefined || there === undefined) continue;
      rows.push([
        job.name,
        there.cpuS.toFixed(2),
        here.cpuS.toFixed(2),
        `${(there.cpuS / here.cpuS).toFixed(2)} x`,
        there.peakMb.toFixed(0),
        here.peakMb.toFixed(0),
        largestDifference(ownOut, otherOut, true).toExponential(1),
      ]);
    }
    const columns = [
      "job",
      `cpu s ${commit}`,
      "cpu s here",
      "ratio",
      "peak MB then",
      "peak MB here",
      "largest difference",
    ];
    printTable(`Against ${commit}`, columns, rows);
  } finally {
    await git("worktree", "remove", "--force", other);
    rmSync(root, { recursive: true, force: true });
  }
}

const commit = process.env["QUAKEWRIGHT_RACE"];
if (commit === undefined || commit === "") console.log("Set QUAKEWRIGHT_RACE to a commit to race against it.\n");
else await race(commit);
