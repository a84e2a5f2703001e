/**
 * Losses in both engines, csv exports included: a scenario of 1,000 fields at 1,400 sites with 5,600 assets and three loss types (17 million
 * losses), 100,000 years of events of the example at 1,600 assets, and loss curves of 20,000 assets from hazard curves that are given. Ratios are
 * of processor time, both net of the smallest job (start-up).
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ORACLE, ours, theirs } from "./shared/engines.ts";
import { RISK_JOBS, writeSmallestRiskJob } from "./shared/risk-jobs.ts";
import { printTable } from "./shared/table.ts";

const root = mkdtempSync(join(tmpdir(), "quakewright-benchmark-"));
const made = (name: string): string => {
  const folder = join(root, name);
  mkdirSync(folder);
  return folder;
};

try {
  const columns = ["job", "wall s", "cpu s", "cpu s net", "peak MB"];
  const oracle = ORACLE ?? "";
  const hasOracle = oracle !== "";
  if (hasOracle) columns.push("engine cpu s net", "engine peak MB", "cpu ratio");
  const home = made("home");
  const smallest = made("smallest");
  writeSmallestRiskJob(smallest);
  const ownStartUp = (await ours(smallest, made("own-startup"))).cpuS;
  const startUp = hasOracle ? (await theirs(oracle, smallest, made("startup"), home)).cpuS : 0;
  const rows: string[][] = [];
  for (const [j, { name, write }] of RISK_JOBS.entries()) {
    const folder = made(`job-${j}`);
    write(folder);
    const own = await ours(folder, made(`ours-${j}`));
    const ownNetS = Math.max(0, own.cpuS - ownStartUp);
    const row = [name, own.wallS.toFixed(2), own.cpuS.toFixed(2), ownNetS.toFixed(2), own.peakMb.toFixed(0)];
    if (hasOracle) {
      const other = await theirs(oracle, folder, made(`theirs-${j}`), home);
      const netS = Math.max(0, other.cpuS - startUp);
      row.push(netS.toFixed(1), other.peakMb.toFixed(0), `${(netS / ownNetS).toFixed(1)} x`);
    }
    rows.push(row);
    rmSync(folder, { recursive: true });
  }
  printTable("Risk", columns, rows);
} finally {
  rmSync(root, { recursive: true, force: true });
}
