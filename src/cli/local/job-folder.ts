/** Where a job's files may be read from, and the job file's name as seen from there. */
import { existsSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { InputError } from "../../input-error.ts";
import { UsageError } from "../exit.ts";

export interface JobPlace {
  /** Absolute. */
  readonly folder: string;
  /** Relative to `folder`, with slashes. */
  readonly ini: string;
}

function below(folder: string, path: string): string | undefined {
  const name = relative(folder, path);
  return name === ".." || name.startsWith(`..${sep}`) || isAbsolute(name) ? undefined : name.split(sep).join("/");
}

/**
 * The folder of a job: the one asked for, else the working folder when the job file is below it (so that `../` between its
 * sub-folders works), else the job file's own.
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
  const ini = below(folder, real);
  return ini === undefined ? { folder: dirname(real), ini: basename(real) } : { folder, ini };
}
