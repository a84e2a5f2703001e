/** Children of the server: leaders of their own process group, output into a file. */
import { closeSync, openSync } from "node:fs";
import { folderPart } from "../../engines/calculation-folder.ts";
import type { ChildExit } from "./failure-reason.ts";
import { processStart } from "./process-identity.ts";

export interface Child {
  readonly pid: number;
  /** Null when it has ended already. */
  readonly processStart: string | null;
  readonly exited: Promise<ChildExit>;
}

/** Starts `[command, subCommand, folder]`. The child goes on when this process ends. */
export function spawnChild(command: readonly string[], subCommand: string, folder: string): Child {
  const output = openSync(folderPart(folder, "output"), "a");
  try {
    const child = Bun.spawn([...command, subCommand, folder], {
      cwd: folder,
      stdin: "ignore",
      stdout: output,
      stderr: output,
      detached: true,
    });
    child.unref();
    const exited = child.exited.then(() => ({
      exitCode: child.exitCode,
      signal: child.signalCode === null ? null : String(child.signalCode),
    }));
    return { pid: child.pid, processStart: processStart(child.pid), exited };
  } finally {
    closeSync(output);
  }
}
