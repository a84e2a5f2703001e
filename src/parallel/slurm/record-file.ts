/**
 * Files of many values, any of which can be read by itself: the tasks of a plan, the results of a range of them.
 *
 * Layout: values as the engine's structured clone writes them, one after the other; then the place of each as 8 bytes, how many
 * there are as 8 bytes, and eight letters. A file is renamed into place when it is whole and on the disk.
 */
import { deserialize, serialize } from "bun:jsc";
import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, writeSync } from "node:fs";
import { hostname } from "node:os";

const MARK = "QWRECORD";
const NUMBER_BYTES = 8;

export interface RecordWriter {
  readonly append: (value: unknown) => void;
  /** Syncs, and renames into place. */
  readonly finish: () => void;
  /** Leaves what was written beside; nothing is in place. */
  readonly close: () => void;
}

export function recordWriter(path: string): RecordWriter {
  const beside = `${path}.${hostname()}.${process.pid}.new`;
  const file = openSync(beside, "w");
  const starts: number[] = [];
  let at = 0;
  const write = (bytes: Uint8Array): void => {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done);
    at += bytes.length;
  };
  return {
    append(value) {
      starts.push(at);
      write(valueBytes(value));
    },
    finish() {
      const index = Buffer.alloc((starts.length + 1) * NUMBER_BYTES + MARK.length);
      for (const [i, start] of [...starts, starts.length].entries())
        index.writeBigUInt64LE(BigInt(start), i * NUMBER_BYTES);
      index.write(MARK, index.length - MARK.length, "latin1");
      write(index);
      fsyncSync(file);
      closeSync(file);
      renameSync(beside, path);
    },
    close: () => closeSync(file),
  };
}

/** Bytes of a value; the same for equal values made in the same way. */
export function valueBytes(value: unknown): Buffer {
  return serialize(value, { binaryType: "nodebuffer" });
}

export function valueOfBytes(bytes: Uint8Array): unknown {
  return deserialize(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
}

export interface RecordReader {
  readonly count: number;
  readonly read: (index: number) => unknown;
  readonly close: () => void;
}

/** @throws Error when the file is not whole */
export function openRecords(path: string): RecordReader {
  const file = openSync(path, "r");
  const take = (start: number, length: number): Buffer => {
    const bytes = Buffer.alloc(length);
    for (let done = 0; done < length; ) {
      const read = readSync(file, bytes, done, length - done, start + done);
      if (read === 0) throw new Error(`${path} is cut off`);
      done += read;
    }
    return bytes;
  };
  try {
    const { size } = fstatSync(file);
    const tail = take(size - MARK.length - NUMBER_BYTES, MARK.length + NUMBER_BYTES);
    if (tail.toString("latin1", NUMBER_BYTES) !== MARK) throw new Error(`${path} is no file of records`);
    const count = Number(tail.readBigUInt64LE(0));
    const end = size - MARK.length - NUMBER_BYTES * (count + 1);
    const index = take(end, count * NUMBER_BYTES);
    const start = (i: number): number => (i === count ? end : Number(index.readBigUInt64LE(i * NUMBER_BYTES)));
    return {
      count,
      read: (i) => valueOfBytes(take(start(i), start(i + 1) - start(i))),
      close: () => closeSync(file),
    };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}
