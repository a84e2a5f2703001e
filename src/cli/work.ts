/** `work FOLDER RANGE`: an element of an array on a node of a cluster. */
import { InputError } from "../input-error.ts";
import { computeRange } from "../parallel/slurm/compute-range.ts";
import { parseRange } from "../parallel/slurm/plan-folder.ts";

/** @returns the exit code: 0 the results are there, 1 they are not, 2 usage */
export async function work(args: string[]): Promise<number> {
  const [folder, text = ""] = args;
  const range = parseRange(text);
  if (folder === undefined || range === undefined || args.length !== 2) {
    console.error("work: the folder of a plan and a range of tasks are needed; this command is started by Slurm");
    return 2;
  }
  try {
    await computeRange(folder, range);
    return 0;
  } catch (error) {
    console.error(error instanceof InputError || !(error instanceof Error) ? String(error) : error.message);
    return 1;
  }
}
