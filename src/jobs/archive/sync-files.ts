/** Puts the files of a job on the disk before the job is acknowledged: a power failure right after loses nothing. */
import { spawnSync } from "node:child_process";
import { closeSync, fsyncSync, openSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** More files are synced with their whole file system, which is one call. */
const MOST_ONE_BY_ONE = 200;

export function syncFiles(folder: string): void {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  if (entries.length > MOST_ONE_BY_ONE && spawnSync("sync", ["-f", folder], { stdio: "ignore" }).status === 0) return;
  const paths = entries.filter((entry) => entry.isFile() || entry.isDirectory());
  for (const path of [folder, ...paths.map((entry) => join(entry.parentPath, entry.name))]) syncPath(path);
}

function syncPath(path: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(path, "r");
  } catch {
    return; // a system that does not open folders, or a file nobody may read: its check says so
  }
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
