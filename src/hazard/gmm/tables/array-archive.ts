/**
 * Archives of numeric arrays: large coefficient tables that ship with the program, one file a family of models.
 *
 * Layout: "QWT1", the length of a JSON header (4 bytes, little endian), the header, then one deflated segment a table. The header
 * states the source, its version and checksums (docs/method/model-archives.md). Written by `scripts/write-archive.ts`.
 */
import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";
import { InputError } from "../../../input-error.ts";
import { undoDifferences } from "./difference-filter.ts";

export interface ArchivedArray {
  readonly name: string;
  readonly dtype: "u1" | "f4" | "f8";
  /** Set for single-precision arrays stored as `difference-filter.ts` makes them. */
  readonly differenced?: boolean;
  readonly shape: readonly number[];
}

export interface ArchivedTable {
  readonly name: string;
  /** Of the file it was made from. */
  readonly sha256: string;
  readonly attributes: { readonly [name: string]: string };
  /** Place of the deflated segment after the header, in bytes. */
  readonly offset: number;
  readonly length: number;
  readonly arrays: readonly ArchivedArray[];
}

export interface ArchiveHeader {
  readonly source: string;
  readonly version: string;
  readonly tables: readonly ArchivedTable[];
}

export interface NumericArray {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly data: Float64Array;
}

export interface NumericTable {
  readonly attributes: { readonly [name: string]: string };
  readonly arrays: ReadonlyMap<string, NumericArray>;
}

const MAGIC = "QWT1";

export interface ArrayArchive {
  readonly names: () => string[];
  /** @throws InputError naming the tables there are. */
  readonly table: (name: string) => NumericTable;
}

/** Opens an archive; the file is read at the first use, a table unpacked when asked for. */
export function arrayArchive(path: string): ArrayArchive {
  let opened: { readonly bytes: Buffer; readonly header: ArchiveHeader; readonly start: number } | undefined;
  const unpacked = new Map<string, NumericTable>();
  function open() {
    if (opened === undefined) {
      const bytes = readFileSync(path);
      if (bytes.toString("latin1", 0, 4) !== MAGIC) throw new Error("not an archive of arrays");
      const length = bytes.readUInt32LE(4);
      opened = { bytes, header: JSON.parse(bytes.toString("utf8", 8, 8 + length)) as ArchiveHeader, start: 8 + length };
    }
    return opened;
  }
  return {
    names: () => open().header.tables.map((table) => table.name),
    table(name) {
      const known = unpacked.get(name);
      if (known !== undefined) return known;
      const { bytes, header, start } = open();
      const entry = header.tables.find((table) => table.name === name);
      if (entry === undefined)
        throw new InputError(`there is no table ${name}`, {
          parameter: "gmpe_table",
          allowed: header.tables.map((table) => table.name).join(", "),
        });
      const from = start + entry.offset;
      const table = unpack(entry, inflateRawSync(bytes.subarray(from, from + entry.length)));
      unpacked.set(name, table);
      return table;
    },
  };
}

const SIZES = { u1: 1, f4: 4, f8: 8 } as const;

function unpack(entry: ArchivedTable, bytes: Buffer): NumericTable {
  const arrays = new Map<string, NumericArray>();
  let place = 0;
  for (const array of entry.arrays) {
    const end = place + SIZES[array.dtype] * array.shape.reduce((product, n) => product * n, 1);
    arrays.set(array.name, { shape: array.shape, data: readNumbers(array, bytes.subarray(place, end)) });
    place = end;
  }
  return { attributes: entry.attributes, arrays };
}

function readNumbers({ dtype, shape, differenced }: ArchivedArray, bytes: Uint8Array): Float64Array {
  if (dtype === "u1") return Float64Array.from(bytes);
  if (differenced === true) return Float64Array.from(undoDifferences(bytes, shape));
  const size = SIZES[dtype];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length: bytes.length / size }, (_, i) =>
    dtype === "f4" ? view.getFloat32(i * size, true) : view.getFloat64(i * size, true),
  );
}
