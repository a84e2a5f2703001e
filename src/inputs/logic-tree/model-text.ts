/** The text of a ground-motion model in a branch: a name with attributes, or TOML. */
import type { ModelArgument, ModelArguments } from "../../hazard/gmm/model.ts";
import { parseModelText } from "../../hazard/gmm/model-text.ts";
import { InputError } from "../../input-error.ts";
import { type Literal, parseLiteral, plain } from "../job-ini/literal.ts";
import { isFiniteText, pythonFloat } from "../python-float.ts";
import { tomlOfModel } from "./model-toml.ts";

export interface ModelDescription {
  /** As written: a class name or an alias. */
  readonly name: string;
  readonly args: ModelArguments;
  /** `[Name]` and a line an argument. */
  readonly text: string;
}

const MAX_TEXT = 100_000;
/** Models inside models inside models. */
const MAX_DEPTH = 20;

/** Levels of lists and tables, not looking deeper than is allowed. */
function depthOf(value: unknown, depth = 0): number {
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return depth;
  return Object.values(value).reduce((deepest: number, item) => Math.max(deepest, depthOf(item, depth + 1)), depth);
}

/**
 * @param attributes of the `uncertaintyModel` element: arguments in Python's spelling; other texts are texts.
 * @throws InputError for text that is neither a name nor TOML.
 */
export function describeModel(text: string, attributes: { readonly [name: string]: string } = {}): ModelDescription {
  if (text.length > MAX_TEXT)
    throw new InputError(`the description of a model has ${text.length} letters`, { allowed: `at most ${MAX_TEXT}` });
  const parsed = parseModelText(text);
  if (depthOf(parsed.args) > MAX_DEPTH) throw new InputError(`the arguments of ${parsed.name} are nested too deeply`);
  const args: Record<string, ModelArgument> = { ...parsed.args };
  const lines = text.trim().split("\n").slice(1).map(normalLine);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("xmlns")) continue;
    const literal = literalOr(value);
    const argument = plain(literal);
    if (argument === null || argument === undefined) continue;
    args[name] = argument as ModelArgument;
    lines.push(`${name} = ${tomlValue(literal, value)}`);
  }
  const nested = Object.values(args).some((value) => typeof value === "object" && !Array.isArray(value));
  if (nested) return { name: parsed.name, args, text: tomlOfModel(parsed.name, args, text) };
  const shown = lines.filter((line) => line !== "");
  return { name: parsed.name, args, text: [`[${parsed.name}]`, ...shown].join("\n") };
}

function literalOr(value: string): Literal {
  try {
    return parseLiteral(value);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return value;
  }
}

/** TOML of a literal. A number keeps being whole or not, as it was written. */
function tomlValue(value: Literal, written: string): string {
  if (typeof value === "number") return /[.eE]/.test(written) ? pythonFloat(value) : String(value);
  return typeof value === "string" || typeof value === "boolean" ? JSON.stringify(value) : JSON.stringify(plain(value));
}

/** `key=value` as `key = value`, texts in double quotes, tables as they are. */
function normalLine(line: string): string {
  const trimmed = line.trim();
  const pair = /^([\w.-]+)\s*=\s*(.*)$/.exec(trimmed);
  if (pair === null) return trimmed;
  const [, key = "", value = ""] = pair;
  if (/^'[^']*'$/.test(value)) return `${key} = ${JSON.stringify(value.slice(1, -1))}`;
  return `${key} = ${isFiniteText(value) && /[.eE]/.test(value) ? pythonFloat(Number(value)) : value}`;
}
