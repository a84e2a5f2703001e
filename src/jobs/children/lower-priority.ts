/** Giving way to the server: calculations use every core. */
import { readdirSync } from "node:fs";
import { setPriority } from "node:os";

export const CALCULATION_NICE = 10;

/** Somebody waits for the answer: before calculations, behind the server. */
export const PREPARE_NICE = 5;

/** Lowers the priority of this process with all its threads; threads started later inherit it. */
export function lowerPriority(nice = CALCULATION_NICE): void {
  for (const thread of threadIds()) {
    try {
      setPriority(thread, nice);
    } catch {
      // A thread that has just ended, or a system that does not allow it: nothing depends on it.
    }
  }
}

/** On Linux a priority belongs to a thread. */
function threadIds(): number[] {
  if (process.platform !== "linux") return [0];
  return readdirSync("/proc/self/task").map(Number);
}
