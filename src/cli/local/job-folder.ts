/** Where a job's files may be read from, and the job file's name as seen from there. */
import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { InputError, NotComputedError } from "../../input-error.ts";
import { UsageError } from "../exit.ts";

export interface JobPlace {
  /** Absolute. */
  readonly folder: string;
  /** Relative to `folder`, with slashes. */
  readonly ini: string;
  /** Name of the archive that was unpacked into the folder. */
  readonly archive?: string;
}

function below(folder: string, path: string): string | undefined {
  const name = relative(folder, path);
  return name === ".." || name.startsWith(`..${sep}`) || isAbsolute(name) ? undefined : name.split(sep).join("/");
}

/** Words of a job file or a document, and which of them look like the name of a file: apart, or long words take the square of their time. */
const WORD = /[^\s'"<>{}[\](),;=:]+/g;
const ENDING = /\.(?:xml|nrml|csv|hdf5|ini|zip|json|txt)\b/gi;
/** Longer ones name no file. */
const LONGEST_NAME = 1000;

function* fileNames(text: string): Generator<string> {
  for (const [word] of text.matchAll(WORD)) {
    if (word.length > LONGEST_NAME) continue;
    const last = [...word.matchAll(ENDING)].at(-1);
    if (last !== undefined && last.index > 0) yield word.slice(0, last.index + last[0].length);
  }
}
/** Documents that name others are small; larger ones hold sources. */
const MOST_BYTES = 8 * 1024 * 1024;

/** Real paths of all files that a file names, and of those that these name. */
function namedFiles(path: string, found: Set<string> = new Set()): ReadonlySet<string> {
  if (found.has(path)) return found;
  found.add(path);
  if (!/\.(xml|ini|nrml)$/i.test(path) || statSync(path).size > MOST_BYTES) return found;
  for (const name of fileNames(readFileSync(path, "latin1"))) {
    if (isAbsolute(name)) continue;
    const named = resolve(dirname(path), name.replaceAll("\\", "/"));
    if (statSync(named, { throwIfNoEntry: false })?.isFile() !== true) continue;
    // A link is read where it stands, and what it leads to must be readable, too.
    found.add(named);
    namedFiles(realpathSync(named), found);
  }
  return found;
}

/** The folder, or the one above it that holds all files the job names: a local run reads what its user can read. */
function widened(folder: string, ini: string): string {
  let wide = folder;
  for (const path of namedFiles(ini)) while (below(wide, path) === undefined) wide = dirname(wide);
  return wide;
}

/**
 * The folder of a job: the one asked for; else the working folder when the job file is below it, else the job file's own, and above
 * these as far as the job names files there (`../models/sources.xml`).
 * @throws InputError when there is no such job file, UsageError when it is not below the folder asked for.
 */
export function jobPlace(path: string, asked: string, workingFolder = process.cwd()): JobPlace {
  const absolute = resolve(workingFolder, path);
  if (!existsSync(absolute)) throw new InputError(`No such file: ${path}`, { parameter: "job file" });
  if (!statSync(absolute).isFile()) throw new InputError(`Is not a file: ${path}`, { parameter: "job file" });
  const real = resolve(realpathSync(dirname(absolute)), basename(absolute));
  if (asked !== "") {
    const folder = realpathSync(resolve(workingFolder, asked));
    const ini = below(folder, real);
    if (ini === undefined) throw new UsageError(`${path} is not below --job-folder ${asked}`);
    return { folder, ini };
  }
  const folder = realpathSync(workingFolder);
  const root = widened(below(folder, real) === undefined ? dirname(real) : folder, real);
  return { folder: root, ini: below(root, real)! };
}

/** A name relative to the job's folder as the user would write it. */
export function shownName(path: string, { folder, archive }: JobPlace, name: string): string {
  if (archive !== undefined) return join(archive, name);
  const absolute = join(folder, name);
  return isAbsolute(path) ? absolute : relative(process.cwd(), absolute);
}

/** Errors name files relative to the job's folder; people want them as they typed the job file. */
export async function asTyped<T>(path: string, job: JobPlace, calculate: () => Promise<T>): Promise<T> {
  try {
    return await calculate();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [first, ...more] = error.problems.map((problem) =>
      problem.file === undefined ? problem : { ...problem, file: shownName(path, job, problem.file) },
    );
    throw error instanceof NotComputedError
      ? new NotComputedError([first!, ...more])
      : new InputError([first!, ...more]);
  }
}
