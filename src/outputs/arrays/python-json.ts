/**
 * JSON as the reference's dumper writes it: a line break before each key, `, ` between items, absent values and keys that
 * begin with an underscore left out, `NaN` and `Infinity` bare (Python's and most clients' parsers read them).
 */
import type { JsonValue } from "../../datastore/index.ts";

function inline(value: JsonValue): string {
  if (typeof value === "number") {
    if (Number.isNaN(value)) return "NaN";
    if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
    return String(value);
  }
  if (typeof value === "string") {
    return JSON.stringify(value).replace(
      /[\u007f-\uffff]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  }
  if (value === null || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${inline(key)}: ${inline(item)}`)
    .join(", ")}}`;
}

/** `{\n"base_path": "...",\n"inputs": {\n"job_ini": ...}}` */
export function pythonJson(record: { readonly [key: string]: JsonValue | undefined }): string {
  const pairs = Object.entries(record).filter(
    (pair): pair is [string, JsonValue] => pair[1] !== undefined && pair[1] !== null && !pair[0].startsWith("_"),
  );
  const text = pairs.map(([key, value]) => {
    const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
    return `\n"${key}": ${isRecord ? pythonJson(value as { [key: string]: JsonValue }) : inline(value)}`;
  });
  return `{${text.join(",")}}`;
}
