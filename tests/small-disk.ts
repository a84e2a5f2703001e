/** A file system of its own of a few megabytes, for what happens when a disk is full. Needs root and Linux. */
import { spawnSync } from "node:child_process";
import { closeSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";
import { tempFolder } from "./harness.ts";

export interface SmallDisk extends Disposable {
  readonly path: string;
  freeBytes(): number;
  /** Takes everything but so many bytes. */
  fill(leave?: number): void;
  /** Gives it back. */
  drain(): void;
}

const FILLER = ".filler";

/** Whether this machine lets us mount; says so loudly when not. */
export const canMount: boolean = (() => {
  const folder = tempFolder("quakewright-mount-");
  const done = spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.path]);
  if (done.status === 0) spawnSync("umount", [folder.path]);
  folder[Symbol.dispose]();
  if (done.status !== 0)
    console.error(
      `\n!!! NOT TESTED: full disks. A tmpfs cannot be mounted here (${String(done.stderr ?? done.error).trim()}); run the tests as root on Linux.\n`,
    );
  return done.status === 0;
})();

export function smallDisk(megabytes: number): SmallDisk {
  const folder = tempFolder("quakewright-disk-");
  const done = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder.path]);
  if (done.status !== 0) throw new Error(`mount: ${done.stderr}`);
  const freeBytes = () => {
    const { bavail, bsize } = statfsSync(folder.path);
    return bavail * bsize;
  };
  return {
    path: folder.path,
    freeBytes,
    fill(leave = 0) {
      const descriptor = openSync(join(folder.path, FILLER), "a");
      const chunk = new Uint8Array(64 * 1024);
      try {
        while (freeBytes() > leave) writeSync(descriptor, chunk, 0, Math.min(chunk.length, freeBytes() - leave));
      } catch {
        // Full.
      } finally {
        closeSync(descriptor);
      }
    },
    drain: () => rmSync(join(folder.path, FILLER), { force: true }),
    [Symbol.dispose]() {
      spawnSync("umount", ["-l", folder.path]);
      folder[Symbol.dispose]();
    },
  };
}
