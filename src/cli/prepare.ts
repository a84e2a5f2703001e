/** `prepare FOLDER`: the child that unpacks and checks what was sent, so that the server never touches it. */

import { type EngineLoader, loadEngine } from "../engines/load-engine.ts";
import { prepareInputs } from "../jobs/archive/prepare-inputs.ts";
import { lowerPriority, PREPARE_NICE } from "../jobs/children/lower-priority.ts";
import { endWithParent } from "./end-with-parent.ts";

/** @returns the exit code: 0 accepted, 1 refused (the reason is in `prepared.json`). */
export async function prepare(args: string[], load: EngineLoader = loadEngine): Promise<number> {
  const [folder] = args;
  if (folder === undefined || args.length !== 1) {
    console.error("prepare: the folder of one calculation is needed; this command is started by the server");
    return 2;
  }
  endWithParent();
  lowerPriority(PREPARE_NICE);
  const accepted = await prepareInputs(folder, load);
  process.exit(accepted ? 0 : 1);
}
