/** Keeps the cache of a calculation within bounds: what was made longest ago goes first, and is made anew when asked for again. */
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

export interface CacheBounds {
  readonly mostEntries: number;
  readonly mostBytes: number;
  /** Younger ones stay: they may be being made or sent. */
  readonly spareMs: number;
}

const BOUNDS: CacheBounds = { mostEntries: 300, mostBytes: 4 * 2 ** 30, spareMs: 120_000 };

interface Entry {
  readonly names: string[];
  bytes: number;
  time: number;
}

/** @param folder the cache; nothing happens without it */
export function trimCache(folder: string, bounds: Partial<CacheBounds> = {}): void {
  const { mostEntries, mostBytes, spareMs } = { ...BOUNDS, ...bounds };
  let entries = 0;
  let bytes = 0;
  for (const entry of newestFirst(folder)) {
    entries++;
    bytes += entry.bytes;
    const within = entries <= mostEntries && bytes <= mostBytes;
    if (within || Date.now() - entry.time < spareMs) continue;
    for (const name of entry.names) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** A file and what tells of it (`x.bin`, `x.json`) are one entry, as is a folder. */
function newestFirst(folder: string): Entry[] {
  const entries = new Map<string, Entry>();
  for (const name of namesIn(folder)) {
    const stats = statSync(join(folder, name), { throwIfNoEntry: false });
    if (stats === undefined) continue;
    const base = name.split(".", 1)[0]!;
    const entry = entries.get(base) ?? { names: [], bytes: 0, time: 0 };
    entries.set(base, entry);
    entry.names.push(name);
    entry.bytes += stats.isDirectory() ? bytesBelow(join(folder, name)) : stats.size;
    entry.time = Math.max(entry.time, stats.mtimeMs);
  }
  return [...entries.values()].sort((a, b) => b.time - a.time);
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (sum, { parentPath, name }) => sum + (statSync(join(parentPath, name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
