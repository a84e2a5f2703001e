/** Asks one place of a finished calculation: its job is read once more, and computed for that place into a folder of its own. */
import type { OneSiteRequest } from "../../calculators/one-site/one-site-request.ts";
import { createDatastore } from "../../datastore/index.ts";
import { VERSION } from "../../version.ts";
import { folderPart } from "../calculation-folder.ts";
import type { Reporter } from "../engine.ts";
import { readParentJob } from "./continued-job.ts";

/**
 * @param calculation folder of the calculation, with its inputs and request
 * @param out folder whose datastore is made
 * @throws InputError for what the calculation cannot be asked
 */
export async function answerForSite(
  calculation: { readonly id: number; readonly folder: string },
  request: OneSiteRequest,
  out: string,
  workers: number,
  reporter: Reporter,
): Promise<void> {
  reporter.progress(0, "reading the job");
  const job = await readParentJob(calculation);
  const { computeOneSite } = await import("../../calculators/one-site/compute-one-site.ts");
  const writer = createDatastore(folderPart(out, "datastore"), {
    version: VERSION,
    startDate: new Date().toISOString().slice(0, 19),
    checksum: job.checksum,
    seeds: { random_seed: job.parameters.random_seed },
  });
  await computeOneSite(job, request, writer, { workers, reporter });
  await writer.commit();
  await writer.close();
}
