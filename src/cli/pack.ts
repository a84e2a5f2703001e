/** `pack FOLDER [JOB_FILE]`: the child that writes the inputs of a calculation as a zip to stdout. */
import { pipeline } from "node:stream/promises";
import { folderPart } from "../engines/calculation-folder.ts";
import { zipInputs } from "../jobs/archive/zip-inputs.ts";
import { lowerPriority, PREPARE_NICE } from "../jobs/children/lower-priority.ts";
import { endWithParent } from "./end-with-parent.ts";

/** @returns the exit code: 0 written, 1 there are no inputs. */
export async function pack(args: string[]): Promise<number> {
  const [folder, ini] = args;
  if (folder === undefined || args.length > 2) {
    console.error("pack: the folder of one calculation is needed; this command is started by the server");
    return 2;
  }
  endWithParent();
  lowerPriority(PREPARE_NICE);
  const stream = zipInputs(folderPart(folder, "inputs"), ini ?? null);
  if (stream === null) return 1;
  await pipeline(stream, process.stdout);
  return 0;
}
