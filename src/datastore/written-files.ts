/**
 * The files of a datastore that is being written: which were written since the last commit, which replaced others, and when replaced ones
 * may go. Readers that opened the last commit keep finding its files.
 */
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DType } from "./datastore.ts";
import {
  copyWidened,
  flush,
  headerOf,
  rowSize,
  type StoredFile,
  trimStored,
  writeStored,
  writeStoredAt,
} from "./stored-file.ts";

export class WrittenFiles {
  private readonly folder: string;
  /** Files written since the last commit. */
  private readonly dirty = new Set<StoredFile>();
  /** Files whose header no longer tells the rows. */
  private readonly grown = new Set<StoredFile>();
  /** Replaced files: removed one commit after the one that stops naming them, for readers that are under way. */
  private superseded: string[] = [];
  private forgotten: string[] = [];
  private readonly committed = new Set<string>();
  private readonly taken = new Set<string>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Takes over a file that an earlier writer committed; rows behind the commit are cut off. */
  adopt(file: StoredFile): void {
    this.committed.add(file.path);
    this.taken.add(file.path);
    trimStored(this.folder, file);
    this.grown.add(file);
  }

  /** Writes a file under a path no committed file has: `base.npy`, then `base.2.npy` ... */
  write(
    base: string,
    dtype: DType,
    rowShape: readonly number[],
    rows: number | undefined,
    bytes: Uint8Array,
  ): StoredFile {
    const file: StoredFile = { path: this.newPath(base), dtype, rowShape, rows };
    writeStored(this.folder, file, bytes);
    this.dirty.add(file);
    return file;
  }

  append(file: StoredFile, bytes: Uint8Array, rows: number): void {
    const before = file.rows ?? 0;
    writeStoredAt(this.folder, file, headerOf(file).length + before * rowSize(file), bytes);
    file.rows = before + rows;
    this.dirty.add(file);
    this.grown.add(file);
  }

  /** Replaces a file of texts by one with `width` bytes a text. */
  widen(old: StoredFile, width: number): StoredFile {
    const file: StoredFile = {
      ...old,
      path: this.newPath(old.path.replace(/(\.\d+)?\.npy$/, "")),
      dtype: `|S${width}`,
    };
    copyWidened(this.folder, old, file);
    this.dirty.add(file);
    this.retire(old);
    return file;
  }

  /** A file that the next commit no longer names. */
  retire(file: StoredFile): void {
    this.dirty.delete(file);
    this.grown.delete(file);
    if (this.committed.delete(file.path)) this.superseded.push(file.path);
    else {
      rmSync(join(this.folder, file.path), { force: true });
      this.taken.delete(file.path);
    }
  }

  /** Before a commit: brings the data to the disk. The folders whose entries are to be flushed too. */
  async flush(): Promise<ReadonlySet<string>> {
    const folders = new Set<string>([this.folder]);
    for (const file of this.dirty) {
      const path = join(this.folder, file.path);
      await flush(path, "r+");
      for (let at = dirname(path); at.length > this.folder.length; at = dirname(at)) folders.add(at);
    }
    return folders;
  }

  /** After a commit: brings the headers of files that grew up to date, and removes what the commit before replaced. */
  settle(): void {
    for (const file of this.dirty) this.committed.add(file.path);
    this.dirty.clear();
    for (const file of this.grown) writeStoredAt(this.folder, file, 0, headerOf(file));
    this.grown.clear();
    this.removeForgotten();
    this.forgotten = this.superseded;
    this.superseded = [];
  }

  removeForgotten(): void {
    for (const path of this.forgotten) rmSync(join(this.folder, path), { force: true });
    this.forgotten = [];
  }

  private newPath(base: string): string {
    for (let generation = 1; ; generation++) {
      const path = generation === 1 ? `${base}.npy` : `${base}.${generation}.npy`;
      if (this.taken.has(path)) continue;
      this.taken.add(path);
      return path;
    }
  }
}
