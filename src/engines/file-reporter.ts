/** A reporter that appends to the files of a calculation's folder. */
import { closeSync, openSync, writeSync } from "node:fs";
import { folderPart } from "./calculation-folder.ts";
import type { LogLevel, Reporter } from "./engine.ts";

/** Progress lines closer together than this are left out, except a change of stage and the end. */
const PROGRESS_EVERY_MS = 50;

export interface FileReporter extends Reporter {
  close(): void;
}

/** One write a line: a line is in the file or it is not, whenever the process is killed (a torn one has no newline). */
export function fileReporter(folder: string): FileReporter {
  const log = openSync(folderPart(folder, "log"), "a");
  const progress = openSync(folderPart(folder, "progress"), "a");
  const processName = `calculation/${process.pid}`;
  let fraction = 0;
  let stage = "";
  let lastTime = 0;
  return {
    log(level: LogLevel, message: string) {
      const time = new Date().toISOString().slice(0, 22);
      writeSync(log, `${JSON.stringify([time, level, processName, message])}\n`);
    },
    progress(nextFraction, nextStage) {
      const now = Date.now();
      fraction = Math.max(fraction, Math.min(1, Number.isFinite(nextFraction) ? nextFraction : 0));
      if (nextStage === stage && fraction < 1 && now - lastTime < PROGRESS_EVERY_MS) return;
      stage = nextStage;
      lastTime = now;
      writeSync(progress, `${JSON.stringify({ time: now, progress: fraction, stage })}\n`);
    },
    close() {
      closeSync(log);
      closeSync(progress);
    },
  };
}
