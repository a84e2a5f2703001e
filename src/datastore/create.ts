/**
 * Writes a datastore. A commit makes what was written visible at once and for good: the data are flushed to the disk,
 * then `datastore.json` is renamed into place with the number of rows that count, then the headers of files that grew
 * are brought up to date (readers do not need them; `numpy.load` does). A process that dies in between leaves
 * the last commit readable.
 */
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { commonRows, encodeColumn } from "./column-data.ts";
import type {
  ArrayDescription,
  Attributes,
  ColumnData,
  DatastoreWriter,
  EntryDescription,
  JsonValue,
  NewArrayDescription,
  NumericArray,
  Provenance,
  TableDescription,
} from "./datastore.ts";
import { bytesAs, dtypeOf, encodeTexts, itemSize, packTexts, textWidth } from "./dtype.ts";
import { copyJson, encodeIndex, INDEX_FILE, type Index, type IndexEntry, pathOfName, readIndex } from "./index-file.ts";
import { flush, product, rowSize, type StoredFile } from "./stored-file.ts";
import { WrittenFiles } from "./written-files.ts";

type Entry =
  | { readonly kind: "array"; description: ArrayDescription; file: StoredFile }
  | { readonly kind: "table"; description: TableDescription; files: StoredFile[] };

/**
 * Starts a datastore in `folder`. One that is there already is discarded (a calculation that starts again).
 * @throws when the folder holds anything but a datastore.
 */
export function createDatastore(folder: string, provenance: Provenance): DatastoreWriter {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    if (!existsSync(join(folder, INDEX_FILE))) throw new Error(`the folder is not empty and holds no ${INDEX_FILE}`);
    const discarded = `${folder}.discarded-${process.pid}`;
    rmSync(discarded, { recursive: true, force: true });
    renameSync(folder, discarded);
    rmSync(discarded, { recursive: true, force: true });
  }
  mkdirSync(folder, { recursive: true });
  const index: Index = { provenance, attributes: {}, entries: {} };
  writeIndexSync(folder, index);
  return new Writer(folder, index);
}

/** Continues a datastore: rows behind the last commit are cut off, then more can be put and appended. */
export function continueDatastore(folder: string): DatastoreWriter {
  return new Writer(folder, readIndex(folder));
}

function writeIndexSync(folder: string, index: Index): void {
  const temporary = join(folder, `${INDEX_FILE}.tmp`);
  const fd = openSync(temporary, "w");
  writeSync(fd, encodeIndex(index));
  closeSync(fd);
  renameSync(temporary, join(folder, INDEX_FILE));
}

class Writer implements DatastoreWriter {
  readonly folder: string;
  private readonly provenance: Provenance;
  private attributes: { [name: string]: JsonValue };
  private readonly entries = new Map<string, Entry>();
  private readonly files: WrittenFiles;

  constructor(folder: string, index: Index) {
    this.folder = folder;
    this.files = new WrittenFiles(folder);
    this.provenance = index.provenance;
    this.attributes = { ...index.attributes };
    for (const [name, entry] of Object.entries(index.entries)) this.adopt(name, entry);
  }

  /** Takes over what an earlier writer committed. */
  private adopt(name: string, entry: IndexEntry): void {
    if (entry.kind === "array") {
      const { file: path, ...description } = entry;
      const file = {
        path,
        dtype: entry.dtype,
        rowShape: entry.shape.slice(1),
        rows: entry.shape.length === 0 ? undefined : entry.shape[0]!,
      };
      this.entries.set(name, { kind: "array", description, file });
      this.files.adopt(file);
    } else {
      const { files: paths, ...description } = entry;
      const files = entry.columns.map((column, i) => ({
        path: paths[i]!,
        dtype: column.dtype,
        rowShape: column.shape,
        rows: entry.rows,
      }));
      this.entries.set(name, { kind: "table", description, files });
      for (const file of files) this.files.adopt(file);
    }
  }

  putArray(name: string, data: NumericArray, description: NewArrayDescription): void {
    const dtype = description.dtype ?? dtypeOf(data);
    const shape = [...description.shape];
    const bytes = bytesAs(dtype, data);
    const expected = product(shape) * itemSize(dtype);
    if (bytes.length !== expected) {
      throw new RangeError(
        `${name}: ${bytes.length} bytes given, ${expected} expected for the shape (${shape.join(", ")}) of ${dtype}`,
      );
    }
    this.drop(name);
    const rows = shape.length === 0 ? undefined : shape[0]!;
    const file = this.files.write(pathOfName(name), dtype, shape.slice(1), rows, bytes);
    this.entries.set(name, {
      kind: "array",
      description: {
        kind: "array",
        dtype,
        shape,
        ...(description.dimensions === undefined ? {} : { dimensions: [...description.dimensions] }),
        ...(description.unit === undefined ? {} : { unit: description.unit }),
        attributes: copyJson(description.attributes ?? {}),
      },
      file,
    });
  }

  putTexts(name: string, texts: readonly string[], description: { unit?: string; attributes?: Attributes } = {}): void {
    const { encoded, width } = encodeTexts(texts);
    this.putArray(name, packTexts(encoded, width), { ...description, shape: [texts.length], dtype: `|S${width}` });
  }

