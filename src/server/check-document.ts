/** One model document, checked away from the server's thread when it is large. */

import { InputError, ProblemList } from "../input-error.ts";
import type { JobService } from "../jobs/index.ts";

export interface DocumentValidity {
  readonly error_msg: string | null;
  readonly error_line: number | null;
  readonly valid: boolean;
}

export async function checkDocument(_jobs: JobService, xml: string): Promise<DocumentValidity> {
  const { readXmlText } = await import("../inputs/nrml/xml.ts");
  const problems = new ProblemList();
  try {
    readXmlText(xml, undefined, {} as never, problems);
    problems.throwIfAny();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { error_msg: error.problems[0].message, error_line: error.problems[0].line ?? null, valid: false };
  }
  return { error_msg: null, error_line: null, valid: true };
}
