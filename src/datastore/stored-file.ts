/** One `.npy` file of a datastore while it is written: whole, row by row, and into wider cells. */
import { closeSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { DType } from "./datastore.ts";
import { itemSize } from "./dtype.ts";
import { encodeNpyHeader } from "./npy.ts";

export interface StoredFile {
  /** Relative to the datastore. */
  path: string;
  dtype: DType;
  rowShape: readonly number[];
  /** Undefined for a 0-dimensional array. */
  rows: number | undefined;
}

/** Elements in an array of this shape. */
export const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** The header with the rows there are now; as long as with any other number of rows. */
export function headerOf(file: StoredFile): Uint8Array {
  return encodeNpyHeader({ descr: file.dtype, shape: file.rows === undefined ? [] : [file.rows, ...file.rowShape] });
}

/** Bytes of one row. */
export function rowSize(file: StoredFile): number {
  return product(file.rowShape) * itemSize(file.dtype);
}

/** Makes the file: header and all the bytes. */
export function writeStored(folder: string, file: StoredFile, bytes: Uint8Array): void {
  const path = join(folder, file.path);
  mkdirSync(dirname(path), { recursive: true });
  const fd = openSync(path, "w");
  try {
    const header = headerOf(file);
    writeFully(fd, header, 0);
    writeFully(fd, bytes, header.length);
  } finally {
    closeSync(fd);
  }
}

/** Bytes to a position of a file that is there. */
export function writeStoredAt(folder: string, file: StoredFile, position: number, bytes: Uint8Array): void {
  const fd = openSync(join(folder, file.path), "r+");
  try {
    writeFully(fd, bytes, position);
  } finally {
    closeSync(fd);
  }
}

/** Cuts off what lies behind the rows that count. */
export function trimStored(folder: string, file: StoredFile): void {
  const fd = openSync(join(folder, file.path), "r+");
  try {
    ftruncateSync(fd, headerOf(file).length + (file.rows ?? 1) * rowSize(file));
  } finally {
    closeSync(fd);
  }
}

/** Copies texts into a file of wider cells, a few megabytes at a time. `wide` differs in path and dtype only. */
export function copyWidened(folder: string, narrow: StoredFile, wide: StoredFile): void {
  const from = itemSize(narrow.dtype);
  const to = itemSize(wide.dtype);
  const cells = (narrow.rows ?? 0) * product(narrow.rowShape);
  writeStored(folder, wide, new Uint8Array(0));
  const source = openSync(join(folder, narrow.path), "r");
  const target = openSync(join(folder, wide.path), "r+");
  try {
    const chunk = 65_536;
    for (let start = 0; start < cells; start += chunk) {
      const count = Math.min(chunk, cells - start);
      const read = new Uint8Array(count * from);
      readSync(source, read, 0, read.length, headerOf(narrow).length + start * from);
      const written = new Uint8Array(count * to);
      for (let i = 0; i < count; i++) written.set(read.subarray(i * from, (i + 1) * from), i * to);
      writeFully(target, written, headerOf(wide).length + start * to);
    }
  } finally {
    closeSync(source);
    closeSync(target);
  }
}

function writeFully(fd: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(fd, bytes, done, Math.min(bytes.length - done, 1 << 30), position + done);
  }
}

/** Waits until a file or folder is on the disk. */
export async function flush(path: string, flags: "r" | "r+"): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
