/**
 * Event sets of the example's sources, csv exports included: 300,000 events at one site, and some 10,000 at a thousand sites. The same of
 * the reference engine in the same run when QUAKEWRIGHT_ORACLE names its Python environment. Ratios are of processor time; the engine's is
 * net of what the same job with a single event set at one site costs (start-up).
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ORACLE, ours, theirs } from "./shared/engines.ts";
import { printTable } from "./shared/table.ts";

const EXAMPLE = join(import.meta.dir, "..", "examples", "event-based");
const ONE_SITE = "sites = -30.7 58.7";
const REGION = "region = -32.0 58.2, -29.2 58.2, -29.2 59.6, -32.0 59.6\nregion_grid_spacing = 5.0";

const root = mkdtempSync(join(tmpdir(), "quakewright-benchmark-"));
const made = (name: string): string => {
  const folder = join(root, name);
  mkdirSync(folder);
  return folder;
};

/** The example with other sites and numbers of event sets of 50 years. */
function write(name: string, sites: string, eventSets: number): string {
  const folder = join(root, name);
  cpSync(EXAMPLE, folder, { recursive: true });
  const text = readFileSync(join(folder, "job.ini"), "utf8")
    .replace(/^sites = .*$/m, sites)
    .replace(/^ses_per_logic_tree_path = .*$/m, `ses_per_logic_tree_path = ${eventSets}`);
  writeFileSync(join(folder, "job.ini"), text);
  return folder;
}

const JOBS = [
  { name: "300,000 events, 1 site", folder: () => write("many-events", ONE_SITE, 30_000) },
  { name: "10,000 events, 1,000 sites", folder: () => write("many-sites", REGION, 1000) },
];

try {
  const columns = ["job", "wall s", "cpu s", "peak MB"];
  const oracle = ORACLE ?? "";
  const hasOracle = oracle !== "";
  if (hasOracle) columns.push("engine wall s", "engine cpu s net", "engine peak MB", "cpu ratio");
  const home = made("home");
  const startUp = hasOracle ? (await theirs(oracle, write("smallest", ONE_SITE, 1), made("startup"), home)).cpuS : 0;
  const rows: string[][] = [];
  for (const [j, { name, folder }] of JOBS.entries()) {
    const job = folder();
    const own = await ours(job, made(`ours-${j}`));
    const row = [name, own.wallS.toFixed(2), own.cpuS.toFixed(2), own.peakMb.toFixed(0)];
    if (hasOracle) {
      const other = await theirs(oracle, job, made(`theirs-${j}`), home);
      const netS = Math.max(0, other.cpuS - startUp);
      row.push(other.wallS.toFixed(1), netS.toFixed(1), other.peakMb.toFixed(0), `${(netS / own.cpuS).toFixed(1)} x`);
    }
    rows.push(row);
  }
  printTable("Event sets", columns, rows);
} finally {
  rmSync(root, { recursive: true, force: true });
}
