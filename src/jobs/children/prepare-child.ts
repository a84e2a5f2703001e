/** Runs the `prepare` child and reads its answer. */
import { folderPart } from "../../engines/calculation-folder.ts";
import { readJson, writeJson } from "../../engines/write-json.ts";
import type { Prepared, PrepareRequest } from "../archive/prepare-inputs.ts";
import { failureLines } from "./failure-reason.ts";
import { endGroup } from "./process-group.ts";
import { type Child, spawnChild } from "./spawn-child.ts";

/** Children that unpack at the same time; more submissions wait their turn. */
const AT_A_TIME = 3;

export type PrepareRunner = (
  folder: string,
  request: PrepareRequest,
  started?: (child: Child) => void,
) => Promise<Prepared>;

export function prepareRunner(command: readonly string[], timeoutS: number, killAfterMs: number): PrepareRunner {
  let running = 0;
  const waiting: (() => void)[] = [];
  const enter = async () => {
    if (running >= AT_A_TIME) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
  };
  const leave = () => {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  };

  return async (folder, request, started) => {
    await enter();
    try {
      writeJson(folderPart(folder, "prepare"), request);
      const child = spawnChild(command, "prepare", folder);
      started?.(child);
      let timedOut = false;
      const timer = setTimeout(() => {
        timedOut = true;
        void endGroup(child.pid, killAfterMs);
      }, timeoutS * 1000);
      const exit = await child.exited;
      clearTimeout(timer);
      await endGroup(child.pid, 0);
      const prepared = readJson<Prepared>(folderPart(folder, "prepared"));
      if (prepared !== null && !timedOut) return prepared;
      const lines = timedOut
        ? [`Unpacking and checking took longer than ${timeoutS} s`]
        : failureLines(folder, "check", exit);
      return { ok: false, staged: false, message: lines[0] as string, problems: [], traceback: lines };
    } finally {
      leave();
    }
  };
}
