/** The table of parameters as texts and as a schema for the OpenAPI description. */
import { PARAMETER_NAMES, PARAMETERS, type ParameterFacts, type ParameterName } from "./table.ts";
import type { ValueType } from "./value-type.ts";

/** What a parameter means, in which unit, what it accepts, who reads and who needs it: one paragraph. */
export function describeParameter(name: ParameterName): string {
  const { meaning, unit, modes, requiredBy, aliases = [] }: ParameterFacts = PARAMETERS[name];
  const { accepts }: ValueType<unknown> = PARAMETERS[name].type;
  return [
    `${capital(meaning)}${unit === undefined ? "" : ` (${unit})`}.`,
    `Accepts ${accepts}.`,
    ...(requiredBy === undefined ? [] : [`Needed by ${requiredBy}.`]),
    ...(modes === "all" ? [] : [`Read by ${modes.join(", ")}.`]),
    ...(aliases.length === 0 ? [] : [`Older: ${aliases.join(", ")}.`]),
  ].join(" ");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Parameters that have to be given, with when. */
export function neededParameters(): string {
  const needed = PARAMETER_NAMES.flatMap((name) => {
    const { requiredBy }: ParameterFacts = PARAMETERS[name];
    return requiredBy === undefined ? [] : [`\`${name}\` (${requiredBy})`];
  });
  return needed.join(", ");
}

interface PropertySchema {
  readonly description: string;
  readonly type?: "number" | "string" | "boolean" | "array" | "object";
  readonly items?: object;
  readonly default?: unknown;
}

export interface ParametersSchema {
  readonly type: "object";
  readonly description: string;
  readonly properties: { readonly [name: string]: PropertySchema };
}

/** A schema of all parameters that are meant for users, with their defaults as `ini_defaults` answers them. */
export function parametersSchema(): ParametersSchema {
  const names = PARAMETER_NAMES.filter((name) => (PARAMETERS[name] as ParameterFacts).internal !== true);
  return {
    type: "object",
    description: "The parameters of a job file (`job.ini`), without those that name files",
    properties: Object.fromEntries(names.map((name) => [name, propertyOf(name)])),
  };
}

function propertyOf(name: ParameterName): PropertySchema {
  const description = describeParameter(name);
  const { wireDefault }: ParameterFacts = PARAMETERS[name];
  const value: unknown = wireDefault ?? PARAMETERS[name].default;
  // Infinity is no JSON.
  if (value === undefined || value === null || value === Number.POSITIVE_INFINITY) return { description };
  if (Array.isArray(value)) return { description, type: "array", items: {}, default: value };
  const kind = typeof value;
  if (kind !== "number" && kind !== "string" && kind !== "boolean" && kind !== "object") return { description };
  return { description, type: kind, default: value };
}
