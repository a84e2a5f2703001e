/** New complete lines of a growing file. */
import { closeSync, openSync, readSync } from "node:fs";

const CHUNK_BYTES = 64 * 1024;

export interface LineFollower {
  /** Lines completed since the last call; a torn last line waits for its newline. */
  read(): string[];
}

/** @param offset where to begin, at the start of a line. */
export function lineFollower(file: string, offset = 0): LineFollower {
  let at = offset;
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  return {
    read() {
      let descriptor: number;
      try {
        descriptor = openSync(file, "r");
      } catch {
        return [];
      }
      try {
        const pieces: Buffer[] = [];
        for (let position = at; ; ) {
          const read = readSync(descriptor, buffer, 0, CHUNK_BYTES, position);
          if (read === 0) break;
          pieces.push(Buffer.from(buffer.subarray(0, read)));
          position += read;
        }
        if (pieces.length === 0) return [];
        const whole = pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
        const end = whole.lastIndexOf(10);
        if (end === -1) return [];
        at += end + 1;
        return whole.toString("utf8", 0, end).split("\n");
      } finally {
        closeSync(descriptor);
      }
    },
  };
}
