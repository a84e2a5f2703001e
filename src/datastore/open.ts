/**
 * Reads a datastore: the index once, then the bytes that are asked for, by positioned reads. Nothing is mapped into
 * memory, so a file cut short under a running server is an error message and not a dead process.
 */
import { closeSync, openSync, read, readSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type {
  Attributes,
  DatastoreReader,
  DType,
  EntryDescription,
  NumericArray,
  Provenance,
  RowRange,
} from "./datastore.ts";
import { itemSize, textWidth, unpackTexts, viewAs } from "./dtype.ts";
import { type Index, type IndexEntry, readIndex } from "./index-file.ts";
import { npyHeaderLength } from "./npy.ts";

const readAt = promisify(read);
const product = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/**
 * Opens what was last committed in `folder`. With `parent`, names this datastore lacks are looked up there (a risk
 * calculation that continues a hazard calculation).
 * @throws when there is no datastore.
 */
export function openDatastore(folder: string, parent?: DatastoreReader): DatastoreReader {
  return new Reader(folder, readIndex(folder), parent);
}

class Reader implements DatastoreReader {
  readonly folder: string;
  readonly provenance: Provenance;
  readonly attributes: Attributes;
  private readonly entries: Index["entries"];
  private readonly parent: DatastoreReader | undefined;
  private readonly open = new Map<string, { fd: number; offset: number }>();

  constructor(folder: string, index: Index, parent: DatastoreReader | undefined) {
    this.folder = folder;
    this.provenance = index.provenance;
    this.attributes = index.attributes;
    this.entries = index.entries;
    this.parent = parent;
  }

  names(): readonly string[] {
    return Object.keys(this.entries).sort();
  }

  describe(name: string): EntryDescription | undefined {
    const entry = this.own(name);
    if (entry === undefined) return this.parent?.describe(name);
    if (entry.kind === "array") {
      const { file: _file, ...description } = entry;
      return description;
    }
    const { files: _files, ...description } = entry;
    return description;
  }

  async readArray(name: string, rows?: RowRange): Promise<NumericArray> {
    const entry = this.own(name);
    if (entry === undefined && this.parent !== undefined) return this.parent.readArray(name, rows);
    if (entry?.kind !== "array") throw new Error(`there is no array ${name} in the datastore`);
    return viewAs(entry.dtype, await this.readRows(entry.file, entry.dtype, entry.shape, rows));
  }

  async readTexts(name: string, rows?: RowRange): Promise<readonly string[]> {
    const entry = this.describe(name);
    const width = entry?.kind === "array" ? textWidth(entry.dtype) : undefined;
    if (width === undefined) throw new Error(`there is no array of texts ${name} in the datastore`);
    return unpackTexts((await this.readArray(name, rows)) as Uint8Array, width);
  }

  async readColumn(name: string, column: string, rows?: RowRange): Promise<NumericArray | readonly string[]> {
    const entry = this.own(name);
    if (entry === undefined && this.parent !== undefined) return this.parent.readColumn(name, column, rows);
    if (entry?.kind !== "table") throw new Error(`there is no table ${name} in the datastore`);
    const at = entry.columns.findIndex((candidate) => candidate.name === column);
    const described = entry.columns[at];
    if (described === undefined) throw new Error(`the table ${name} has no column ${column}`);
    const shape = [entry.rows, ...described.shape];
    const bytes = await this.readRows(entry.files[at]!, described.dtype, shape, rows);
    const width = textWidth(described.dtype);
    return width === undefined ? viewAs(described.dtype, bytes) : unpackTexts(bytes, width);
  }

  file(name: string, column?: string): { readonly path: string; readonly offset: number } {
    const entry = this.own(name);
    if (entry === undefined && this.parent !== undefined) return this.parent.file(name, column);
    const path =
      entry?.kind === "array"
        ? entry.file
        : entry?.files[entry.columns.findIndex((candidate) => candidate.name === column)];
    if (path === undefined) throw new Error(`there is no ${name}${column === undefined ? "" : `/${column}`}`);
    return { path: join(this.folder, path), offset: this.opened(path).offset };
  }

  close(): void {
    for (const { fd } of this.open.values()) closeSync(fd);
    this.open.clear();
  }

  private own(name: string): IndexEntry | undefined {
    return Object.hasOwn(this.entries, name) ? this.entries[name] : undefined;
  }

  private opened(path: string): { fd: number; offset: number } {
    const known = this.open.get(path);
    if (known !== undefined) return known;
    const fd = openSync(join(this.folder, path), "r");
    const start = new Uint8Array(12);
    readSync(fd, start, 0, start.length, 0);
    const opened = { fd, offset: npyHeaderLength(start) };
    this.open.set(path, opened);
    return opened;
  }

  private async readRows(path: string, dtype: DType, shape: readonly number[], rows?: RowRange): Promise<Uint8Array> {
    const rowBytes = product(shape.slice(1)) * itemSize(dtype);
    const total = shape.length === 0 ? 1 : shape[0]!;
    const start = Math.max(0, rows?.start ?? 0);
    const stop = Math.min(total, rows?.stop ?? total);
    const bytes = new Uint8Array(Math.max(0, stop - start) * rowBytes);
    if (bytes.length === 0) return bytes;
    const { fd, offset } = this.opened(path);
    for (let done = 0; done < bytes.length; ) {
      const length = Math.min(bytes.length - done, 1 << 30);
      const { bytesRead } = await readAt(fd, bytes, done, length, offset + start * rowBytes + done);
      if (bytesRead === 0) throw new Error(`${path} of the datastore is shorter than the ${total} rows it should hold`);
      done += bytesRead;
    }
    return bytes;
  }
}
