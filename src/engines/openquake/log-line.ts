/** The lines the engine writes while it computes. */
import type { LogLevel } from "../engine.ts";

export interface EngineLine {
  readonly level: LogLevel;
  readonly message: string;
  /** Of tasks that are counted: their name and how many of them are done, 0..1. */
  readonly progress?: { readonly stage: string; readonly fraction: number };
}

const LEVELS: { readonly [name: string]: LogLevel } = {
  DEBUG: "DEBUG",
  INFO: "INFO",
  WARNING: "WARNING",
  ERROR: "ERROR",
  CRITICAL: "CRITICAL",
};

const LONGEST = 10_000;

/**
 * `[2026-12-01 06:54:23 #1 INFO] classical  20% [5 submitted, 0 queued]`. Undefined for a line in another form: it belongs
 * to the message before it.
 */
export function parseLine(line: string): EngineLine | undefined {
  const match = /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d #\d+ (?:\S+ )?([A-Z]+)\] (.*)$/s.exec(line);
  const level = LEVELS[match?.[1] ?? ""];
  if (match === null || level === undefined) return undefined;
  const message = (match[2] ?? "").slice(0, LONGEST);
  const counted = /^(\S+)\s+(\d{1,3})% \[/.exec(message);
  if (counted === null) return { level, message };
  return { level, message, progress: { stage: counted[1] ?? "", fraction: Math.min(1, Number(counted[2]) / 100) } };
}

/**
 * One growing fraction of stages of which nobody knows beforehand how many there are: every stage takes half of what
 * the ones before it left.
 */
export function stageProgress(): (stage: string, fraction: number) => number {
  let current: string | undefined;
  let left = 1;
  return (stage, fraction) => {
    if (current !== undefined && stage !== current) left /= 2;
    current = stage;
    return 1 - left + (left / 2) * fraction;
  };
}
