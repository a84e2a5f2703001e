/**
 * The text of a model in a logic tree: a bare name, or TOML with one top-level table whose name is the class (or an alias)
 * and whose keys are its arguments.
 */
import { InputError } from "../../input-error.ts";
import type { GroundMotionModel, ModelArgument, ModelArguments, ModelEnvironment } from "./model.ts";
import { buildModel } from "./registry.ts";

export interface ModelText {
  readonly name: string;
  readonly args: ModelArguments;
}

/**
 * Reads the text of a model. Text without a bracket is a name, possibly followed by lines of arguments.
 * @throws InputError for text that is not TOML or has not exactly one top-level table.
 */
export function parseModelText(text: string): ModelText {
  const trimmed = text.trim();
  const toml = trimmed.startsWith("[") ? trimmed : wrapName(trimmed);
  let parsed: { [key: string]: unknown };
  try {
    parsed = Bun.TOML.parse(joinTables(toml)) as { [key: string]: unknown };
  } catch (error) {
    throw new InputError(`the ground-motion model "${trimmed}" is not valid TOML: ${(error as Error).message}`);
  }
  const entries = Object.entries(parsed);
  const [first] = entries;
  if (first === undefined || entries.length !== 1 || !isTable(first[1]))
    throw new InputError(`the ground-motion model "${trimmed}" has ${entries.length} top-level tables`, {
      allowed: "one table, named as the model",
    });
  return { name: first[0], args: first[1] };
}

/** Parses the text of a model and builds it. */
export function buildModelFromText(text: string, environment: ModelEnvironment = {}): GroundMotionModel {
  const { name, args } = parseModelText(text);
  return buildModel(name, args, environment);
}

function wrapName(text: string): string {
  const end = text.search(/\n/);
  return end < 0 ? `[${text}]` : `[${text.slice(0, end).trim()}]${text.slice(end)}`;
}

/**
 * Drops `key = {}` where later lines give `key.name = value`: TOML forbids extending an inline table, but the reference's reader
 * allows it and its users write it.
 */
function joinTables(toml: string): string {
  const lines = toml.split("\n");
  return lines
    .filter((line) => {
      const key = /^\s*([\w.]+)\s*=\s*\{\s*\}\s*$/.exec(line)?.[1];
      return key === undefined || !lines.some((other) => other.trimStart().startsWith(`${key}.`));
    })
    .join("\n");
}

function isTable(value: unknown): value is { [key: string]: ModelArgument } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
