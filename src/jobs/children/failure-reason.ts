/** Why a child left no result, in words for the owner of the job. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { folderPart } from "../../engines/calculation-folder.ts";
import { withoutPaths } from "../../engines/traceback.ts";
import { freeDiskBytes } from "../storage/disk-space.ts";

export interface ChildExit {
  readonly exitCode: number | null;
  readonly signal: string | null;
}

const TAIL_BYTES = 4096;
const TAIL_LINES = 20;

/** With less room than this left, a line of output may not have been written: what a child unpacked is removed when it fails. */
const LITTLE_ROOM_BYTES = 16 * 2 ** 20;

/**
 * First line: the reason. Then what the child wrote last.
 * @param exit null for a child of an earlier server, whose exit code nobody has seen.
 */
export function failureLines(folder: string, what: "calculation" | "check", exit: ChildExit | null): string[] {
  const tail = outputTail(folder);
  return [reason(folder, what, exit, tail), ...tail];
}

function reason(folder: string, what: string, exit: ChildExit | null, tail: readonly string[]): string {
  const text = tail.join("\n");
  if (/ENOSPC|no space left on device|database or disk is full/i.test(text))
    return `The ${what} has failed: the disk of the server is full`;
  if (/out of memory|allocation failed/i.test(text)) return `The ${what} has failed: not enough memory`;
  if (exit === null)
    return `The process of the ${what} has ended without a result (it was killed, or the machine was restarted)`;
  if (exit.signal === "SIGKILL")
    return `The process of the ${what} was killed (SIGKILL), most often because the machine was out of memory`;
  if (exit.signal !== null) return `The process of the ${what} was ended by the signal ${exit.signal}`;
  const ended = `The process of the ${what} has ended without a result (exit code ${exit.exitCode})`;
  // On a full disk a child cannot even write why it fails.
  return freeDiskBytes(folder) < LITTLE_ROOM_BYTES
    ? `${ended}; the disk of the server has hardly any room left`
    : ended;
}

function outputTail(folder: string): string[] {
  let descriptor: number;
  try {
    descriptor = openSync(folderPart(folder, "output"), "r");
  } catch {
    return [];
  }
  try {
    const { size } = fstatSync(descriptor);
    const buffer = Buffer.alloc(Math.min(size, TAIL_BYTES));
    const read = readSync(descriptor, buffer, 0, buffer.length, size - buffer.length);
    const lines = buffer
      .toString("utf8", 0, read)
      .split("\n")
      .filter((line) => line.trim() !== "");
    return lines.slice(-TAIL_LINES).map((line) => withoutPaths(line, folder));
  } finally {
    closeSync(descriptor);
  }
}
