/** Internal: checks one model document that was sent, away from the server. The last line of stdout is the answer as JSON. */
import { validateNrmlBlob } from "../inputs/nrml/validate-nrml.ts";
import { lowerPriority, PREPARE_NICE } from "../jobs/children/lower-priority.ts";
import { EXIT, UsageError } from "./exit.ts";

/** Problems that are told; a document may have one in every line. */
const MOST_PROBLEMS = 1000;

/** `check-document FILE` */
export async function checkDocument(args: string[]): Promise<number> {
  const [path] = args;
  if (path === undefined || args.length !== 1) throw new UsageError("expected one argument: the document's file");
  lowerPriority(PREPARE_NICE);
  const { errors, ...validity } = await validateNrmlBlob(Bun.file(path));
  console.log(JSON.stringify({ ...validity, errors: errors.slice(0, MOST_PROBLEMS) }));
  return EXIT.ok;
}
