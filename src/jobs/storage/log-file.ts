/** `log.jsonl`: append-only rows, one JSON array a line. Only complete lines count. */
import { appendFileSync, closeSync, fstatSync, ftruncateSync, openSync, readSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { LogLevel } from "../../engines/engine.ts";
import type { LogRow } from "../job.ts";

/** A byte offset is remembered for every so many rows. */
const ROWS_PER_MARK = 512;
const CHUNK_BYTES = 256 * 1024;
const NEWLINE = 10;

/** Rows of one log file, by number; remembers where rows begin so that asking for the latest does not read the whole. */
export interface LogReader {
  rows(start: number, stop: number): Promise<LogRow[]>;
  size(): Promise<number>;
}

export function logReader(file: string): LogReader {
  /** Byte offset of row 0, 512, 1024 ... */
  const marks: number[] = [0];
  let rows = 0;
  /** End of the last complete line. */
  let end = 0;
  let busy: Promise<unknown> = Promise.resolve();

  const extend = async (handle: FileHandle) => {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    let at = end;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, at);
      if (bytesRead === 0) return;
      for (let i = buffer.indexOf(NEWLINE); i !== -1 && i < bytesRead; i = buffer.indexOf(NEWLINE, i + 1)) {
        rows++;
        end = at + i + 1;
        if (rows % ROWS_PER_MARK === 0) marks.push(end);
      }
      at += bytesRead;
    }
  };

  const withFile = <T>(read: (handle: FileHandle) => Promise<T>, none: T): Promise<T> => {
    const result = busy.then(async () => {
      let handle: FileHandle;
      try {
        handle = await open(file, "r");
      } catch {
        return none;
      }
      try {
        await extend(handle);
        return await read(handle);
      } finally {
        await handle.close();
      }
    });
    busy = result.catch(() => undefined);
    return result;
  };

  return {
    size: () => withFile(async () => rows, 0),
    rows: (start, stop) =>
      withFile<LogRow[]>(async (handle) => {
        const last = Math.min(stop, rows);
        if (start >= last) return [];
        const mark = Math.floor(start / ROWS_PER_MARK);
        const from = marks[mark] as number;
        const to = marks[Math.ceil(last / ROWS_PER_MARK)] ?? end;
        const buffer = Buffer.allocUnsafe(to - from);
        let filled = 0;
        while (filled < buffer.length) {
          const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, from + filled);
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
        const skip = start - mark * ROWS_PER_MARK;
        return buffer
          .toString("utf8", 0, filled)
          .split("\n")
          .slice(skip, skip + last - start)
          .map(parseRow);
      }, []),
  };
}

/** A line that is no row (a disk that lost a block) is shown as it is, so that the numbers of the others stay. */
export function parseRow(line: string): LogRow {
  try {
    const row: unknown = JSON.parse(line);
    if (Array.isArray(row) && row.length === 4 && row.every((cell) => typeof cell === "string"))
      return row as unknown as LogRow;
  } catch {
    // Falls through.
  }
  return ["1970-01-01T00:00:00.00", "WARNING", "unknown", line];
}

/** `2026-11-23T16:13:58.61`, UTC. */
export function logTime(time: number): string {
  return new Date(time).toISOString().slice(0, 22);
}

export function logLine(level: LogLevel, process: string, message: string, time = Date.now()): string {
  return `${JSON.stringify([logTime(time), level, process, message])}\n`;
}

/** Appends rows of the server's own. Call only while no child writes: a line torn by a killed child is cut off first. */
export function appendLog(file: string, level: LogLevel, process: string, message: string): void {
  try {
    cutTornLine(file);
    appendFileSync(file, logLine(level, process, message));
  } catch (error) {
    // A full disk or a vanished folder: the reason is kept in the database as well.
    console.error(`a log row was not written: ${(error as Error).message}`);
  }
}

/** Removes what follows the last newline. */
export function cutTornLine(file: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(file, "r+");
  } catch {
    return;
  }
  try {
    const { size } = fstatSync(descriptor);
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (let to = size; to > 0; ) {
      const from = Math.max(0, to - CHUNK_BYTES);
      const read = readSync(descriptor, buffer, 0, to - from, from);
      const newline = buffer.lastIndexOf(NEWLINE, read - 1);
      if (newline !== -1) {
        if (from + newline + 1 < size) ftruncateSync(descriptor, from + newline + 1);
        return;
      }
      to = from;
    }
    if (size > 0) ftruncateSync(descriptor, 0);
  } finally {
    closeSync(descriptor);
  }
}
