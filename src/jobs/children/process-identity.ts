/** Recognising a process after a restart: a pid alone may have been given to another process meanwhile. */
import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";

/** Something that differs between two processes that had the same pid; null when there is no such living process. */
export function processStart(pid: number): string | null {
  if (pid <= 0) return null;
  if (process.platform === "linux") return linuxProcessStart(pid);
  if (!isSignallable(pid)) return null;
  if (process.platform === "win32") return "unknown";
  const { stdout, status } = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
  const text = stdout?.trim() ?? "";
  return status === 0 && text !== "" ? text : null;
}

/** True while the process that had `start` when it was noted is alive. */
export function isAlive(pid: number, start: string | null): boolean {
  return start !== null && processStart(pid) === start;
}

/** `start` of this process. */
export function ownProcessStart(): string {
  return processStart(process.pid) ?? "unknown";
}

/** Processes of one name space see each other's pids; containers are name spaces of their own. */
export function processNamespace(): string {
  try {
    return `${bootId()} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return "";
  }
}

/** Ticks since boot (field 22 of /proc/PID/stat) with the boot's id. A zombie counts as dead. */
function linuxProcessStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The second field is the name in parentheses and may hold blanks and parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state, ticks] = [fields[0], fields[19]];
    return state === "Z" || state === "X" || ticks === undefined ? null : `${bootId()}:${ticks}`;
  } catch {
    return null;
  }
}

let knownBootId: string | undefined;

function bootId(): string {
  knownBootId ??= readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  return knownBootId;
}

function isSignallable(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
