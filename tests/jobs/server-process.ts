/** Starts `server-main.ts` and keeps what it has told. */
import { join } from "node:path";
import { PROJECT } from "../harness.ts";

export interface Told {
  readonly told: "ready" | "created" | "accepted" | "refused" | "status" | "log";
  readonly id: number;
  readonly status?: string;
  readonly index?: number;
  readonly message?: string;
}

export interface ServerProcess {
  readonly pid: number;
  readonly told: readonly Told[];
  /** Waits for a message. */
  heard(match: (message: Told) => boolean, timeoutMs?: number): Promise<Told>;
  kill(signal: "SIGKILL" | "SIGTERM"): Promise<number>;
}

export function startServerProcess(dataFolder: string, submissions: number, stepMs = 10): ServerProcess {
  const main = join(PROJECT, "tests", "jobs", "fixtures", "server-main.ts");
  const child = Bun.spawn([process.execPath, main, dataFolder, String(submissions), String(stepMs)], {
    stdin: "ignore",
    stdout: "pipe",
    stderr: "inherit",
  });
  const told: Told[] = [];
  const reading = (async () => {
    const decoder = new TextDecoder();
    let rest = "";
    for await (const chunk of child.stdout) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) told.push(JSON.parse(line) as Told);
    }
  })();
  return {
    pid: child.pid,
    told,
    async heard(match, timeoutMs = 15_000) {
      for (const end = Date.now() + timeoutMs; Date.now() < end; ) {
        const found = told.find(match);
        if (found !== undefined) return found;
        if (child.exitCode !== null) break;
        await Bun.sleep(5);
      }
      throw new Error(`not heard (exit code ${child.exitCode}): ${match}\n${JSON.stringify(told.slice(-20))}`);
    },
    async kill(signal) {
      child.kill(signal);
      await child.exited;
      await reading;
      return child.exitCode ?? -1;
    },
  };
}
