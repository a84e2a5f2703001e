/** A server whose tasks go to a cluster, driven as people do: started, killed, started again on the same data. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openDatastore } from "../../../src/datastore/index.ts";
import { zipOf } from "../../archives.ts";
import { startProgram } from "../../cli/program.ts";
import type { SlurmCluster } from "./slurm-cluster.ts";

export interface SlurmSession {
  readonly start: () => Promise<void>;
  /** Kills the server alone. */
  readonly kill: () => Promise<void>;
  /** Asks it to end. */
  readonly stop: () => Promise<void>;
  readonly submit: (ini: string) => Promise<number>;
  readonly status: (id: number) => Promise<{ readonly status: string; readonly progress: number }>;
  readonly log: (id: number) => Promise<string>;
  readonly abort: (id: number) => Promise<void>;
  readonly calculation: (id: number) => string;
}

/** @param data data folder, on a disk that the nodes see */
export function slurmSession(data: string, cluster: SlurmCluster, options: readonly string[]): SlurmSession {
  let child: ReturnType<typeof startProgram> | undefined;
  let address = "";
  const json = async <Value>(path: string, init?: RequestInit) =>
    (await (await fetch(`${address}${path}`, init)).json()) as Value;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child?.kill(signal);
    await child?.exited;
    child = undefined;
  };
  return {
    async start() {
      child = startProgram(["serve", "--port", "0", "--data", data, ...options], { environment: cluster.environment });
      let text = "";
      for await (const chunk of child.stdout) {
        text += new TextDecoder().decode(chunk);
        if (text.includes("\n")) break;
      }
      address = /http:\S+(?=\/ )/.exec(text)?.[0] ?? "";
      if (address === "") throw new Error(`no address: ${text}${await new Response(child.stderr).text()}`);
    },
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
    async submit(ini) {
      const folder = dirname(ini);
      const files = Object.fromEntries(
        readdirSync(folder).map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]),
      );
      const form = new FormData();
      form.append("archive", new File([await zipOf(files)], "job.zip"));
      return (await json<{ job_id: number }>("/v1/calc/run", { method: "POST", body: form })).job_id;
    },
    status: (id) => json(`/v1/calc/${id}/status`),
    log: async (id) => (await json<string[][]>(`/v1/calc/${id}/log/:`)).map((row) => row.join(" ")).join("\n"),
    async abort(id) {
      await json(`/v1/calc/${id}/abort`, { method: "POST" });
    },
    calculation: (id) => join(data, "calcs", String(id)),
  };
}

/** Waits until something is true. */
export async function until<T>(what: string, look: () => T | Promise<T>, withinMs = 90_000): Promise<NonNullable<T>> {
  for (const end = Date.now() + withinMs; Date.now() < end; await Bun.sleep(50)) {
    const found = await look();
    if (found) return found as NonNullable<T>;
  }
  throw new Error(`${what} did not come within ${withinMs / 1000} s`);
}

/** Processes that compute for plans below a folder. */
export function workersBelow(folder: string): number[] {
  return processesWith((words) => words.includes("work") && words.some((word) => word.startsWith(folder)));
}

/** The processes that hold calculations below a folder. */
export function calculatorsBelow(folder: string): number[] {
  return processesWith((words) => words.includes("calculate") && words.some((word) => word.startsWith(folder)));
}

function processesWith(is: (words: readonly string[]) => boolean): number[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      return is(readFileSync(`/proc/${name}/cmdline`, "latin1").split("\0")) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

/** Kills what may have ended meanwhile. */
export function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has.
  }
}

/** The curves of a calculation, bit for bit. */
export async function curvesOf(calculation: string): Promise<Uint8Array> {
  const reader = openDatastore(join(calculation, "datastore"));
  try {
    const data = await reader.readArray("hcurves-stats");
    return new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
  } finally {
    await reader.close();
  }
}
