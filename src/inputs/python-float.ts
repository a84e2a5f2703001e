/**
 * Numbers as the reference engine reads and prints them (Python's `float` and `repr`), since names of measures and
 * messages that clients show hold such texts.
 */
import { InputError } from "../input-error.ts";

/** No two parts can match the same letters, so that the time stays linear. Underscores may part digits. */
const FINITE = /^[+-]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?$/;
const NOT_FINITE = /^[+-]?(?:nan|inf|infinity)$/i;

/** `5` -> `5.0`, `1e-5` -> `1e-05`, `1e22` -> `1e+22`: the shortest text that reads back, Python's form. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const size = Math.abs(value);
  if (size >= 1e16 || size < 1e-4) {
    const [digits = "", exponent = ""] = value.toExponential().split("e");
    const sign = exponent.startsWith("-") ? "-" : "+";
    return `${digits}e${sign}${exponent.slice(1).padStart(2, "0")}`;
  }
  const text = String(value);
  return text.includes(".") ? text : `${text}.0`;
}

/** `[0.1, 2.0]`, as a list of floats is printed in the reference's messages. At most 20 values are shown. */
export function pythonFloats(values: Iterable<number>): string {
  const shown = [...values];
  const rest = shown.length > 20 ? `, ... (${shown.length} values)` : "";
  return `[${shown.slice(0, 20).map(pythonFloat).join(", ")}${rest}]`;
}

/** Text in quotes, cut at 80 letters, for messages of our own. */
export function shownText(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}...` : text);
}

/** Text in Python's quotes, cut at 80 letters. */
export function pythonText(text: string): string {
  const shown = text.length > 80 ? `${text.slice(0, 80)}...` : text;
  const quote = shown.includes("'") && !shown.includes('"') ? '"' : "'";
  const escaped = shown
    .replaceAll("\\", "\\\\")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t");
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

/**
 * A finite number.
 * @throws InputError for text that is no number, and for nan and infinities (the reference lets these pass).
 */
export function parseFinite(text: string): number {
  const trimmed = text.trim();
  if (FINITE.test(trimmed)) {
    const value = Number(trimmed.replaceAll("_", ""));
    if (Number.isFinite(value)) return value;
    throw new InputError(`${trimmed} is too large a number`, { allowed: "finite numbers" });
  }
  if (NOT_FINITE.test(trimmed))
    throw new InputError(`${trimmed} is not a finite number`, { allowed: "finite numbers" });
  throw new InputError(`${shownText(text)} is no number`, {
    allowed: "a number",
    suggestion: /^[+-]?\d+,\d+$/.test(trimmed) ? trimmed.replace(",", ".") : undefined,
    reference: `could not convert string to float: ${pythonText(text)}`,
  });
}

/** True when `parseFinite` would accept the text. */
export function isFiniteText(text: string): boolean {
  const trimmed = text.trim();
  return FINITE.test(trimmed) && Number.isFinite(Number(trimmed.replaceAll("_", "")));
}
