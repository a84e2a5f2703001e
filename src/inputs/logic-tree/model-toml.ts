/**
 * The text of a model as the reference writes it once it is read: TOML by tables, the outer ones first. Models are sorted
 * by it.
 */
import type { ModelArgument, ModelArguments } from "../../hazard/gmm/model.ts";
import { pythonFloat } from "../python-float.ts";

/** @param written the text as given, which tells whole numbers from others */
export function tomlOfModel(name: string, args: ModelArguments, written: string): string {
  let out = "";
  let tables: [path: string, table: ModelArguments][] = [[name, args]];
  while (tables.length > 0) {
    const deeper: [path: string, table: ModelArguments][] = [];
    for (const [path, table] of tables) {
      const entries = Object.entries(table);
      const lines = entries
        .filter(([, value]) => !isTable(value))
        .map(([key, value]) => `${quoted(key)} = ${argumentText(value, written)}\n`);
      if (lines.length > 0 || entries.length === 0) {
        if (out !== "" && !out.endsWith("\n\n")) out += "\n";
        out += `[${path}]\n${lines.join("")}`;
      }
      for (const [key, value] of entries) if (isTable(value)) deeper.push([`${path}.${quoted(key)}`, value]);
    }
    tables = deeper;
  }
  return out.trim();
}

function isTable(value: ModelArgument): value is ModelArguments {
  return typeof value === "object" && !Array.isArray(value);
}

function quoted(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
}

function argumentText(value: ModelArgument, written: string): string {
  if (Array.isArray(value)) return `[${value.map((item) => ` ${argumentText(item, written)},`).join("")}]`;
  if (typeof value === "number") return numberText(value, written);
  return typeof value === "object" ? "{}" : JSON.stringify(value);
}

/** Whole numbers are whole unless they were written with a point. */
function numberText(value: number, written: string): string {
  if (!Number.isInteger(value)) return pythonFloat(value);
  const withPoint = new RegExp(`(?<![\\w.])${String(value).replace("-", "\\-")}\\.`);
  return withPoint.test(written) ? pythonFloat(value) : String(value);
}
