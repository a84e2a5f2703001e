/** Unpacking an archive somebody sent: every name, size and kind of entry is checked, nothing is held in memory. */
import { once } from "node:events";
import { createWriteStream, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { InputError } from "../../input-error.ts";
import { diskFullText, freeDiskBytes } from "../storage/disk-space.ts";
import { type ArchiveLimits, RATIO_CHECK_FROM_BYTES } from "./limits.ts";

/** File types in the upper half of the external attributes of archives made on Unix. */
const TYPE_MASK = 0o170000;
const REGULAR = 0o100000;
const DIRECTORY = 0o040000;
const SYMBOLIC_LINK = 0o120000;
const MADE_ON_UNIX = 3;
const MAX_NAME_BYTES = 255;

/**
 * Unpacks `archive` below `target`, folders kept; entries under `__MACOSX` are left out.
 * @returns the files' names relative to `target`, with slashes, in the archive's order.
 * @throws InputError naming the entry and what is wrong with it.
 */
export async function unpackArchive(archive: string, target: string, limits: ArchiveLimits): Promise<string[]> {
  const zip = await openZip(archive);
  try {
    if (zip.entryCount > limits.maxEntries) throw tooMany(zip.entryCount, limits);
    return await unpackEntries(zip, target, limits);
  } catch (error) {
    throw error instanceof InputError ? error : asInputError(error);
  } finally {
    zip.close();
  }
}

async function openZip(archive: string): Promise<ZipFile> {
  try {
    return await openPromise(archive, { autoClose: false });
  } catch {
    throw new InputError("File is not a zip file");
  }
}

async function unpackEntries(zip: ZipFile, target: string, limits: ArchiveLimits): Promise<string[]> {
  const files: string[] = [];
  const seen = new Set<string>();
  const folders = new Set<string>();
  let entries = 0;
  let totalBytes = 0;
  const declared = { bytes: 0 };
  for await (const entry of zip.eachEntry()) {
    if (++entries > limits.maxEntries) throw tooMany(entries, limits);
    const name = safeName(entry, limits);
    if (name === "" || isJunk(name)) continue;
    declared.bytes += entry.uncompressedSize;
    if (declared.bytes > limits.maxTotalBytes) throw tooLarge(limits);
    if (entry.fileName.endsWith("/")) {
      makeFolder(target, name, folders);
      continue;
    }
    if (seen.has(name)) throw new InputError("the archive holds this file twice", { file: name });
    seen.add(name);
    const parent = dirname(name);
    if (parent !== ".") makeFolder(target, parent, folders);
    totalBytes = await unpackEntry(zip, entry, join(target, name), name, totalBytes, limits);
    files.push(name);
  }
  return files;
}

/** Streams one entry to disk. @returns the total of bytes unpacked so far. */
async function unpackEntry(
  zip: ZipFile,
  entry: Entry,
  path: string,
  name: string,
  before: number,
  limits: ArchiveLimits,
): Promise<number> {
  const source = await zip.openReadStreamPromise(entry);
  const sink = createWriteStream(path, { flags: "wx", mode: 0o644 });
  const failed = once(sink, "error").then(([error]) => {
    throw error;
  });
  failed.catch(() => undefined);
  let total = before;
  let checksum = 0;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total > limits.maxTotalBytes) throw tooLarge(limits);
      if (total > RATIO_CHECK_FROM_BYTES && total > limits.maxRatio * zip.fileSize) throw tooDense(name, limits);
      checkRoom(path, before, total, limits);
      checksum = crc32(chunk, checksum);
      if (!sink.write(chunk)) await Promise.race([once(sink, "drain"), failed]);
    }
    sink.end();
    await Promise.race([once(sink, "close"), failed]);
  } catch (error) {
    source.destroy();
    sink.destroy();
    throw error;
  }
  if (checksum !== entry.crc32) throw new InputError("the archive is damaged: wrong checksum", { file: name });
  return total;
}

