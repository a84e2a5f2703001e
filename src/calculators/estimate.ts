/** What a calculation will take, told before it is computed. */
import { InputError } from "../input-error.ts";

/** Counts of the plan, and what they need of a machine. */
export interface CalculationSize {
  readonly sites: number;
  readonly sources: number;
  readonly ruptures: number;
  readonly realizations: number;
  readonly measures: number;
  /** Of each measure. */
  readonly levels: number;
  readonly tasks: number;
  readonly threads: number;
  /** Most memory at a time, all threads together. */
  readonly memoryBytes: number;
  /** Results on disk. */
  readonly outputBytes: number;
}

export type TimeClass = "seconds" | "minutes" | "hours" | "days";

export interface CalculationEstimate extends CalculationSize {
  /** From a sample that was computed; for this machine when it has nothing else to do. Reading the job included. */
  readonly seconds: number;
  /** Measured calculations took between these: the error of the sample, and what else a machine does. */
  readonly secondsLow: number;
  readonly secondsHigh: number;
  readonly timeClass: TimeClass;
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** A size with the time it takes. @param spread factor by which measured calculations were off at most */
export function timed<Size extends CalculationSize>(
  size: Size,
  seconds: number,
  spread: number,
): Size & CalculationEstimate {
  const times = { seconds, secondsLow: seconds / spread, secondsHigh: seconds * spread };
  return { ...size, ...times, timeClass: timeClassOf(seconds) };
}

/** The estimate with what comes before the calculation. @param seconds of that. */
export function withTime(estimate: CalculationEstimate, seconds: number): CalculationEstimate {
  const all = estimate.seconds + seconds;
  return {
    ...estimate,
    seconds: all,
    secondsLow: estimate.secondsLow + seconds,
    secondsHigh: estimate.secondsHigh + seconds,
    timeClass: timeClassOf(all),
  };
}

export function timeClassOf(seconds: number): TimeClass {
  if (seconds < MINUTE) return "seconds";
  if (seconds < HOUR) return "minutes";
  return seconds < DAY ? "hours" : "days";
}

/**
 * @param allowed bytes a calculation may take; undefined: no limit.
 * @throws InputError with the numbers that make the calculation too big.
 */
export function refuseTooBig(size: CalculationSize, allowed: number | undefined): void {
  if (allowed === undefined || size.memoryBytes <= allowed) return;
  const { sites, sources, ruptures, realizations, measures, levels, threads } = size;
  throw new InputError(
    `the calculation needs about ${gigabytes(size.memoryBytes)} of memory on ${threads} threads: ${sites} sites, ${measures} measures of ${levels} levels, ${realizations} realizations, ${sources} sources with ${ruptures} ruptures`,
    {
      allowed: `${gigabytes(allowed)} on this machine (setting memory-share); fewer sites, levels or realizations kept (individual_rlzs, disagg_by_src) need less`,
    },
  );
}

/** Bytes as people read them: `1.5 GB`. */
export function gigabytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(bytes < 2 ** 30 ? 2 : 1)} GB`;
}
