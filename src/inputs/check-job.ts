/**
 * Checking a job without computing it: the quick part before a submission is answered, the whole on request.
 *
 * A job that asks for something the project does not compute (yet) is not called invalid here: it may run on another engine.
 */
import type { InputProblem } from "../input-error.ts";
import type { Capabilities } from "./capabilities.ts";
import type { InputFolder } from "./input-folder.ts";
import type { Job } from "./job.ts";
import { placeOf } from "./job-ini/job-file.ts";
import { readOpenedJob } from "./job-reading.ts";
import { type OpenedJob, openJob } from "./open-job.ts";

export interface CheckOptions {
  /** The job is submitted on top of another calculation. */
  readonly hasParent?: boolean;
  /** The job of that calculation, where it is known. */
  readonly parent?: Job | undefined;
  /** Tells whether there is a calculation of this number to continue; without it numbers are taken on trust. */
  readonly knownCalculation?: (id: number) => boolean;
  /** What is computed here. @throws InputError for modes that are not */
  readonly capabilitiesOf?: (mode: string | undefined) => Capabilities;
}

export interface JobCheck {
  /** Empty: nothing was found. */
  readonly problems: readonly InputProblem[];
  /** What is right but not computed here: another engine may do it. */
  readonly notComputed: readonly InputProblem[];
  readonly warnings: readonly string[];
  /** Of the job file; undefined when it could not be read. */
  readonly calculationMode: string | undefined;
  readonly description: string | undefined;
  /** Number of the calculation the job file says it continues. */
  readonly continues: number | undefined;
}

/** A check of everything, with the job that was read when nothing is wrong. */
export interface WholeJobCheck extends JobCheck {
  readonly job: Job | undefined;
}

/**
 * The quick part: syntax and values of the job file, parameters against each other, files exist. Milliseconds.
 * @param ini relative to the folder's root.
 */
export function checkJob(folder: InputFolder, ini: string, options: CheckOptions = {}): JobCheck {
  return summary(open(folder, ini, options));
}

function open(folder: InputFolder, ini: string, options: CheckOptions): OpenedJob {
  const { hasParent, parent, capabilitiesOf } = options;
  const opened = openJob(folder, ini, {
    capabilitiesOf,
    parent: parent ?? (hasParent === true ? "unknown" : undefined),
  });
  return { ...opened, problems: [...opened.problems, ...unknownParent(opened, options)] };
}

function unknownParent({ jobFile }: OpenedJob, options: CheckOptions): readonly InputProblem[] {
  const id = jobFile?.parameters.hazard_calculation_id;
  if (jobFile === undefined || typeof id !== "number") return [];
  if (options.knownCalculation === undefined || options.knownCalculation(id)) return [];
  return [{ message: `calc_id=${id} missing in the database`, ...placeOf(jobFile, "hazard_calculation_id") }];
}

function summary({ jobFile, problems, notComputed }: OpenedJob): JobCheck {
  const parent = jobFile?.parameters.hazard_calculation_id;
  return {
    problems,
    notComputed,
    warnings: jobFile?.warnings ?? [],
    calculationMode: jobFile?.parameters.calculation_mode,
    description: jobFile?.parameters.description,
    continues: typeof parent === "number" ? parent : undefined,
  };
}

/**
 * Everything that can be found without computing: the quick part, then every document the job names. Documents are read
 * only when the job file itself is sound.
 */
export async function checkWhole(folder: InputFolder, ini: string, options: CheckOptions = {}): Promise<WholeJobCheck> {
  const reading = await readOpenedJob(open(folder, ini, options), options.parent);
  return { ...summary(reading), warnings: reading.warnings, job: reading.job };
}

/** Job files of an unpacked archive: names ending in `.ini`, in the order of their paths; `__MACOSX` is left out. */
export async function jobFilesIn(folder: InputFolder): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const name of new Bun.Glob("**/*.ini").scan({ cwd: folder.root, dot: true, followSymlinks: false })) {
    if (!name.includes("__MACOSX")) names.push(name.replaceAll("\\", "/"));
  }
  return names.sort();
}

/**
 * Checks an unpacked archive as `validate_zip` does: its first job file, wholly.
 * @param name of the archive, for messages.
 */
export async function validateArchiveFolder(
  folder: InputFolder,
  name = "the archive",
  options: CheckOptions = {},
): Promise<JobCheck & { readonly ini: string | undefined }> {
  const [ini] = await jobFilesIn(folder);
  if (ini === undefined) {
    const message = `Could not find job.ini inside ${name}`;
    const problems = [{ message, allowed: "a file whose name ends in .ini" }];
    const unknown = { calculationMode: undefined, description: undefined, continues: undefined };
    return { problems, notComputed: [], warnings: [], ...unknown, ini: undefined };
  }
  return { ...(await checkWhole(folder, ini, options)), ini };
}