const LOOK_AT_DISK_EVERY_BYTES = 8 * 1024 ** 2;

/** Looks at the first bytes of an entry and every so many. @throws InputError when the disk has no room left but the reserve */
function checkRoom(path: string, before: number, total: number, { reserveBytes = 0 }: ArchiveLimits): void {
  const part = (bytes: number) => Math.floor(bytes / LOOK_AT_DISK_EVERY_BYTES);
  if (reserveBytes === 0 || (before !== 0 && part(total) === part(before))) return;
  const free = freeDiskBytes(dirname(path));
  if (free < reserveBytes) throw new InputError(diskFullText(free, Math.ceil(reserveBytes / 1024 ** 2)));
}

/** The entry's name with plain slashes, without `.` and empty parts. */
function safeName(entry: Entry, limits: ArchiveLimits): string {
  const shown = printable(entry.fileName);
  const refuse = (message: string) => new InputError(message, { file: shown });
  if (entry.isEncrypted()) throw refuse("encrypted archives cannot be read");
  if (!entry.canDecodeFileData())
    throw refuse(`compression method ${entry.compressionMethod} is not supported (allowed: stored, deflated)`);
  const type = entry.versionMadeBy >>> 8 === MADE_ON_UNIX ? (entry.externalFileAttributes >>> 16) & TYPE_MASK : 0;
  if (type === SYMBOLIC_LINK) throw refuse("symbolic links in archives are not allowed");
  if (type !== 0 && type !== REGULAR && type !== DIRECTORY) throw refuse("only files and folders are allowed");
  if (shown !== entry.fileName) throw refuse("control characters in names are not allowed");
  if (/^([/\\]|[A-Za-z]:)/.test(entry.fileName)) throw refuse("absolute names are not allowed");
  const parts = entry.fileName.split(/[/\\]/).filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) throw refuse("names outside the archive's folder are not allowed");
  if (parts.length - 1 > limits.maxDepth) throw refuse(`more than ${limits.maxDepth} folders deep`);
  if (parts.some((part) => Buffer.byteLength(part) > MAX_NAME_BYTES)) throw refuse("a name is too long");
  return parts.join("/");
}

/** What macOS adds to archives. */
function isJunk(name: string): boolean {
  return name.split("/").includes("__MACOSX");
}

function makeFolder(target: string, name: string, known: Set<string>): void {
  if (known.has(name)) return;
  mkdirSync(join(target, name), { recursive: true });
  known.add(name);
}

function printable(name: string): string {
  return name.replaceAll(/\p{Cc}/gu, "?");
}

function tooMany(entries: number, limits: ArchiveLimits): InputError {
  return new InputError(`the archive has ${entries} entries or more (allowed: ${limits.maxEntries})`);
}

function tooLarge(limits: ArchiveLimits): InputError {
  const mebibytes = Math.floor(limits.maxTotalBytes / 1024 ** 2);
  return new InputError(`the archive is too large when unpacked (allowed: ${mebibytes} MB)`);
}

function tooDense(name: string, limits: ArchiveLimits): InputError {
  return new InputError(`the archive unpacks to more than ${limits.maxRatio} times its size`, { file: name });
}

/** yauzl's and the file system's errors in the words of the person who made the archive. */
function asInputError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOSPC" || code === "EDQUOT" || code === "EIO") return error;
  if (code === "EEXIST" || code === "ENOTDIR" || code === "EISDIR")
    return new InputError("the archive holds a file and a folder of one name, or names that differ in case only");
  if (code?.startsWith("E") && code.length < 15 && "syscall" in error) return error;
  const text = error.message;
  if (/invalid relative path/.test(text))
    return new InputError("names outside the archive's folder are not allowed", {
      file: printable(text.split(": ")[1] ?? ""),
    });
  if (/absolute path/.test(text))
    return new InputError("absolute names are not allowed", { file: printable(text.split(": ")[1] ?? "") });
  return new InputError(`the archive is damaged: ${text}`);
}
