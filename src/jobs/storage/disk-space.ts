/** Room on the disk of the data folder. */
import { rmSync, statfsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

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

/** Whether an error of the file system or of SQLite says that there is no room. */
export function isDiskFull(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (
    code === "ENOSPC" ||
    code === "EDQUOT" ||
    code === "SQLITE_FULL" ||
    /database or disk is full|ENOSPC/.test(`${message}`)
  );
}

/** Bytes that are kept for removing and for recording ends on a full disk. */
const BALLAST_BYTES = 2 ** 20;

export interface Ballast {
  /** Runs the work; on a full disk the kept room is given up and the work done once more. */
  withRoom<Value>(work: () => Value): Value;
  /** Takes the room again when there is enough. */
  restore(): void;
}

/** A file that is there to be deleted: its room is free when nothing else is. */
export function diskBallast(folder: string, enoughBytes: () => boolean): Ballast {
  const file = join(folder, "reserve.bin");
  const restore = () => {
    try {
      if (statSync(file, { throwIfNoEntry: false })?.size === BALLAST_BYTES || !enoughBytes()) return;
      // Random, for file systems that keep no room for zeros.
      writeFileSync(file, randomBytes(), { mode: 0o600 });
    } catch {
      rmSync(file, { force: true });
    }
  };
  restore();
  return {
    withRoom(work) {
      try {
        return work();
      } catch (error) {
        if (!isDiskFull(error)) throw error;
        rmSync(file, { force: true });
        return work();
      }
    },
    restore,
  };
}

function randomBytes(): Uint8Array {
  const bytes = new Uint8Array(BALLAST_BYTES);
  for (let at = 0; at < bytes.length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes;
}
