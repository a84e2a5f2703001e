/**
 * The folder of a job: the only place from which its files are read.
 *
 * Names come from the user's files. Absolute names, names that leave the folder by `..` and links that lead out of it
 * are refused; messages show names relative to the folder, never a path of the server.
 */
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, posix, relative, sep } from "node:path";
import { InputError, type InputProblem, type ProblemPlace } from "../input-error.ts";
import { nearestName } from "../nearest-name.ts";

export interface InputFolder {
  /** Absolute. */
  readonly root: string;
  /** Takes what readers of its files find odd, but can read: misspelled names, unusual values. */
  readonly warn?: (oddity: InputProblem) => void;
}

/** Largest file that is read whole (csv, logic trees); source models are streamed. */
const MAX_WHOLE_FILE = 1024 * 1024 * 1024;

/**
 * Name relative to the root of a file which `name`, found in a file of folder `from` (relative to the root, "" for the
 * root), refers to.
 * @throws InputError for absolute names and for names that leave the folder.
 */
export function nameInside(from: string, name: string, place: ProblemPlace = {}): string {
  const unix = name.replaceAll("\\", "/");
  if (name.includes("\0")) throw new InputError("a file name holds a NUL character", place);
  if (unix.startsWith("/") || /^[a-zA-Z]:/.test(unix) || unix.startsWith("~"))
    throw new InputError(`${place.parameter ?? "file"}=${name} is an absolute path`, {
      ...place,
      allowed: "names relative to the file that refers to them",
    });
  const inside = posix.normalize(posix.join(from, unix));
  if (inside === ".." || inside.startsWith("../"))
    throw new InputError(`${name} is outside the folder of the job`, {
      ...place,
      allowed: "files of the job's folder",
    });
  return inside;
}

/** The folder and the name in it of a job file. */
export function locate(
  iniPath: string,
  root: string | undefined,
): { readonly folder: InputFolder; readonly file: string } {
  if (root === undefined)
    return { folder: { root: dirname(iniPath) }, file: iniPath.slice(dirname(iniPath).length + 1) };
  const inside = iniPath.startsWith(`${root}/`) ? iniPath.slice(root.length + 1) : iniPath;
  return { folder: { root }, file: nameInside("", inside) };
}

/** Folder of a file, both relative to the root; "" for the root. */
export function folderOf(file: string): string {
  const folder = posix.dirname(file);
  return folder === "." ? "" : folder;
}

/**
 * Absolute path of an existing regular file.
 * @param file relative to the root, from `nameInside`.
 * @throws InputError when it is missing, a folder, or a link that leads out of the root.
 */
export function pathOf(folder: InputFolder, file: string, place: ProblemPlace = {}): string {
  const path = join(folder.root, file);
  if (!existsSync(path)) {
    throw new InputError(`No such file: ${file}`, { ...place, suggestion: neighbour(folder, file) });
  }
  const real = relative(realpathSync(folder.root), realpathSync(path));
  if (real === ".." || real.startsWith(`..${sep}`) || isAbsolute(real))
    throw new InputError(`${file} is a link that leads out of the folder of the job`, place);
  const status = statSync(path);
  if (status.isDirectory()) throw new InputError(`Is a directory: ${file}`, { ...place, allowed: "a file" });
  if (!status.isFile()) throw new InputError(`${file} is not a regular file`, place);
  return path;
}

function neighbour(folder: InputFolder, file: string): string | undefined {
  const where = folderOf(file);
  try {
    const names = readdirSync(join(folder.root, where)).slice(0, 1000);
    return nearestName(
      file,
      names.map((name) => posix.join(where, name)),
    );
  } catch {
    return undefined;
  }
}

/** Whole content of a file of the job. */
export function readWhole(folder: InputFolder, file: string, place: ProblemPlace = {}): Uint8Array {
  const path = pathOf(folder, file, place);
  if (statSync(path).size > MAX_WHOLE_FILE)
    throw new InputError(`${file} is larger than ${MAX_WHOLE_FILE / 2 ** 30} GiB`, place);
  return readFileSync(path);
}
