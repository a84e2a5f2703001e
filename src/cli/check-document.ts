/** Internal: checks one model document that was sent, away from the server. The last line of stdout is the answer as JSON. */

import { boundedProblems } from "../engines/bounded-problems.ts";
import { validateNrmlBlob } from "../inputs/nrml/validate-nrml.ts";
import { lowerPriority, PREPARE_NICE } from "../jobs/children/lower-priority.ts";
import { endWithParent } from "./end-with-parent.ts";
import { EXIT, UsageError } from "./exit.ts";

/** `check-document FILE` */
export async function checkDocument(args: string[]): Promise<number> {
  const [path] = args;
  if (path === undefined || args.length !== 1) throw new UsageError("expected one argument: the document's file");
  endWithParent();
  lowerPriority(PREPARE_NICE);
  const { errors, ...validity } = await validateNrmlBlob(Bun.file(path));
  console.log(JSON.stringify({ ...validity, errors: boundedProblems(errors) }));
  return EXIT.ok;
}
