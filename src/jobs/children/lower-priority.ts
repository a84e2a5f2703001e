/** Giving way to the server: calculations use every core, and memory without end if they may. */
import { readdirSync, writeFileSync } from "node:fs";
import { setPriority } from "node:os";

export const CALCULATION_NICE = 10;

/** Somebody waits for the answer: before calculations, behind the server. */
export const PREPARE_NICE = 5;

/** On a machine without memory the kernel ends this process before the server, from -1000 to 1000. */
const OUT_OF_MEMORY_SCORE = "800";

/** Lowers the priority of this process with all its threads; threads started later inherit it. */
export function lowerPriority(nice = CALCULATION_NICE): void {
  offerToKernel();
  for (const thread of threadIds()) {
    try {
      setPriority(thread, nice);
    } catch {
      // A thread that has just ended, or a system that does not allow it: nothing depends on it.
    }
  }
}

function offerToKernel(): void {
  try {
    writeFileSync("/proc/self/oom_score_adj", OUT_OF_MEMORY_SCORE);
  } catch {
    // Another system, or one that does not allow it.
  }
}

/** On Linux a priority belongs to a thread. */
function threadIds(): number[] {
  if (process.platform !== "linux") return [0];
  return readdirSync("/proc/self/task").map(Number);
}
