/** Runs the program as people do, and collects what it says. */
import { join } from "node:path";
import { PROJECT } from "../harness.ts";

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly seconds: number;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** The environment without settings of the machine that runs the tests. */
export function cleanEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string | undefined> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("QUAKEWRIGHT_"));
  return { ...Object.fromEntries(own), ...extra };
}

export function startProgram(args: readonly string[], options: RunOptions = {}) {
  return Bun.spawn([process.execPath, join(PROJECT, "src", "main.ts"), ...args], {
    cwd: options.cwd ?? PROJECT,
    env: cleanEnvironment(options.environment),
    stdin: options.input === undefined ? "ignore" : new TextEncoder().encode(options.input),
    stdout: "pipe",
    stderr: "pipe",
  });
}

export async function runProgram(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const started = performance.now();
  const child = startProgram(args, options);
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  const code = await child.exited;
  return { code, out, err, seconds: (performance.now() - started) / 1000 };
}
