/**
 * Ids of results in the older API. It lists one entry a realization where the engine now has one output with all of them;
 * such an entry needs an id of its own, which holds both. Ids of whole outputs are as they are.
 */
import type { JobService } from "../jobs/index.ts";
import { badRequest } from "./api-error.ts";

/** Above every output id, and small enough that ids stay exact in JSON (2^53). */
const FACTOR = 2 ** 32;

export interface OlderResultId {
  readonly outputId: number;
  /** Undefined: the whole output. */
  readonly realization: number | undefined;
}

export function olderResultId(outputId: number, realization: number): number {
  return (realization + 1) * FACTOR + outputId;
}

export function parseOlderResultId(id: number): OlderResultId {
  const above = Math.floor(id / FACTOR);
  return { outputId: id % FACTOR, realization: above === 0 ? undefined : above - 1 };
}

/**
 * The calculation a `hazard_result` belongs to.
 * @throws ApiError 400 when there is no such output
 */
export function hazardParent(jobs: JobService, hazardResult: string): number {
  const output = /^\d{1,15}$/.test(hazardResult)
    ? jobs.output(parseOlderResultId(Number(hazardResult)).outputId)
    : null;
  if (output === null) {
    throw badRequest(`hazard_result: there is no output ${hazardResult}`, { parameter: "hazard_result" });
  }
  return output.jobId;
}
