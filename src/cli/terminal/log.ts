/** Levelled log lines on stderr. */
import type { LogLevel } from "../../engines/engine.ts";

/** Values of the setting `log-level`, least severe first. */
export type Threshold = "debug" | "info" | "warning" | "error";

const SEVERITY: Readonly<Record<LogLevel, number>> = { DEBUG: 0, INFO: 1, WARNING: 2, ERROR: 3, CRITICAL: 4 };
const THRESHOLD: Readonly<Record<Threshold, number>> = { debug: 0, info: 1, warning: 2, error: 3 };

export function isShown(level: LogLevel, threshold: Threshold): boolean {
  return SEVERITY[level] >= THRESHOLD[threshold];
}

/** `18:30:45 WARNING the text`, local time. */
export function logLine(level: LogLevel, message: string, time = new Date()): string {
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => String(part).padStart(2, "0"));
  return `${clock.join(":")} ${level} ${message}`;
}
