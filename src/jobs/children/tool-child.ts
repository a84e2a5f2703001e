/** Short-lived children for work that must not be done on the server's thread, such as large exports. */
import { Readable } from "node:stream";
import type { ToolResult } from "../job-service.ts";
import { watchMemory } from "./memory-watch.ts";
import { endGroup } from "./process-group.ts";

const AT_A_TIME = 2;
/** Streams of children at a time; further ones begin when one ends or its reader goes. */
const STREAMS_AT_A_TIME = 4;
const DEFAULT_TIMEOUT_S = 600;

export interface ToolLimits {
  readonly timeoutS?: number;
  /** Memory it may take. */
  readonly maxBytes?: number;
}

export interface ToolRunner {
  run(subCommand: string, args: readonly string[], options?: ToolLimits): Promise<ToolResult>;
  /** Standard output as it comes. The child ends when the reader goes; its failure is the stream's. */
  stream(subCommand: string, args: readonly string[]): Readable;
  close(): Promise<void>;
}

export function toolRunner(command: readonly string[], killAfterMs: number): ToolRunner {
  const living = new Set<number>();
  const waiting: (() => void)[] = [];
  let free = AT_A_TIME;

  const enter = () => (free > 0 ? void free-- : new Promise<void>((resolve) => waiting.push(resolve)));
  const leave = () => {
    const next = waiting.shift();
    if (next === undefined) free++;
    else next();
  };

  let streaming = 0;
  const waitingStreams: (() => void)[] = [];

  // Counted apart from the others, which a slow reader would keep waiting.
  async function* output(subCommand: string, args: readonly string[]): AsyncGenerator<Uint8Array> {
    if (streaming >= STREAMS_AT_A_TIME) await new Promise<void>((resolve) => waitingStreams.push(resolve));
    else streaming++;
    try {
      yield* outputOfChild(subCommand, args);
    } finally {
      const next = waitingStreams.shift();
      if (next === undefined) streaming--;
      else next();
    }
  }

  async function* outputOfChild(subCommand: string, args: readonly string[]): AsyncGenerator<Uint8Array> {
    const child = Bun.spawn([...command, subCommand, ...args], {
      stdin: "ignore",
      stdout: "pipe",
      stderr: "inherit",
      detached: true,
    });
    living.add(child.pid);
    try {
      yield* child.stdout;
      const exitCode = await child.exited;
      if (exitCode !== 0) throw new Error(`${subCommand} has failed (exit code ${exitCode})`);
    } finally {
      await endGroup(child.pid, 0);
      living.delete(child.pid);
    }
  }

  return {
    async run(subCommand, args, { timeoutS = DEFAULT_TIMEOUT_S, maxBytes = Number.POSITIVE_INFINITY } = {}) {
      await enter();
      try {
        const child = Bun.spawn([...command, subCommand, ...args], {
          stdin: "ignore",
          stdout: "pipe",
          stderr: "pipe",
          detached: true,
        });
        living.add(child.pid);
        let ended: ToolResult["ended"];
        const timer = setTimeout(() => {
          ended ??= "time";
          void endGroup(child.pid, killAfterMs);
        }, timeoutS * 1000);
        const unwatch = watchMemory(child.pid, maxBytes, () => {
          ended ??= "memory";
          void endGroup(child.pid, 0);
        });
        const [stdout, stderr] = await Promise.all([
          new Response(child.stdout).text(),
          new Response(child.stderr).text(),
        ]);
        const exitCode = await child.exited;
        clearTimeout(timer);
        unwatch();
        living.delete(child.pid);
        return { exitCode, stdout, stderr, ...(ended === undefined ? {} : { ended }) };
      } finally {
        leave();
      }
    },

    stream(subCommand, args) {
      return Readable.from(output(subCommand, args), { objectMode: false });
    },

    async close() {
      await Promise.all([...living].map((pid) => endGroup(pid, 0)));
    },
  };
}
