/** What a word of the command line names: a job file, or the job files of an archive or a folder. */
import { mkdirSync, statSync } from "node:fs";
import { basename, extname, join, resolve } from "node:path";
import { InputError } from "../../input-error.ts";
import type { ArchiveLimits } from "../../jobs/archive/limits.ts";
import { UsageError } from "../exit.ts";
import { type JobPlace, jobPlace } from "./job-folder.ts";

export interface NamedJob {
  readonly job: JobPlace;
  /** How the user writes the file. */
  readonly typed: string;
}

export interface SourceOptions {
  /** Folder outside which no file is read; empty: none. */
  readonly jobFolder: string;
  /** Job files wanted of an archive or a folder; empty: told by their number and names. */
  readonly wanted: readonly string[];
  readonly limits: ArchiveLimits;
  /** A folder for what is unpacked. */
  readonly scratch: string;
}

/**
 * The jobs of the words, in their order.
 * @throws InputError for what is not there, UsageError where it is open which job file is meant
 */
export async function jobSources(words: readonly string[], options: SourceOptions): Promise<NamedJob[]> {
  const jobs: NamedJob[] = [];
  for (const [index, word] of words.entries()) jobs.push(...(await jobsOf(word, String(index), options)));
  return jobs;
}

async function jobsOf(word: string, name: string, options: SourceOptions): Promise<NamedJob[]> {
  const { jobFolder, wanted, limits, scratch } = options;
  const found = statSync(word, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) {
    const inis = chosen(word, await jobFilesBelow(resolve(word)), wanted);
    return inis.map((ini) => ({ job: jobPlace(join(word, ini), jobFolder), typed: join(word, ini) }));
  }
  if (found?.isFile() === true && extname(word).toLowerCase() === ".zip") {
    const folder = join(scratch, name);
    mkdirSync(folder, { recursive: true });
    const { unpackArchive } = await import("../../jobs/archive/unpack.ts");
    await unpackArchive(word, folder, limits);
    const inis = chosen(word, await jobFilesBelow(folder), wanted);
    const archive = basename(word);
    return inis.map((ini) => ({ job: { folder, ini, archive }, typed: join(archive, ini) }));
  }
  return [{ job: jobPlace(word, jobFolder), typed: word }];
}

/** Loaded for archives and folders only: a job file is to start at once. */
async function jobFilesBelow(root: string): Promise<readonly string[]> {
  const { jobFilesIn } = await import("../../inputs/check-job.ts");
  return jobFilesIn({ root });
}

/** Job files that are told. */
const SHOWN = 10;

/** Which of the job files are meant: those asked for, the only one, or hazard and then risk. */
function chosen(word: string, inis: readonly string[], wanted: readonly string[]): readonly string[] {
  if (inis.length === 0)
    throw new InputError(`there is no job file inside ${word}`, { allowed: "a file whose name ends in .ini" });
  if (wanted.length > 0)
    return wanted.map((name) => {
      const ini = inis.find((one) => one === name || basename(one) === name);
      if (ini === undefined) throw new UsageError(`there is no ${name} inside ${word}; there are ${inis.join(", ")}`);
      return ini;
    });
  if (inis.length === 1) return inis;
  const risk = inis.filter((ini) => ini.endsWith("risk.ini"));
  if (inis.length === 2 && risk.length === 1) return [...inis.filter((ini) => ini !== risk[0]), ...risk];
  const shown = inis.length > SHOWN ? `${inis.slice(0, SHOWN).join(", ")} ...` : inis.join(", ");
  throw new UsageError(`${word} holds ${inis.length} job files: say which with --ini, in their order (${shown})`);
}
