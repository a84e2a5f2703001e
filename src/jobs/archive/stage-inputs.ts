/** From what the client sent to the folder `inputs/` of a calculation. */
import { constants, copyFile, mkdir, readdir, readFile, realpath, rename, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { InputError } from "../../input-error.ts";
import type { ArchiveLimits } from "./limits.ts";
import { unpackArchive } from "./unpack.ts";

export interface StagedInputs {
  /** Relative to the folder, with slashes. */
  readonly files: readonly string[];
  /** The job file if the client said which it is. */
  readonly ini?: string;
  readonly warnings: readonly string[];
}

export interface SentFile {
  readonly name: string;
  readonly path: string;
  readonly isJobFile?: boolean;
}

/**
 * The last file whose name ends in `.zip` is unpacked; without one every file is moved under its base name.
 * @throws InputError
 */
export async function stageUpload(
  sent: readonly SentFile[],
  inputs: string,
  limits: ArchiveLimits,
): Promise<StagedInputs> {
  await mkdir(inputs, { recursive: true });
  const archive = sent.findLast((file) => file.name.endsWith(".zip"));
  if (archive !== undefined) {
    const ignored = sent.filter((file) => file !== archive).map((file) => plainName(file.name));
    return {
      files: await unpackArchive(archive.path, inputs, limits),
      warnings: ignored.map((name) => `${name} is ignored: the archive ${plainName(archive.name)} came with it`),
    };
  }
  if (sent.length > limits.maxEntries) throw new InputError(`${sent.length} files (allowed: ${limits.maxEntries})`);
  const files: string[] = [];
  let ini: string | undefined;
  let bytes = 0;
  for (const file of sent) {
    const name = plainName(file.name);
    if (files.includes(name)) throw new InputError("this file was sent twice", { file: name });
    bytes += (await stat(file.path)).size;
    if (bytes > limits.maxTotalBytes) throw tooLarge(limits);
    await rename(file.path, join(inputs, name));
    files.push(name);
    if (file.isJobFile) ini = name;
  }
  return { files, warnings: [], ...(ini === undefined ? {} : { ini }) };
}

/**
 * Copies a job file of this machine with what it needs.
 * @param needed the files the job names, absolute, if the engine can tell; else everything below the job file's folder and
 * below the folders of files it names as `../...`.
 * @param allowed every file must be below one of these folders, links resolved.
 * @throws InputError
 */
export async function stageServerFiles(
  iniPath: string,
  inputs: string,
  limits: ArchiveLimits,
  allowed: readonly string[],
  needed?: readonly string[],
): Promise<StagedInputs> {
  await mkdir(inputs, { recursive: true });
  const roots = await Promise.all(allowed.map((folder) => realpath(folder).catch(() => folder)));
  const sources = needed ?? (await filesAround(iniPath, limits));
  if (sources.length > limits.maxEntries)
    throw new InputError(`${sources.length} files (allowed: ${limits.maxEntries})`);
  const root = commonFolder([iniPath, ...sources]);
  const files: string[] = [];
  let bytes = 0;
  for (const source of new Set([iniPath, ...sources])) {
    const name = relative(root, source).split(sep).join("/");
    const real = await realpath(source).catch(() => {
      throw new InputError(`No such file: ${basename(source)}`);
    });
    if (!roots.some((folder) => isBelow(real, folder)))
      throw new InputError("this file is not in an allowed folder", { file: name });
    bytes += (await stat(real)).size;
    if (bytes > limits.maxTotalBytes) throw tooLarge(limits);
    const target = join(inputs, name);
    await mkdir(dirname(target), { recursive: true });
    await copyFile(real, target, constants.COPYFILE_FICLONE);
    files.push(name);
  }
  return { files, ini: relative(root, iniPath).split(sep).join("/"), warnings: [] };
}

/** The base name of what a client calls a file. */
function plainName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? "";
  if (base === "" || base === "." || base === ".." || /\p{Cc}/u.test(base) || Buffer.byteLength(base) > 255)
    throw new InputError("a file was sent without a usable name");
  return base;
}

/** Files of the job file's folder and of the folders beside or above it that its text points to. */
async function filesAround(iniPath: string, limits: ArchiveLimits): Promise<string[]> {
  const own = dirname(iniPath);
  const text = await readFile(iniPath, "utf8").catch(() => {
    throw new InputError(`File not found: ${basename(iniPath)}`);
  });
  const outside = [...text.matchAll(/(?<![\w./])(?:\.\.\/)+[^\s'",;\])}]+/g)].map(([name]) =>
    dirname(resolve(own, name)),
  );
  const folders = [...new Set([own, ...outside])];
  // A folder below another one is copied with it.
  const outermost = folders.filter((folder) => !folders.some((other) => isBelow(folder, other)));
  const files: string[] = [];
  for (const folder of outermost) files.push(...(await filesBelow(folder, limits)));
  return files;
}

/** Regular files (also behind links) below a folder, hidden ones left out. */
async function filesBelow(folder: string, limits: ArchiveLimits, depth = 0): Promise<string[]> {
  if (depth > limits.maxDepth) throw new InputError(`more than ${limits.maxDepth} folders deep`);
  const files: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new InputError(`No such folder: ${basename(folder)}`);
  });
  for (const entry of entries) {
    if (entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await filesBelow(path, limits, depth + 1)));
    else if (entry.isFile() || (entry.isSymbolicLink() && (await isFile(path)))) files.push(path);
    if (files.length > limits.maxEntries)
      throw new InputError(`the folder of the job file holds more than ${limits.maxEntries} files`);
  }
  return files;
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

function commonFolder(paths: readonly string[]): string {
  let common = dirname(paths[0] as string);
  for (const path of paths) while (!isBelow(path, common)) common = dirname(common);
  return common;
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function tooLarge(limits: ArchiveLimits): InputError {
  return new InputError(`the input files are too large (allowed: ${Math.floor(limits.maxTotalBytes / 1024 ** 2)} MB)`);
}
