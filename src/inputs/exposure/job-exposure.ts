/** The exposure of a job, read once however many ask for it. */
import type { JobFile } from "../job-ini/job-file.ts";
import { type Exposure, readExposure } from "./exposure.ts";

const READ = new WeakMap<JobFile, Promise<Exposure>>();

/**
 * @returns undefined when the job names none that can be read as a document
 * @throws InputError with everything wrong in it, every time it is asked for
 */
export async function jobExposure(jobFile: JobFile): Promise<Exposure | undefined> {
  const files = jobFile.inputs.get("exposure")?.files ?? [];
  if (files.length === 0 || !files.every((file) => file.endsWith(".xml"))) return undefined;
  const { parameters, folder } = jobFile;
  let reading = READ.get(jobFile);
  if (reading === undefined) {
    reading = readExposure(folder, files, {
      ignoredCosts: parameters.ignore_missing_costs,
      infrastructure: parameters.infrastructure_connectivity_analysis,
    });
    READ.set(jobFile, reading);
  }
  return reading;
}
