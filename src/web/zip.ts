/** Zips with what browsers bring along (APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.4): the inputs of a calculation, read and written. */

const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const UTF8_NAMES = 0x0800;

export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  readonly bytes: () => Promise<Uint8Array<ArrayBuffer>>;
}

/** @throws when it is no zip */
export function zipEntries(bytes: Uint8Array<ArrayBuffer>): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== END_OF_DIRECTORY) end--;
  if (end < 0) throw new Error("this is no zip");
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count && view.getUint32(at, true) === ENTRY; i++) {
    const method = view.getUint16(at + 10, true);
    const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const nameLength = view.getUint16(at + 28, true);
    const local = view.getUint32(at + 42, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    entries.push({ name, size, bytes: () => unpacked(bytes, view, { local, packed, method }) });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

async function unpacked(
  bytes: Uint8Array<ArrayBuffer>,
  view: DataView,
  { local, packed, method }: { readonly local: number; readonly packed: number; readonly method: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const part = bytes.slice(start, start + packed);
  if (method === 0) return part;
  if (method !== 8) throw new Error("a file of the zip is packed in a way browsers do not know");
  const stream = new Blob([part]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Header of a file, in front of it or in the directory (then with the place of the first). */
function header(name: Uint8Array, bytes: Uint8Array, offset?: number): Uint8Array<ArrayBuffer> {
  const inDirectory = offset !== undefined;
  const made = new Uint8Array((inDirectory ? 46 : 30) + name.length);
  const view = new DataView(made.buffer);
  view.setUint32(0, inDirectory ? ENTRY : LOCAL, true);
  const at = inDirectory ? 6 : 4;
  if (inDirectory) view.setUint16(4, 20, true);
  view.setUint16(at, 20, true);
  view.setUint16(at + 2, UTF8_NAMES, true);
  view.setUint16(at + 8, 0x21, true);
  view.setUint32(at + 10, crc32(bytes), true);
  view.setUint32(at + 14, bytes.length, true);
  view.setUint32(at + 18, bytes.length, true);
  view.setUint16(at + 22, name.length, true);
  if (inDirectory) view.setUint32(42, offset, true);
  made.set(name, inDirectory ? 46 : 30);
  return made;
}

/** A zip of files as they are: what is sent over loopback need not be small. */
export function zipOf(files: readonly { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[]): Blob {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const encoded = new TextEncoder().encode(name);
    const front = header(encoded, bytes);
    directory.push(header(encoded, bytes, offset));
    parts.push(front, bytes);
    offset += front.length + bytes.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = new Uint8Array(22);
  const view = new DataView(end.buffer);
  view.setUint32(0, END_OF_DIRECTORY, true);
  view.setUint16(8, files.length, true);
  view.setUint16(10, files.length, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  return new Blob([...parts, ...directory, end], { type: "application/zip" });
}
