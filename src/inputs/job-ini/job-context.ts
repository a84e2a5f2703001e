/** What a rule about parameters sees of a job, and how it answers. */
import type { JobFile } from "./job-file.ts";
import type { JobParameters } from "./parameters.ts";

export interface JobContext {
  readonly jobFile: JobFile;
  readonly parameters: JobParameters;
  readonly mode: string;
  /** The job continues another calculation: by `hazard_calculation_id`, or submitted on top of one. */
  readonly hasParent: boolean;
}

/** A message, the parameter it is about, what is allowed, the reference's words for it; undefined when the rule holds. */
export type Finding = readonly [message: string, parameter: string, allowed?: string, reference?: string];
export type ParameterRule = (job: JobContext) => Finding | undefined;

export const has = (job: JobContext, input: string): boolean => job.jobFile.inputs.has(input);
export const given = (job: JobContext, name: string): boolean => job.jobFile.given.has(name);
export const isRisk = (mode: string): boolean => /risk|damage|bcr/.test(mode);

export function hasLevels({ parameters }: JobContext): boolean {
  const levels = Object.values(parameters.intensity_measure_types_and_levels ?? {});
  return levels.some((list) => list.some((level) => level !== 0));
}

export function hasRiskFiles(job: JobContext): boolean {
  return [...job.jobFile.inputs.keys()].some((key) => /fragility|vulnerability/.test(key));
}

export function hasRupture(job: JobContext): boolean {
  return has(job, "rupture_model") || Object.keys(job.parameters.rupture_dict).length > 0;
}

export function usesShakemap(job: JobContext): boolean {
  return (
    Object.keys(job.parameters.shakemap_uri).length > 0 ||
    job.parameters.shakemap_id !== undefined ||
    has(job, "shakemap")
  );
}
