/** A calculation that tells what it does on the terminal, and in its folder as a server's calculations do. */
import type { Reporter } from "../../engines/engine.ts";
import { isShown, logLine, type Threshold } from "../terminal/log.ts";
import type { ProgressBar } from "../terminal/progress-bar.ts";

/** @param inFolder writes `log.jsonl` and `progress.jsonl`, when the folder is kept. */
export function terminalReporter(bar: ProgressBar, threshold: Threshold, inFolder?: Reporter): Reporter {
  return {
    log(level, message) {
      inFolder?.log(level, message);
      if (isShown(level, threshold)) bar.line(logLine(level, message));
    },
    progress(fraction, stage) {
      inFolder?.progress(fraction, stage);
      bar.update(fraction, stage);
    },
  };
}
