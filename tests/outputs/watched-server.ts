/** A server in a process of its own with one calculation of any size, and what its memory and its list do meanwhile. */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Subprocess } from "bun";
import { zipOf } from "../archives.ts";
import { PROJECT } from "../harness.ts";
import { writeLargeResults } from "./large-results.ts";

export interface Watched {
  /** Bytes that came. */
  readonly bytes: number;
  readonly seconds: number;
  /** Most resident memory above that before, MB. */
  readonly grewMb: number;
  /** Milliseconds of the list, asked again and again meanwhile. */
  readonly list: readonly number[];
}

export interface WatchedServer extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** Folder of the calculation. */
  readonly calculation: string;
  /** Path of an output by its key. */
  result(key: string): string;
  /** Downloads, throwing the bytes away as they come. */
  download(path: string): Promise<Watched>;
}

function residentMb(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(line?.[1]) / 1024;
}

/** Runs the smallest job, then puts results of `sites` sites in the place of its own. Linux only. */
export async function watchedServer(folder: string, sites: number): Promise<WatchedServer> {
  const data = join(folder, "data");
  const args = ["serve", "--port", "0", "--data", data, "--log-level", "error"];
  const child = Bun.spawn([process.execPath, join(PROJECT, "src", "main.ts"), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = async () => {
    child.kill("SIGTERM");
    await child.exited;
  };
  try {
    return await watched(child, data, sites, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function watched(
  child: Subprocess<"ignore", "pipe", "inherit">,
  data: string,
  sites: number,
  stop: () => Promise<void>,
): Promise<WatchedServer> {
  let text = "";
  for await (const chunk of child.stdout) {
    text += new TextDecoder().decode(chunk);
    if (text.includes("\n")) break;
  }
  const url = /https?:\/\/\S+/.exec(text)?.[0]?.replace(/\/$/, "");
  if (url === undefined) throw new Error(`the server did not start: ${text}`);
  const json = async (path: string) => (await fetch(url + path)).json();
  const example = join(PROJECT, "examples", "point-source");
  const files = readdirSync(example).map((name) => [name, new Uint8Array(readFileSync(join(example, name)))]);
  const form = new FormData();
  form.append("archive", new File([new Uint8Array(await zipOf(Object.fromEntries(files)))], "job.zip"));
  const { job_id } = (await (await fetch(`${url}/v1/calc/run`, { method: "POST", body: form })).json()) as {
    job_id: number;
  };
  for (let status = ""; status !== "complete"; await Bun.sleep(20)) {
    ({ status } = (await json(`/v1/calc/${job_id}/status`)) as { status: string });
    if (status === "failed") throw new Error(JSON.stringify(await json(`/v1/calc/${job_id}/traceback`)));
  }
  const calculation = join(data, "calcs", String(job_id));
  rmSync(join(calculation, "datastore"), { recursive: true });
  await writeLargeResults(calculation, sites);
  const outputs = (await json(`/v1/calc/${job_id}/results`)) as { id: number; type: string }[];

  async function download(path: string): Promise<Watched> {
    const { pid } = child;
    const before = residentMb(pid);
    let most = before;
    let isDone = false;
    const list: number[] = [];
    const watch = (async () => {
      while (!isDone) {
        const started = performance.now();
        await (await fetch(`${url}/v1/calc/list?limit=100`)).arrayBuffer();
        list.push(performance.now() - started);
        most = Math.max(most, residentMb(pid));
        await Bun.sleep(10);
      }
    })();
    const started = performance.now();
    let bytes = 0;
    try {
      const response = await fetch(url + path, { headers: { "accept-encoding": "identity" } });
      if (response.status !== 200 || response.body === null) throw new Error(`${path}: ${response.status}`);
      for await (const chunk of response.body) bytes += chunk.length;
      if (response.headers.get("content-length") !== String(bytes)) throw new Error(`${path}: not the bytes announced`);
    } finally {
      isDone = true;
      await watch;
    }
    return { bytes, seconds: (performance.now() - started) / 1000, grewMb: most - before, list };
  }

  return {
    url,
    pid: child.pid,
    calculation,
    result: (key) => `/v1/calc/result/${outputs.find(({ type }) => type === key)?.id}`,
    download,
    [Symbol.asyncDispose]: stop,
  };
}
