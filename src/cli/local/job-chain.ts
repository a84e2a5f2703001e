/** The job files of a run: those given, and before the first one those that `hazard_calculation_id` names. */
import { dirname, join } from "node:path";
import { InputError } from "../../input-error.ts";
import { locate } from "../../inputs/input-folder.ts";
import { readJobFileLeniently } from "../../inputs/job-ini/job-file.ts";
import { type JobPlace, jobPlace } from "./job-folder.ts";
import type { NamedJob } from "./job-sources.ts";

export interface ChainedJob {
  readonly job: JobPlace;
  /** How the user, or the job that names it, writes the file. */
  readonly typed: string;
  /** Named by the next job only: nothing of it is exported. */
  readonly isImplied: boolean;
}

/** @throws InputError for job files that name each other in a circle */
export function jobChain(named: readonly NamedJob[], askedFolder: string): ChainedJob[] {
  const given = named.map((each): ChainedJob => ({ ...each, isImplied: false }));
  const implied: ChainedJob[] = [];
  const seen = new Set<string>();
  for (let next = given[0]?.job; next !== undefined; ) {
    const file = join(next.folder, next.ini);
    if (seen.has(file))
      throw new InputError("job files name each other in hazard_calculation_id", {
        file: next.ini,
        parameter: "hazard_calculation_id",
      });
    seen.add(file);
    const { folder, file: ini } = locate(file, next.folder);
    const named = readJobFileLeniently(folder, ini).jobFile.parameters.hazard_calculation_id;
    if (named === undefined || !String(named).endsWith(".ini")) break;
    const path = join(dirname(file), String(named));
    const { archive } = next;
    next = archive === undefined ? jobPlace(path, askedFolder) : { ...jobPlace(path, next.folder), archive };
    implied.unshift({ job: next, typed: String(named), isImplied: true });
  }
  return [...implied, ...given];
}
