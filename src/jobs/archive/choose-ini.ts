/** Which of several files is the job file. */
import { posix } from "node:path";
import { InputError } from "../../input-error.ts";

/**
 * The first, by full path, of the files whose base name ends with `suffix`; a file of just this path comes before all.
 * @param suffix default `.ini`, or `risk.ini` when the job continues another one.
 * @throws InputError with the text clients look for.
 */
export function chooseIni(files: readonly string[], suffix: string | undefined, hasParent: boolean): string {
  const ending = suffix === undefined || suffix === "" ? (hasParent ? "risk.ini" : ".ini") : suffix;
  if (suffix !== undefined && files.includes(suffix)) return suffix;
  const candidates = files.filter(
    (file) => posix.basename(file).endsWith(ending) && !file.split("/").includes("__MACOSX"),
  );
  const [first] = candidates.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  if (first === undefined) {
    const isDefault = hasParent && ending !== suffix;
    const hint = isDefault ? { allowed: "with a calculation to continue, a file of another name needs job_ini" } : {};
    throw new InputError(`There are no ${ending} files in the archive`, hint);
  }
  return first;
}
