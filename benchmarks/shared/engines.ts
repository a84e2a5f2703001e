/** Whole jobs in both engines, and what they cost. */
import { join } from "node:path";

const PROJECT = join(import.meta.dir, "..", "..");

/** Folder of the Python environment with the reference engine; undefined: it is not compared with. */
export const ORACLE = process.env["QUAKEWRIGHT_ORACLE"];

export interface Cost {
  readonly wallS: number;
  readonly cpuS: number;
  readonly peakMb: number;
}

async function measure(command: readonly string[], cwd: string, environment: Record<string, string>): Promise<Cost> {
  const started = performance.now();
  const child = Bun.spawn([...command], {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  if ((await child.exited) !== 0) throw new Error(`${command.join(" ")} failed\n${out}\n${err}`);
  const usage = child.resourceUsage();
  return {
    wallS: (performance.now() - started) / 1000,
    cpuS: Number(usage?.cpuTime.total ?? 0n) / 1e6,
    peakMb: Number(usage?.maxRSS ?? 0) / 2 ** 20,
  };
}

/** What the estimate of the job of a folder says. */
export async function estimateOf(folder: string): Promise<{ readonly memoryBytes: number }> {
  const command = [process.execPath, join(PROJECT, "src", "main.ts"), "estimate", "job.ini", "--json"];
  const child = Bun.spawn(command, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  const [told] = JSON.parse(await new Response(child.stdout).text()) as readonly {
    readonly estimate: { readonly memoryBytes: number };
  }[];
  return told!.estimate;
}

/** Computes the job of a folder here and exports it as csv. @param project folder of the sources to run */
export function ours(folder: string, out: string, project: string = PROJECT): Promise<Cost> {
  const command = [
    process.execPath,
    join(project, "src", "main.ts"),
    "run",
    "job.ini",
    "--exports",
    "csv",
    "--export-dir",
    out,
  ];
  return measure(command, folder, { QUAKEWRIGHT_ORACLE: "", QUAKEWRIGHT_RACE: "" });
}

/** The same with the reference engine. */
export function theirs(oracle: string, folder: string, out: string, home: string): Promise<Cost> {
  const command = [
    join(oracle, "bin", "oq"),
    "engine",
    "--run",
    "job.ini",
    "--exports",
    "csv",
    "--param",
    `export_dir=${out}`,
  ];
  return measure(command, folder, { HOME: home, OQ_DATADIR: join(home, "oqdata"), OQ_DISTRIBUTE: "no" });
}
