/**
 * Classical PSHA: wall time, processor time and peak memory of whole jobs, csv exports included, and the same of the reference
 * engine in the same run when QUAKEWRIGHT_ORACLE names its Python environment. Ratios are of processor time; the engine's is net
 * of what its smallest job costs (start-up).
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { largestDifference } from "./shared/curve-difference.ts";
import { ORACLE, ours, theirs } from "./shared/engines.ts";
import { JOBS, writeJob } from "./shared/jobs.ts";
import { printTable } from "./shared/table.ts";

const root = mkdtempSync(join(tmpdir(), "quakewright-benchmark-"));
try {
  const rows: string[][] = [];
  let startUpS = 0;
  for (const job of JOBS) {
    const folder = join(root, job.name);
    const [ourOut, theirOut, home] = ["ours", "theirs", "home"].map((name) => join(root, `${job.name}-${name}`)) as [
      string,
      string,
      string,
    ];
    for (const made of [folder, ourOut, theirOut, home]) mkdirSync(made);
    writeJob(job, folder);
    const own = await ours(folder, ourOut);
    const row = [job.name, own.wallS.toFixed(2), own.cpuS.toFixed(2), own.peakMb.toFixed(0)];
    if (ORACLE !== undefined && ORACLE !== "") {
      const other = await theirs(ORACLE, folder, theirOut, home);
      if (job.name === "smallest") startUpS = other.cpuS;
      const netS = Math.max(0, other.cpuS - startUpS);
      const ratio = job.name === "smallest" ? other.cpuS / own.cpuS : netS / own.cpuS;
      row.push(other.wallS.toFixed(1), netS.toFixed(1), other.peakMb.toFixed(0), `${ratio.toFixed(1)} x`);
      row.push(largestDifference(ourOut, theirOut).toExponential(1));
    }
    rows.push(row);
  }
  const columns = ["job", "wall s", "cpu s", "peak MB"];
  const compared = ["engine wall s", "engine cpu s net", "engine peak MB", "cpu ratio", "largest difference"];
  const isCompared = ORACLE !== undefined && ORACLE !== "";
  printTable("Classical PSHA", isCompared ? [...columns, ...compared] : columns, rows);
  if (!isCompared) console.log("Set QUAKEWRIGHT_ORACLE to compare with the reference engine.\n");
} finally {
  rmSync(root, { recursive: true, force: true });
}
