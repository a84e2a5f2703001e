/**
 * Zip archives written as their members come (PKWARE APPNOTE 6.3). Members of up to a few megabytes have their sizes in the
 * local header; larger ones carry them behind the data, in 64 bits. Dates are 1980-01-01, so equal contents give equal bytes.
 */
import { Readable } from "node:stream";
import { crc32, createDeflateRaw, deflateRawSync } from "node:zlib";

export interface ZipMember {
  /** Path inside the archive. */
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/** Members up to this size are compressed in memory. */
const SMALL = 4 * 1024 * 1024;
const MAX32 = 0xffffffff;
const encoder = new TextEncoder();

interface Written {
  readonly name: Uint8Array;
  readonly flags: number;
  readonly version: number;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
}

/** The bytes of an archive. `level` 0 (store) to 9, as zlib's. */
export async function* zip(
  members: Iterable<ZipMember> | AsyncIterable<ZipMember>,
  level: number,
): AsyncGenerator<Uint8Array> {
  const written: Written[] = [];
  let offset = 0;
  for await (const { name, content } of members) {
    const encoded = encoder.encode(name);
    const iterator = content[Symbol.asyncIterator]();
    const head: Uint8Array[] = [];
    let size = 0;
    let ended = false;
    while (size <= SMALL) {
      const next = await iterator.next();
      if (next.done === true) {
        ended = true;
        break;
      }
      head.push(next.value);
      size += next.value.length;
    }
    const start = offset;
    if (ended) {
      const bytes = concatenate(head, size);
      const deflated = level === 0 ? bytes : new Uint8Array(deflateRawSync(bytes, { level }));
      const entry = {
        name: encoded,
        flags: 0x800,
        version: 20,
        crc: crc32(bytes),
        compressed: deflated.length,
        size,
        offset: start,
      };
      const header = localHeader(entry, level);
      yield header;
      yield deflated;
      offset += header.length + deflated.length;
      written.push(entry);
      continue;
    }
    const header = localHeader(
      { name: encoded, flags: 0x808, version: 45, crc: 0, compressed: 0, size: 0, offset: start },
      level,
    );
    yield header;
    let crc = 0;
    let compressed = 0;
    size = 0;
    async function* counted(): AsyncGenerator<Uint8Array> {
      const count = (chunk: Uint8Array) => {
        crc = crc32(chunk, crc);
        size += chunk.length;
        return chunk;
      };
      for (const chunk of head) yield count(chunk);
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield count(next.value);
    }
    const body = level === 0 ? counted() : deflated(counted(), level);
    for await (const chunk of body) {
      compressed += chunk.length;
      yield chunk;
    }
    const descriptor = new DataView(new ArrayBuffer(24));
    descriptor.setUint32(0, 0x08074b50, true);
    descriptor.setUint32(4, crc, true);
    descriptor.setBigUint64(8, BigInt(compressed), true);
    descriptor.setBigUint64(16, BigInt(size), true);
    yield new Uint8Array(descriptor.buffer);
    offset += header.length + compressed + 24;
    written.push({ name: encoded, flags: 0x808, version: 45, crc, compressed, size, offset: start });
  }
  yield centralDirectory(written, offset, level);
}

async function* deflated(content: AsyncIterable<Uint8Array>, level: number): AsyncGenerator<Uint8Array> {
  const source = Readable.from(content, { objectMode: true, highWaterMark: 2 });
  const stream = createDeflateRaw({ level, chunkSize: 128 * 1024 });
  source.on("error", (error) => stream.destroy(error));
  source.pipe(stream);
  for await (const chunk of stream) yield chunk as Uint8Array;
}

/** With 0x08 in `flags` the sizes follow the data, and a 64-bit extra field announces their width. */
function localHeader(entry: Written, level: number): Uint8Array {
  const streamed = (entry.flags & 8) !== 0;
  const extra = streamed ? 20 : 0;
  const out = new Uint8Array(30 + entry.name.length + extra);
  const view = new DataView(out.buffer);
  view.setUint32(0, 0x04034b50, true);
  view.setUint16(4, entry.version, true);
  view.setUint16(6, entry.flags, true);
  view.setUint16(8, level === 0 ? 0 : 8, true);
  view.setUint16(12, 0x21, true);
  view.setUint32(14, entry.crc, true);
  view.setUint32(18, streamed ? MAX32 : entry.compressed, true);
  view.setUint32(22, streamed ? MAX32 : entry.size, true);
  view.setUint16(26, entry.name.length, true);
  view.setUint16(28, extra, true);
  out.set(entry.name, 30);
  if (streamed) {
    view.setUint16(30 + entry.name.length, 1, true);
    view.setUint16(32 + entry.name.length, 16, true);
  }
  return out;
}

function centralDirectory(entries: readonly Written[], offset: number, level: number): Uint8Array {
  const large = (entry: Written) => entry.compressed >= MAX32 || entry.size >= MAX32 || entry.offset >= MAX32;
  const total = entries.reduce((sum, entry) => sum + 46 + entry.name.length + (large(entry) ? 28 : 0), 0);
  const wide = offset >= MAX32 || entries.length >= 0xffff || total >= MAX32;
  const out = new Uint8Array(total + (wide ? 76 : 0) + 22);
  const view = new DataView(out.buffer);
  let at = 0;
  for (const entry of entries) {
    const isLarge = large(entry);
    view.setUint32(at, 0x02014b50, true);
    view.setUint16(at + 4, 0x0300 | 45, true);
    view.setUint16(at + 6, isLarge ? 45 : entry.version, true);
    view.setUint16(at + 8, entry.flags, true);
    view.setUint16(at + 10, level === 0 ? 0 : 8, true);
    view.setUint16(at + 14, 0x21, true);
    view.setUint32(at + 16, entry.crc, true);
    view.setUint32(at + 20, isLarge ? MAX32 : entry.compressed, true);
    view.setUint32(at + 24, isLarge ? MAX32 : entry.size, true);
    view.setUint16(at + 28, entry.name.length, true);
    view.setUint16(at + 30, isLarge ? 28 : 0, true);
    view.setUint32(at + 38, 0o100644 * 65536, true);
    view.setUint32(at + 42, isLarge ? MAX32 : entry.offset, true);
    out.set(entry.name, at + 46);
    at += 46 + entry.name.length;
    if (isLarge) {
      view.setUint16(at, 1, true);
      view.setUint16(at + 2, 24, true);
      view.setBigUint64(at + 4, BigInt(entry.size), true);
      view.setBigUint64(at + 12, BigInt(entry.compressed), true);
      view.setBigUint64(at + 20, BigInt(entry.offset), true);
      at += 28;
    }
  }
  if (wide) {
    view.setUint32(at, 0x06064b50, true);
    view.setBigUint64(at + 4, 44n, true);
    view.setUint16(at + 12, 0x0300 | 45, true);
    view.setUint16(at + 14, 45, true);
    view.setBigUint64(at + 24, BigInt(entries.length), true);
    view.setBigUint64(at + 32, BigInt(entries.length), true);
    view.setBigUint64(at + 40, BigInt(total), true);
    view.setBigUint64(at + 48, BigInt(offset), true);
    view.setUint32(at + 56, 0x07064b50, true);
    view.setBigUint64(at + 64, BigInt(offset + total), true);
    view.setUint32(at + 72, 1, true);
    at += 76;
  }
  view.setUint32(at, 0x06054b50, true);
  view.setUint16(at + 8, Math.min(entries.length, 0xffff), true);
  view.setUint16(at + 10, Math.min(entries.length, 0xffff), true);
  view.setUint32(at + 12, Math.min(total, MAX32), true);
  view.setUint32(at + 16, Math.min(offset, MAX32), true);
  return out;
}

/** Chunks as one array. */
export function concatenate(chunks: readonly Uint8Array[], size: number): Uint8Array {
  if (chunks.length === 1) return chunks[0]!;
  const out = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}
