/** Checks one model document in a child process: what it holds can neither slow the server down nor end it. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { CheckProblem, JobService } from "../jobs/index.ts";
import { ApiError } from "./api-error.ts";

export interface DocumentValidity {
  /** The first problem, in the reference's words. */
  readonly error_msg: string | null;
  readonly error_line: number | null;
  readonly valid: boolean;
  readonly errors: readonly CheckProblem[];
}

/** @throws ApiError 413 for a document that takes more time or memory than checks may; BusyError when too many wait. */
export async function checkDocument(jobs: JobService, xml: string, asker: string): Promise<DocumentValidity> {
  const scratch = jobs.scratchFolder();
  try {
    const path = join(scratch, "document.xml");
    await Bun.write(path, xml);
    const { exitCode, stdout, stderr, ended } = await jobs.runCheck("check-document", [path], { asker });
    if (ended !== undefined)
      throw new ApiError(413, `the document takes too ${ended === "time" ? "long" : "much memory"} to check`);
    const answer = stdout.trimEnd().split("\n").at(-1) ?? "";
    if (exitCode !== 0 || answer === "")
      throw new Error(`check-document has failed (exit code ${exitCode}): ${stderr}`);
    return JSON.parse(answer) as DocumentValidity;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