  putTable(name: string, columns: readonly ColumnData[], attributes: Attributes = {}): void {
    const encoded = columns.map((column) => encodeColumn(name, column));
    const rows = commonRows(name, encoded);
    if (new Set(columns.map((column) => column.name)).size !== columns.length) {
      throw new Error(`${name}: two columns have the same name`);
    }
    this.drop(name);
    const files = encoded.map((column) => {
      const base = `${pathOfName(name)}/${pathOfName(column.name)}`;
      return this.files.write(base, column.dtype, column.shape, rows, column.bytes(column.dtype));
    });
    this.entries.set(name, {
      kind: "table",
      description: {
        kind: "table",
        rows,
        columns: encoded.map(({ name: columnName, dtype, shape, unit, meaning }) => ({
          name: columnName,
          dtype,
          shape,
          ...(unit === undefined ? {} : { unit }),
          ...(meaning === undefined ? {} : { meaning }),
        })),
        attributes: copyJson(attributes),
      },
      files,
    });
  }

  appendArray(name: string, data: NumericArray): void {
    const entry = this.entries.get(name);
    if (entry?.kind !== "array") throw new Error(`there is no array ${name} to append to`);
    if (entry.file.rows === undefined) throw new Error(`${name} has no dimension to grow along`);
    const bytes = bytesAs(entry.file.dtype, data);
    const added = bytes.length / rowSize(entry.file);
    if (!Number.isInteger(added))
      throw new RangeError(`${name}: ${data.length} elements are not a number of whole rows`);
    this.files.append(entry.file, bytes, added);
    const { description } = entry;
    entry.description = { ...description, shape: [entry.file.rows, ...description.shape.slice(1)] };
  }

  appendTable(name: string, columns: readonly ColumnData[]): void {
    const entry = this.entries.get(name);
    if (entry === undefined) {
      this.putTable(name, columns);
      return;
    }
    if (entry.kind !== "table") throw new Error(`${name} is an array, not a table`);
    const byName = new Map(columns.map((column) => [column.name, column]));
    if (byName.size !== entry.description.columns.length || columns.length !== byName.size) {
      throw new Error(`${name}: ${columns.length} columns given, ${entry.description.columns.length} expected`);
    }
    const encoded = entry.description.columns.map((stored) => {
      const column = byName.get(stored.name);
      if (column === undefined) throw new Error(`${name}: the column ${stored.name} is missing`);
      const own = encodeColumn(name, column);
      if (product(own.shape) !== product(stored.shape))
        throw new Error(`${name}: the rows of ${stored.name} differ in shape`);
      return own;
    });
    const added = commonRows(name, encoded);
    const stored = entry.description.columns.map((column, i) => {
      const file = entry.files[i]!;
      const width = textWidth(file.dtype);
      const own = encoded[i]!;
      if ((width === undefined) !== (textWidth(own.dtype) === undefined)) {
        throw new Error(`${name}: ${column.name} mixes numbers and texts`);
      }
      if (width !== undefined && textWidth(own.dtype)! > width) {
        entry.files[i] = this.files.widen(file, textWidth(own.dtype)!);
      }
      const { dtype } = entry.files[i]!;
      this.files.append(entry.files[i]!, own.bytes(dtype), added);
      return dtype === column.dtype ? column : { ...column, dtype };
    });
    entry.description = { ...entry.description, rows: entry.description.rows + added, columns: stored };
  }

  setEntryAttributes(name: string, attributes: Attributes): void {
    const entry = this.entries.get(name);
    if (entry === undefined) throw new Error(`there is no ${name}`);
    const merged = { ...entry.description.attributes, ...copyJson(attributes) };
    if (entry.kind === "array") entry.description = { ...entry.description, attributes: merged };
    else entry.description = { ...entry.description, attributes: merged };
  }

  setAttribute(name: string, value: JsonValue): void {
    this.attributes = { ...this.attributes, [name]: copyJson(value) };
  }

  describe(name: string): EntryDescription | undefined {
    return this.entries.get(name)?.description;
  }

  async commit(): Promise<void> {
    const folders = await this.files.flush();
    const text = encodeIndex({
      provenance: this.provenance,
      attributes: this.attributes,
      entries: Object.fromEntries([...this.entries].map(([name, entry]) => [name, indexEntry(entry)])),
    });
    const temporary = join(this.folder, `${INDEX_FILE}.tmp`);
    const handle = await open(temporary, "w");
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    for (const folder of folders) await flush(folder, "r");
    renameSync(temporary, join(this.folder, INDEX_FILE));
    await flush(this.folder, "r");
    this.files.settle();
  }

  async close(): Promise<void> {
    await this.commit();
    this.files.removeForgotten();
  }

  private drop(name: string): void {
    const entry = this.entries.get(name);
    if (entry === undefined) return;
    for (const file of entry.kind === "array" ? [entry.file] : entry.files) this.files.retire(file);
    this.entries.delete(name);
  }
}

function indexEntry(entry: Entry): IndexEntry {
  return entry.kind === "array"
    ? { ...entry.description, file: entry.file.path }
    : { ...entry.description, files: entry.files.map((file) => file.path) };
}
