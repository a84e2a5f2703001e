/** Runs the `prepare` child and reads its answer. */
import { folderPart } from "../../engines/calculation-folder.ts";
import { readJson, writeJson } from "../../write-json.ts";
import type { Prepared, PrepareRequest } from "../archive/prepare-inputs.ts";
import { places } from "../places.ts";
import { failureLines } from "./failure-reason.ts";
import { watchMemory } from "./memory-watch.ts";
import { endGroup } from "./process-group.ts";
import { type Child, spawnChild } from "./spawn-child.ts";

/** Children that unpack at the same time; more submissions wait their turn. */
const AT_A_TIME = 3;

export type PrepareRunner = (
  folder: string,
  request: PrepareRequest,
  options?: { readonly asker?: string | undefined; readonly started?: (child: Child) => void },
) => Promise<Prepared>;

/** @param maxBytes memory a child may take. The runner throws BusyError when too many wait. */
export function prepareRunner(
  command: readonly string[],
  timeoutS: number,
  killAfterMs: number,
  maxBytes = Number.POSITIVE_INFINITY,
): PrepareRunner {
  const unpacking = places({ atATime: AT_A_TIME });

  return async (folder, request, { asker, started } = {}) => {
    const leave = await unpacking.take(asker);
    try {
      writeJson(folderPart(folder, "prepare"), request);
      const child = spawnChild(command, "prepare", folder);
      started?.(child);
      let ended: string | undefined;
      const timer = setTimeout(() => {
        ended ??= `Unpacking and checking took longer than ${timeoutS} s`;
        void endGroup(child.pid, killAfterMs);
      }, timeoutS * 1000);
      const unwatch = watchMemory(child.pid, maxBytes, () => {
        ended ??= `Unpacking and checking took more than ${Math.floor(maxBytes / 2 ** 20)} MB of memory`;
        void endGroup(child.pid, 0);
      });
      const exit = await child.exited;
      clearTimeout(timer);
      unwatch();
      await endGroup(child.pid, 0);
      const prepared = readJson<Prepared>(folderPart(folder, "prepared"));
      if (prepared !== null && ended === undefined) return prepared;
      const lines = ended === undefined ? failureLines(folder, "check", exit) : [ended];
      return { ok: false, staged: false, message: lines[0] as string, problems: [], traceback: lines };
    } finally {
      leave();
    }
  };
}
