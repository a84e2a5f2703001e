/** Short-lived children for work that must not be done on the server's thread, such as large exports. */
import { Readable } from "node:stream";
import type { ToolOptions, ToolResult } from "../job-service.ts";
import { places } from "../places.ts";
import { watchMemory } from "./memory-watch.ts";
import { endGroup } from "./process-group.ts";

const AT_A_TIME = 3;
/** Streams of children at a time, counted apart from the others, which a slow reader would keep waiting. */
const STREAMS_AT_A_TIME = 4;
const DEFAULT_TIMEOUT_S = 600;
/** A reader that takes nothing for so long loses its stream: others wait for the place. */
const STALLED_AFTER_MS = 30_000;

export interface ToolRunner {
  /** @throws BusyError when too many wait */
  run(subCommand: string, args: readonly string[], options?: ToolOptions): Promise<ToolResult>;
  /**
   * Standard output as it comes. The child ends when the reader goes or takes nothing any more; its failure is the stream's.
   * @throws BusyError when too many wait
   */
  stream(subCommand: string, args: readonly string[], options?: ToolOptions): Promise<Readable>;
  close(): Promise<void>;
}

/** @param usual limits of children that are given none */
export function toolRunner(command: readonly string[], killAfterMs: number, usual: ToolOptions = {}): ToolRunner {
  const living = new Set<number>();
  const working = places({ atATime: AT_A_TIME });
  const streaming = places({ atATime: STREAMS_AT_A_TIME });
  let closed = false;

  const start = (subCommand: string, args: readonly string[]) => {
    if (closed) throw new Error("the server is closing");
    const child = Bun.spawn([...command, subCommand, ...args], {
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
      detached: true,
    });
    living.add(child.pid);
    return child;
  };

  /** Ends a child that takes too long or too much; `over` tells which, and stops looking. */
  const guard = (pid: number, options: ToolOptions) => {
    const { timeoutS = DEFAULT_TIMEOUT_S, maxBytes = Number.POSITIVE_INFINITY } = { ...usual, ...options };
    let ended: ToolResult["ended"];
    const timer = setTimeout(() => {
      ended ??= "time";
      void endGroup(pid, killAfterMs);
    }, timeoutS * 1000);
    const unwatch = watchMemory(pid, maxBytes, () => {
      ended ??= "memory";
      void endGroup(pid, 0);
    });
    return () => {
      clearTimeout(timer);
      unwatch();
      living.delete(pid);
      return ended;
    };
  };

  async function* output(
    leave: () => void,
    subCommand: string,
    args: readonly string[],
    options: ToolOptions,
  ): AsyncGenerator<Uint8Array> {
    const child = start(subCommand, args);
    const over = guard(child.pid, options);
    const told = new Response(child.stderr).text();
    try {
      for await (const chunk of child.stdout) {
        const stalled = setTimeout(() => {
          leave();
          void endGroup(child.pid, 0);
        }, STALLED_AFTER_MS);
        yield chunk;
        clearTimeout(stalled);
      }
      const exitCode = await child.exited;
      const ended = over();
      if (exitCode !== 0)
        throw new Error(`${subCommand} has failed (${ended ?? `exit code ${exitCode}`}): ${await told}`);
    } finally {
      await endGroup(child.pid, 0);
      over();
      leave();
    }
  }

  return {
    async run(subCommand, args, options = {}) {
      const leave = await working.take(options.asker);
      try {
        const child = start(subCommand, args);
        const over = guard(child.pid, options);
        const [stdout, stderr] = await Promise.all([
          new Response(child.stdout).text(),
          new Response(child.stderr).text(),
        ]);
        const exitCode = await child.exited;
        const ended = over();
        return { exitCode, stdout, stderr, ...(ended === undefined ? {} : { ended }) };
      } finally {
        leave();
      }
    },

    async stream(subCommand, args, options = {}) {
      const leave = await streaming.take(options.asker);
      const source = output(leave, subCommand, args, options);
      const stream = Readable.from(source, { objectMode: false });
      // A generator that was never asked for anything runs no `finally`.
      stream.once("close", leave);
      return stream;
    },

    async close() {
      closed = true;
      await Promise.all([...living].map((pid) => endGroup(pid, 0)));
    },
  };
}
