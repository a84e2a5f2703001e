/**
 * Reading numeric arrays from HDF5 files as ground-motion tables are written: format of superblock 0 and 1 (what h5py writes by default), fixed-size
 * floats and integers, contiguous, compact or chunked storage with deflate and shuffle. Synchronous, which the readers of logic
 * trees need; anything else in a file is refused by name.
 */
import { inflateSync } from "node:zlib";
import { InputError } from "../../../input-error.ts";
import type { NumericArray, NumericTable } from "./array-archive.ts";

const SIGNATURE = "\x89HDF\r\n\x1a\n";

const MESSAGE = { dataspace: 1, datatype: 3, layout: 8, filters: 11, attribute: 12, continuation: 16, symbolTable: 17 };

interface Message {
  readonly type: number;
  /** Place of the body. */
  readonly at: number;
  readonly size: number;
}

interface Datatype {
  readonly kind: number;
  readonly bits: number;
  readonly size: number;
}

/**
 * All numeric arrays of a file by path (`IMLs/SA`) and the texts in attributes of datasets, by attribute name.
 * @throws InputError for what is not HDF5 of this kind.
 */
export function readHdf5(bytes: Buffer, file: string): NumericTable {
  const refuse = (what: string): never => {
    throw new InputError(what, { file, allowed: "HDF5 as h5py writes it by default" });
  };
  if (bytes.toString("latin1", 0, 8) !== SIGNATURE) refuse("not an HDF5 file");
  if (bytes[8]! > 1) refuse(`HDF5 superblock version ${bytes[8]}`);
  if (bytes[13] !== 8 || bytes[14] !== 8) refuse("HDF5 addresses that are not 8 bytes long");

  const u16 = (at: number) => bytes.readUInt16LE(at);
  const u32 = (at: number) => bytes.readUInt32LE(at);
  const u64 = (at: number) => Number(bytes.readBigUInt64LE(at));
  const arrays = new Map<string, NumericArray>();
  const attributes: { [name: string]: string } = {};

  function messages(header: number): Message[] {
    if (bytes[header] !== 1) refuse(`HDF5 object header version ${bytes[header]}`);
    const found: Message[] = [];
    const blocks = [{ at: header + 16, end: header + 16 + u32(header + 8) }];
    for (let block = blocks.shift(); block !== undefined; block = blocks.shift()) {
      let { at } = block;
      while (at + 8 <= block.end) {
        const message = { type: u16(at), at: at + 8, size: u16(at + 2) };
        found.push(message);
        if (message.type === MESSAGE.continuation) {
          const start = u64(message.at);
          blocks.push({ at: start, end: start + u64(message.at + 8) });
        }
        at += 8 + message.size;
      }
    }
    return found;
  }

  function visitGroup(tree: number, heap: number, prefix: string): void {
    const names = u64(heap + 24);
    const visitNode = (at: number): void => {
      if (bytes.toString("latin1", at, at + 4) === "SNOD") {
        for (let k = 0; k < u16(at + 6); k++) {
          const entry = at + 8 + 40 * k;
          const start = names + u64(entry);
          const name = bytes.toString("utf8", start, bytes.indexOf(0, start));
          visitObject(u64(entry + 8), `${prefix}${name}`);
        }
        return;
      }
      for (let k = 0; k < u16(at + 6); k++) visitNode(u64(at + 24 + 16 * k + 8));
    };
    visitNode(tree);
  }

  function visitObject(header: number, path: string): void {
    const found = messages(header);
    const group = found.find((message) => message.type === MESSAGE.symbolTable);
    if (group !== undefined) {
      visitGroup(u64(group.at), u64(group.at + 8), path === "" ? "" : `${path}/`);
      return;
    }
    for (const message of found) if (message.type === MESSAGE.attribute) readAttribute(message.at);
    const layout = found.find((message) => message.type === MESSAGE.layout);
    const space = found.find((message) => message.type === MESSAGE.dataspace);
    const type = found.find((message) => message.type === MESSAGE.datatype);
    if (layout === undefined || space === undefined || type === undefined) return;
    const datatype = readDatatype(type.at);
    if (datatype.kind > 1) return;
    const shape = readShape(space.at);
    const filters = found.find((message) => message.type === MESSAGE.filters);
    const raw = readStorage(layout.at, shape, datatype.size, filters === undefined ? [] : readFilters(filters.at));
    arrays.set(path, { shape, data: numbers(raw, datatype, shape) });
  }

  function readDatatype(at: number): Datatype {
    return { kind: bytes[at]! & 15, bits: bytes[at + 1]!, size: u32(at + 4) };
  }

  function readShape(at: number): number[] {
    const start = at + (bytes[at] === 1 ? 8 : 4);
    return Array.from({ length: bytes[at + 1]! }, (_, k) => u64(start + 8 * k));
  }

  function readFilters(at: number): number[] {
    const version = bytes[at]!;
    let place = at + (version === 1 ? 8 : 2);
    return Array.from({ length: bytes[at + 1]! }, () => {
      const id = u16(place);
      const named = version === 1 || id >= 256;
      const nameLength = named ? u16(place + 2) : 0;
      const values = u16(place + (named ? 6 : 4));
      place += (named ? 8 : 6) + nameLength + 4 * values;
      if (version === 1 && values % 2 === 1) place += 4;
      return id;
    });
  }

  function readStorage(at: number, shape: readonly number[], size: number, filters: readonly number[]): Buffer {
    const total = shape.reduce((product, n) => product * n, size);
    if (bytes[at] !== 3) refuse(`HDF5 layout version ${bytes[at]}`);
    if (bytes[at + 1] === 0) return bytes.subarray(at + 4, at + 4 + total);
    if (bytes[at + 1] === 1) return bytes.subarray(u64(at + 2), u64(at + 2) + total);
    const rank = shape.length;
    const chunk = shape.map((_, k) => u32(at + 11 + 4 * k));
    const out = Buffer.alloc(total);
    const visit = (node: number): void => {
      const level = bytes[node + 5]!;
      const step = 8 + 8 * (rank + 1) + 8;
      for (let k = 0; k < u16(node + 6); k++) {
        const key = node + 24 + step * k;
        const child = u64(key + step - 8);
        if (level > 0) visit(child);
        else {
          const origin = shape.map((_, axis) => u64(key + 8 + 8 * axis));
          copyChunk(unfilter(bytes.subarray(child, child + u32(key)), filters, size), origin, chunk, shape, size, out);
        }
      }
    };
    if (u64(at + 3) < bytes.length) visit(u64(at + 3));
    return out;
  }

  function unfilter(data: Buffer, filters: readonly number[], size: number): Buffer {
    let result = data;
    for (const id of [...filters].reverse()) {
      if (id === 1) result = inflateSync(result);
      else if (id === 2) result = unshuffle(result, size);
      else if (id !== 3) refuse(`HDF5 filter ${id}`);
    }
    return result;
  }

  function readAttribute(at: number): void {
    const version = bytes[at]!;
    const pad = (n: number) => (version === 1 ? (n + 7) & ~7 : n);
    const nameAt = at + (version === 3 ? 9 : 8);
    const name = bytes.toString("utf8", nameAt, nameAt + u16(at + 2)).replace(/\0.*$/, "");
    const typeAt = nameAt + pad(u16(at + 2));
    const valueAt = typeAt + pad(u16(at + 4)) + pad(u16(at + 6));
    const type = readDatatype(typeAt);
    if (type.kind === 3) attributes[name] = bytes.toString("utf8", valueAt, valueAt + type.size).replace(/\0.*$/, "");
    else if (type.kind === 9) attributes[name] = variableText(valueAt);
  }

  /** A text of variable length, in a global heap. */
  function variableText(at: number): string {
    const length = u32(at);
    const heap = u64(at + 4);
    const wanted = u32(at + 12);
    let place = heap + 16;
    const end = heap + u64(heap + 8);
    while (place < end) {
      const size = u64(place + 8);
      if (u16(place) === wanted) return bytes.toString("utf8", place + 16, place + 16 + length);
      place += 16 + ((size + 7) & ~7);
    }
    return "";
  }

  visitObject(u64((bytes[8] === 1 ? 60 : 56) + 8), "");
  return { attributes, arrays };
}

