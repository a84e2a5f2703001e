/** Internal: computes what is asked of one place of a calculation, in the folder that holds the request. */
import { dirname } from "node:path";
import { runOneSite } from "../engines/run-one-site.ts";
import { lowerPriority, PREPARE_NICE } from "../jobs/children/lower-priority.ts";
import { trimCache } from "../outputs/trim-cache.ts";
import { endWithParent } from "./end-with-parent.ts";
import { EXIT, UsageError } from "./exit.ts";

export async function computeSite(args: string[]): Promise<number> {
  const [folder] = args;
  if (folder === undefined || args.length !== 1)
    throw new UsageError("expected one argument: the folder of the request");
  endWithParent();
  lowerPriority(PREPARE_NICE);
  const complete = await runOneSite(folder);
  trimCache(dirname(folder));
  return complete ? EXIT.ok : EXIT.failed;
}
