/** Internal: makes one large output of a calculation into its cache. The last line of stdout says where, or what is wrong. */

import { join } from "node:path";
import { lowerPriority, PREPARE_NICE } from "../jobs/children/lower-priority.ts";
import {
  type CalculationPlace,
  OutputError,
  type OutputRequest,
  trimCache,
  type WriteAnswer,
  writeToCache,
} from "../outputs/index.ts";
import { endWithParent } from "./end-with-parent.ts";
import { EXIT, UsageError } from "./exit.ts";

/** `write-output '{"place": {...}, "request": {...}}'` */
export async function writeOutput(args: string[]): Promise<number> {
  endWithParent();
  lowerPriority(PREPARE_NICE);
  const [text] = args;
  if (text === undefined || args.length !== 1) throw new UsageError("expected one argument: the request as JSON");
  const { place, request } = JSON.parse(text) as { place: CalculationPlace; request: OutputRequest };
  const answer = (value: WriteAnswer) => console.log(JSON.stringify(value));
  try {
    answer({ written: await writeToCache(place, request) });
    trimCache(join(place.folder, "cache"));
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    answer({ error: { kind: error.kind, message: error.message } });
    return EXIT.failed;
  }
}
