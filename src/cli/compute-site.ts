/** Internal: computes what is asked of one place of a calculation, in the folder that holds the request. */
import { runOneSite } from "../engines/run-one-site.ts";
import { lowerPriority, PREPARE_NICE } from "../jobs/children/lower-priority.ts";
import { EXIT, UsageError } from "./exit.ts";

export async function computeSite(args: string[]): Promise<number> {
  const [folder] = args;
  if (folder === undefined || args.length !== 1)
    throw new UsageError("expected one argument: the folder of the request");
  lowerPriority(PREPARE_NICE);
  return (await runOneSite(folder)) ? EXIT.ok : EXIT.failed;
}
