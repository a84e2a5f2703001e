/** A server of our own for a benchmark, on a free port, with a data folder that goes away. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PROJECT = join(import.meta.dir, "..", "..");

export interface BenchmarkServer extends AsyncDisposable {
  readonly address: string;
  readonly pid: number;
  readonly data: string;
  /** From the start of the process to the line that says where it listens. */
  readonly startS: number;
  /** Ends it, keeping its data folder. */
  stop(): Promise<void>;
}

export function makeDataFolder(): string {
  return mkdtempSync(join(tmpdir(), "quakewright-benchmark-data-"));
}

/**
 * @param keepData leaves the data folder for another server to start on
 * @param tree the source tree whose server is started
 */
export async function startServer(
  data: string,
  extra: readonly string[] = [],
  keepData = false,
  tree = PROJECT,
): Promise<BenchmarkServer> {
  const started = performance.now();
  const child = Bun.spawn(
    [
      process.execPath,
      join(tree, "src", "main.ts"),
      "serve",
      "--port",
      "0",
      "--data",
      data,
      "--log-level",
      "error",
      ...extra,
    ],
    { env: { ...process.env, QUAKEWRIGHT_ORACLE: "" }, stdio: ["ignore", "pipe", "inherit"] },
  );
  let text = "";
  for await (const chunk of child.stdout) {
    text += new TextDecoder().decode(chunk);
    if (text.includes("\n")) break;
  }
  const startS = (performance.now() - started) / 1000;
  const address = /https?:\/\/\S+/.exec(text)?.[0]?.replace(/\/$/, "");
  if (address === undefined) throw new Error(`the server did not start (exit code ${await child.exited})`);
  const stop = async () => {
    child.kill("SIGTERM");
    await child.exited;
  };
  return {
    address,
    pid: child.pid,
    data,
    startS,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      if (!keepData) rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Resident memory of a process in MB, or NaN where /proc is not to be had. */
export function residentMb(pid: number): number {
  try {
    const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return Number(line?.[1] ?? Number.NaN) / 1024;
  } catch {
    return Number.NaN;
  }
}