function numbers(raw: Buffer, type: Datatype, shape: readonly number[]): Float64Array {
  const count = shape.reduce((product, n) => product * n, 1);
  const out = new Float64Array(count);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const little = (type.bits & 1) === 0;
  const signed = (type.bits & 8) !== 0;
  for (let i = 0; i < count; i++) {
    const at = i * type.size;
    if (type.kind === 1) out[i] = type.size === 4 ? view.getFloat32(at, little) : view.getFloat64(at, little);
    else if (type.size === 8) out[i] = Number(signed ? view.getBigInt64(at, little) : view.getBigUint64(at, little));
    else if (type.size === 4) out[i] = signed ? view.getInt32(at, little) : view.getUint32(at, little);
    else if (type.size === 2) out[i] = signed ? view.getInt16(at, little) : view.getUint16(at, little);
    else out[i] = signed ? view.getInt8(at) : view.getUint8(at);
  }
  return out;
}

/** Bytes of equal significance were stored together. */
function unshuffle(data: Buffer, size: number): Buffer {
  const out = Buffer.alloc(data.length);
  const count = Math.floor(data.length / size);
  for (let byte = 0; byte < size; byte++)
    for (let i = 0; i < count; i++) out[i * size + byte] = data[byte * count + i]!;
  return out;
}

/** Copies the part of a chunk that lies inside the array, a run of its last axis at a time. */
function copyChunk(
  data: Buffer,
  origin: readonly number[],
  chunk: readonly number[],
  shape: readonly number[],
  size: number,
  out: Buffer,
): void {
  const last = shape.length - 1;
  const run = Math.min(chunk[last]!, shape[last]! - origin[last]!) * size;
  const index = new Array<number>(shape.length).fill(0);
  const rows = chunk.slice(0, last).reduce((product, n) => product * n, 1);
  for (let row = 0; row < rows; row++) {
    let rest = row;
    for (let axis = last - 1; axis >= 0; axis--) {
      index[axis] = rest % chunk[axis]!;
      rest = Math.floor(rest / chunk[axis]!);
    }
    let target = 0;
    let inside = true;
    for (let axis = 0; axis <= last; axis++) {
      const place = origin[axis]! + (axis === last ? 0 : index[axis]!);
      if (place >= shape[axis]!) inside = false;
      target = target * shape[axis]! + place;
    }
    const from = row * chunk[last]! * size;
    if (inside) data.copy(out, target * size, from, from + run);
  }
}
