/** `server.lock`: one server a data folder. A lock whose holder is gone is taken over. */
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { isAlive, ownProcessStart, processNamespace } from "../children/process-identity.ts";
import { DataFolderError } from "./data-folder-error.ts";

interface LockContent {
  readonly pid: number;
  readonly processStart: string;
  readonly namespace: string;
  readonly host: string;
  readonly since: string;
}

export interface ServerLock {
  release(): void;
}

export const LOCK_FILE = "server.lock";

/** The holder touches the lock this often, for those who cannot see its process (other containers and machines). */
const HEARTBEAT_MS = 2_000;
/** Without a heartbeat for so long an invisible holder counts as gone. */
const STALE_AFTER_MS = 10_000;

/**
 * Takes the lock of a data folder. A holder that cannot be looked at (another container or machine) is watched for up to
 * ten seconds: a container that was killed and started again finds its old lock going stale.
 * @throws DataFolderError while another server holds it.
 */
export async function takeServerLock(dataFolder: string): Promise<ServerLock> {
  const file = join(dataFolder, LOCK_FILE);
  const own: LockContent = {
    pid: process.pid,
    processStart: ownProcessStart(),
    namespace: processNamespace(),
    host: hostname(),
    since: new Date().toISOString(),
  };
  const candidate = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  const text = `${JSON.stringify(own)}\n`;
  writeFileSync(candidate, text);
  try {
    // A link is made or not made at once, so the file under the final name is never half written.
    while (!tryLink(candidate, file)) {
      const found = readLock(file);
      if (found === null) continue;
      await waitUntilStale(file, found.content);
      removeStale(file, found.text);
    }
  } finally {
    rmSync(candidate, { force: true });
  }
  const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS);
  heartbeat.unref();
  return {
    release() {
      clearInterval(heartbeat);
      if (readLock(file)?.text === text) rmSync(file, { force: true });
    },
  };
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function readLock(file: string): { text: string; content: LockContent | null } | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return null;
  }
  try {
    return { text, content: JSON.parse(text) as LockContent };
  } catch {
    return { text, content: null };
  }
}

async function waitUntilStale(file: string, holder: LockContent | null): Promise<void> {
  if (holder === null) return;
  if (holder.namespace === processNamespace()) {
    // Two services in one process count as two servers, too.
    if (isAlive(holder.pid, holder.processStart)) throw lockedError(holder);
    return;
  }
  const first = lastTouched(file);
  while (Date.now() - lastTouched(file) < STALE_AFTER_MS) {
    await Bun.sleep(500);
    if (lastTouched(file) !== first) throw lockedError(holder);
  }
}

function lockedError(holder: LockContent): DataFolderError {
  return new DataFolderError(
    "locked",
    `another server (process ${holder.pid} on ${holder.host}, since ${holder.since}) uses this data folder`,
  );
}

/** Moves the stale lock away; puts it back when somebody else had replaced it meanwhile. */
function removeStale(file: string, staleText: string): void {
  const aside = `${file}.stale.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readFileSync(aside, "utf8") !== staleText) tryLink(aside, file);
  rmSync(aside, { force: true });
}

function lastTouched(file: string): number {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}

function touch(file: string): void {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // The folder may be gone; the next write says so.
  }
}
