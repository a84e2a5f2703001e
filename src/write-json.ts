/** Small JSON files that are there completely or not at all. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";

/** Writes beside, syncs, renames into place. */
export function writeJson(path: string, value: unknown): void {
  const beside = `${path}.${process.pid}.new`;
  const descriptor = openSync(beside, "w");
  try {
    const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(beside, path);
}

/** The file's value; null when it is absent or not JSON. The caller says what it holds: only this program writes these. */
export function readJson<T>(path: string): T | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as T;
  } catch {
    return null;
  }
}
