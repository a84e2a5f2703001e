/** From the user's files to a checked `Job`. */
import type { Capabilities } from "./capabilities.ts";
import { locate } from "./input-folder.ts";
import type { Job } from "./job.ts";
import { readOpenedJob } from "./job-reading.ts";
import { openJob, refuse } from "./open-job.ts";

export interface ReadJobOptions {
  /** Absolute folder that holds every file of the job; nothing outside is read. Default: the folder of the job file. */
  readonly root?: string;
  /** What the calculator of a mode can do: everything else is refused by name, as early as it is seen. */
  readonly capabilitiesOf?: (mode: string | undefined) => Capabilities;
  /** The job this one continues: its parameters, sources, models and sites stand in for those not given. */
  readonly parent?: Job;
}

/**
 * Reads a job file and everything it names.
 *
 * @param iniPath absolute, or relative to `options.root`.
 * @throws InputError with all problems that can be found together: those of the job file and of single values, or, when
 * these are sound, those of the documents.
 */
export async function readJob(iniPath: string, options: ReadJobOptions = {}): Promise<Job> {
  const { folder, file } = locate(iniPath, options.root);
  const { parent, capabilitiesOf } = options;
  const opened = openJob(folder, file, { parent, capabilitiesOf });
  refuse(opened);
  const reading = await readOpenedJob(opened, parent);
  refuse(reading);
  return reading.job!;
}
