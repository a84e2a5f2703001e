/** An installed OpenQuake Engine, run as a child in a home and data folder of its own. */
import { accessSync, constants, mkdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { UsageError } from "../exit.ts";

/**
 * Path of the `oq` command: the one named, else that on PATH; undefined when there is none.
 * @throws UsageError when the one named is no program
 */
export function findReferenceEngine(named: string): string | undefined {
  if (named === "") return Bun.which("oq") ?? undefined;
  const path = resolve(named);
  try {
    accessSync(path, constants.X_OK);
    if (statSync(path).isFile()) return path;
  } catch {
    // Told below.
  }
  throw new UsageError(`--oq ${named} is no program that can be run`);
}

export interface ChildOutcome {
  readonly code: number;
  /** All it said, on both streams. */
  readonly said: string;
}

/** Runs a command to its end and ends it when `signal` says so. */
export async function runChild(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<ChildOutcome> {
  const child = Bun.spawn([...command], {
    env: { ...process.env, ...environment },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    signal,
  });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { code: await child.exited, said: out + err };
}

/**
 * Computes a job file with the engine and exports it as csv.
 * @param work folder for its home and its data; nothing else of the user's is touched
 */
export function runReferenceEngine(
  oq: string,
  ini: string,
  out: string,
  work: string,
  signal: AbortSignal,
): Promise<ChildOutcome> {
  const home = join(work, "home");
  for (const folder of [out, home]) mkdirSync(folder, { recursive: true });
  return runChild(
    [oq, "engine", "--run", ini, "--exports", "csv", "--param", `export_dir=${out}`],
    // One process and no database server: nothing is left running.
    { HOME: home, OQ_DATADIR: join(home, "oqdata"), OQ_DISTRIBUTE: "no", OMP_NUM_THREADS: "1" },
    signal,
  );
}
