/**
 * Disaggregation: the example with ten sites and finer bins, csv exports included, and the same of the reference engine in the
 * same run when QUAKEWRIGHT_ORACLE names its Python environment. Ratios are of processor time; the engine's is net of what its smallest
 * job costs (start-up).
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ORACLE, ours, theirs } from "./shared/engines.ts";
import { JOBS, writeJob } from "./shared/jobs.ts";
import { printTable } from "./shared/table.ts";

const EXAMPLE = join(import.meta.dir, "..", "examples", "disaggregation");

const SITES = Array.from({ length: 10 }, (_, i) => `${(-29.9 + 0.09 * i).toFixed(2)} ${(10.1 + 0.08 * i).toFixed(2)}`);

const SCALED: { readonly [parameter: string]: string } = {
  sites: SITES.join(", "),
  width_of_mfd_bin: "0.1",
  area_source_discretization: "5.0",
  rupture_mesh_spacing: "2.0",
  mag_bin_width: "0.2",
  distance_bin_width: "5.0",
  coordinate_bin_width: "0.2",
};

function writeScaled(folder: string): void {
  cpSync(EXAMPLE, folder, { recursive: true });
  let text = readFileSync(join(folder, "job.ini"), "utf8").replace(/^disagg_outputs = .*$/m, "");
  for (const [name, value] of Object.entries(SCALED))
    text = text.replace(new RegExp(`^${name} = .*$`, "m"), `${name} = ${value}`);
  writeFileSync(join(folder, "job.ini"), text);
}

const root = mkdtempSync(join(tmpdir(), "quakewright-benchmark-"));
const made = (name: string): string => {
  const folder = join(root, name);
  mkdirSync(folder);
  return folder;
};
try {
  const folder = made("job");
  writeScaled(folder);
  const own = await ours(folder, made("ours"));
  const row = ["ten sites, finer bins", own.wallS.toFixed(2), own.cpuS.toFixed(2), own.peakMb.toFixed(0)];
  const columns = ["job", "wall s", "cpu s", "peak MB"];
  if (ORACLE !== undefined && ORACLE !== "") {
    const smallest = made("smallest");
    writeJob(JOBS[0]!, smallest);
    const home = made("home");
    const startUp = await theirs(ORACLE, smallest, made("startup"), home);
    const other = await theirs(ORACLE, folder, made("theirs"), home);
    const netS = Math.max(0, other.cpuS - startUp.cpuS);
    row.push(other.wallS.toFixed(1), netS.toFixed(1), `${(netS / own.cpuS).toFixed(1)} x`);
    columns.push("engine wall s", "engine cpu s net", "cpu ratio");
  }
  printTable("Disaggregation", columns, [row]);
} finally {
  rmSync(root, { recursive: true, force: true });
}
