/**
 * Disaggregation: the example with ten sites and finer bins, csv exports included; when QUAKEWRIGHT_ORACLE names a Python environment
 * of the reference engine, that engine's demo too, and both in it in the same run. Ratios are of processor time; the engine's is net of
 * what its smallest job costs (start-up), and it writes the realizations of several to no file, which are half of ours.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ORACLE, ours, theirs } from "./shared/engines.ts";
import { JOBS, writeJob } from "./shared/jobs.ts";
import { printTable } from "./shared/table.ts";

const EXAMPLE = join(import.meta.dir, "..", "examples", "disaggregation");
/** The reference's own demo, where its environment has it: an area and a fault of two tectonic regions. */
const DEMO = ORACLE ? join(ORACLE, "demos", "hazard", "Disaggregation") : undefined;

interface ScaledJob {
  readonly name: string;
  readonly folder: string;
  /** Longitude and latitude of the first site, and the steps to the next. */
  readonly sites: readonly [lon: number, lat: number, lonStep: number, latStep: number];
  readonly parameters: { readonly [parameter: string]: string };
}

const JOBS_OF_TEN_SITES: readonly ScaledJob[] = [
  {
    name: "example",
    folder: EXAMPLE,
    sites: [-29.9, 10.1, 0.09, 0.08],
    parameters: {
      width_of_mfd_bin: "0.1",
      area_source_discretization: "5.0",
      rupture_mesh_spacing: "2.0",
      mag_bin_width: "0.2",
      distance_bin_width: "5.0",
      coordinate_bin_width: "0.2",
    },
  },
  ...(DEMO !== undefined && existsSync(DEMO)
    ? [
        {
          name: "the reference's demo",
          folder: DEMO,
          sites: [0.5, -0.5, 0.07, -0.06] as const,
          parameters: {
            mag_bin_width: "0.2",
            distance_bin_width: "5.0",
            coordinate_bin_width: "0.1",
            num_epsilon_bins: "6",
          },
        },
      ]
    : []),
];

function writeScaled({ folder, sites: [lon, lat, lonStep, latStep], parameters }: ScaledJob, target: string): void {
  cpSync(folder, target, { recursive: true });
  const sites = Array.from(
    { length: 10 },
    (_, i) => `${(lon + lonStep * i).toFixed(2)} ${(lat + latStep * i).toFixed(2)}`,
  );
  let text = readFileSync(join(target, "job.ini"), "utf8").replace(/^disagg_outputs = .*$/m, "");
  for (const [name, value] of Object.entries({ ...parameters, sites: sites.join(", ") }))
    text = text.replace(new RegExp(`^${name} = .*$`, "m"), `${name} = ${value}`);
  writeFileSync(join(target, "job.ini"), text);
}

const root = mkdtempSync(join(tmpdir(), "quakewright-benchmark-"));
const made = (name: string): string => {
  const folder = join(root, name);
  mkdirSync(folder);
  return folder;
};
try {
  const columns = ["job of ten sites, finer bins", "wall s", "cpu s", "peak MB"];
  const home = made("home");
  let startUpS = 0;
  if (ORACLE) {
    columns.push("engine wall s", "engine cpu s net", "cpu ratio");
    const smallest = made("smallest");
    writeJob(JOBS[0]!, smallest);
    startUpS = (await theirs(ORACLE, smallest, made("startup"), home)).cpuS;
  }
  const rows: string[][] = [];
  for (const [i, job] of JOBS_OF_TEN_SITES.entries()) {
    const folder = made(`job${i}`);
    writeScaled(job, folder);
    const own = await ours(folder, made(`ours${i}`));
    const row = [job.name, own.wallS.toFixed(2), own.cpuS.toFixed(2), own.peakMb.toFixed(0)];
    if (ORACLE) {
      const other = await theirs(ORACLE, folder, made(`theirs${i}`), home);
      const netS = Math.max(0, other.cpuS - startUpS);
      row.push(other.wallS.toFixed(1), netS.toFixed(1), `${(netS / own.cpuS).toFixed(1)} x`);
    }
    rows.push(row);
  }
  printTable("Disaggregation", columns, rows);
} finally {
  rmSync(root, { recursive: true, force: true });
}
