/** Jobs of the size that matters, made from the examples: the same sources, on grids, with more measures and levels. */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const EXAMPLES = join(import.meta.dir, "..", "..", "examples");

const MEASURES = ["PGA", "SA(0.05)", "SA(0.1)", "SA(0.2)", "SA(0.5)", "SA(1.0)", "SA(2.0)", "SA(3.0)"];

export interface BenchmarkJob {
  readonly name: string;
  readonly example: string;
  /** Replaces the lines that say where the sites are; absent: the example as it is. */
  readonly sites?: string;
  /** Number of measures and of levels each. */
  readonly measures?: number;
  readonly levels?: number;
}

export const JOBS: readonly BenchmarkJob[] = [
  { name: "smallest", example: "point-source" },
  {
    name: "area-grid",
    example: "area-source",
    sites: "region = -31.0 9.0, -28.0 9.0, -28.0 12.0, -31.0 12.0\nregion_grid_spacing = 8.0",
    measures: 6,
    levels: 45,
  },
  {
    name: "fault-grid",
    example: "simple-fault",
    sites: "region = -30.7 9.2, -29.2 9.2, -29.2 10.8, -30.7 10.8\nregion_grid_spacing = 4.0",
    measures: 6,
    levels: 45,
  },
  {
    name: "logic-tree-grid",
    example: "logic-tree",
    sites: "region = -30.5 9.5, -28.5 9.5, -28.5 11.5, -30.5 11.5\nregion_grid_spacing = 15.0",
    measures: 2,
    levels: 19,
  },
];

/** The range of periods of AkkarBommer2010 ends at 3 s, so every example's models have all of these. */
function levelsText(measures: number, levels: number): string {
  const entries = MEASURES.slice(0, measures).map((name) => `  "${name}": logscale(0.005, 2.13, ${levels})`);
  return `intensity_measure_types_and_levels = {\n${entries.join(",\n")}}`;
}

/** Copies the example into an empty folder and scales it. Only mean curves are computed for the scaled ones. */
export function writeJob(job: BenchmarkJob, folder: string): void {
  cpSync(join(EXAMPLES, job.example), folder, { recursive: true });
  if (job.sites === undefined) return;
  const path = join(folder, "job.ini");
  const text = readFileSync(path, "utf8")
    .replace(/^(sites|sites_csv) = .*$/m, job.sites)
    .replace(/^intensity_measure_types_and_levels = \{[^}]*\}/m, levelsText(job.measures ?? 1, job.levels ?? 20))
    .replace(/^individual_rlzs = .*$/m, "individual_rlzs = false")
    .replace(/^quantiles = .*$/m, "");
  writeFileSync(path, text);
}
