/** Short-lived children for work that must not be done on the server's thread, such as large exports. */
import type { ToolResult } from "./job-service.ts";
import { endGroup } from "./process-group.ts";

const AT_A_TIME = 2;
const DEFAULT_TIMEOUT_S = 600;

export interface ToolRunner {
  run(subCommand: string, args: readonly string[], options?: { timeoutS?: number }): Promise<ToolResult>;
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

  return {
    async run(subCommand, args, { timeoutS = DEFAULT_TIMEOUT_S } = {}) {
      await enter();
      try {
        const child = Bun.spawn([...command, subCommand, ...args], {
          stdin: "ignore",
          stdout: "pipe",
          stderr: "pipe",
          detached: true,
        });
        living.add(child.pid);
        const timer = setTimeout(() => void endGroup(child.pid, killAfterMs), timeoutS * 1000);
        const [stdout, stderr] = await Promise.all([
          new Response(child.stdout).text(),
          new Response(child.stderr).text(),
        ]);
        const exitCode = await child.exited;
        clearTimeout(timer);
        living.delete(child.pid);
        return { exitCode, stdout, stderr };
      } finally {
        leave();
      }
    },
    async close() {
      await Promise.all([...living].map((pid) => endGroup(pid, 0)));
    },
  };
}
