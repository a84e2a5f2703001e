/** Ends a child that takes more memory than it may. */
import { readFileSync } from "node:fs";

const LOOK_EVERY_MS = 50;

/** Linux counts resident memory in pages. */
const PAGE_BYTES = 4096;

/**
 * Calls `tooLarge` once when the process and its children hold more than `maxBytes`. Only where the system tells (Linux).
 * @returns the function that ends the watch.
 */
export function watchMemory(pid: number, maxBytes: number, tooLarge: () => void): () => void {
  if (process.platform !== "linux" || maxBytes === Number.POSITIVE_INFINITY) return () => undefined;
  const timer = setInterval(() => {
    if (residentBytes(pid) <= maxBytes) return;
    clearInterval(timer);
    tooLarge();
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Resident memory of a process and everything it started; 0 when it is gone. */
function residentBytes(pid: number): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, "latin1").split(" ")[1]);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").split(" ").filter(Boolean);
    return children.reduce((sum, child) => sum + residentBytes(Number(child)), pages * PAGE_BYTES);
  } catch {
    return 0;
  }
}
