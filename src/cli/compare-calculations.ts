/** Internal: compares two calculations, in the folder that holds the task. */
import { dirname } from "node:path";
import { lowerPriority, PREPARE_NICE } from "../jobs/children/lower-priority.ts";
import { answerComparison } from "../outputs/compare/compare-calculations.ts";
import { trimCache } from "../outputs/trim-cache.ts";
import { endWithParent } from "./end-with-parent.ts";
import { EXIT, UsageError } from "./exit.ts";

export async function compareCalculations(args: string[]): Promise<number> {
  endWithParent();
  const [folder] = args;
  if (folder === undefined || args.length !== 1) throw new UsageError("expected one argument: the folder of the task");
  lowerPriority(PREPARE_NICE);
  await answerComparison(folder);
  trimCache(dirname(folder));
  return EXIT.ok;
}
