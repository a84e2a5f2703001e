/** How a job ended, as the database keeps it. */
import type { CalculationEnd, OutputEntry } from "../engines/engine.ts";

export interface JobEnd {
  readonly status: "complete" | "failed";
  readonly calculationMode?: string;
  readonly description?: string;
  /** The job file, of a job that was refused for what it says. */
  readonly ini?: string;
  readonly outputs: readonly OutputEntry[];
  /** What is wrong, without frames; null when complete. */
  readonly error: string | null;
  readonly traceback: readonly string[];
  readonly sizeMb: number | null;
  readonly diskBytes: number;
  readonly progress: number;
  readonly stage: string;
}

/** A job that never came to compute. */
export function failedEnd(traceback: readonly string[], diskBytes = 0): JobEnd {
  return {
    status: "failed",
    outputs: [],
    error: failureText(traceback),
    traceback,
    sizeMb: null,
    diskBytes,
    progress: 0,
    stage: "",
  };
}

/**
 * The end of a calculation.
 * @param end null when it left none: failed, and `traceback` says why.
 */
export function calculationEnd(
  end: CalculationEnd | null,
  traceback: readonly string[],
  size: { readonly sizeMb: number | null; readonly diskBytes: number },
  last: { readonly progress: number; readonly stage: string },
): JobEnd {
  const isComplete = end?.status === "complete";
  return {
    ...failedEnd(traceback),
    ...size,
    ...(end === null ? {} : { calculationMode: end.calculationMode, description: end.description }),
    status: isComplete ? "complete" : "failed",
    outputs: end?.outputs ?? [],
    error: isComplete ? null : failureText(traceback),
    progress: isComplete ? 1 : last.progress,
    stage: last.stage,
  };
}

/** The lines that say what is wrong, without frames. */
function failureText(traceback: readonly string[]): string {
  const frames = traceback.findLastIndex((line) => line.startsWith("  File "));
  return traceback.slice(frames + 1).join("\n");
}
