/** Room on the disk of the data folder. */
import { statfsSync } from "node:fs";

/** Bytes an ordinary user may still write; infinite where the system does not tell. */
export function freeDiskBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Text for a calculation that cannot go on for lack of room. */
export function diskFullText(freeBytes: number, neededMb: number): string {
  const free = Math.floor(freeBytes / 1024 ** 2);
  return `The disk of the server is full: ${free} MB free, at least ${neededMb} MB are needed. Remove calculations or ask the operator for room.`;
}
