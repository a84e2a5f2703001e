/**
 * Reading the keyword arguments of a model: each is declared with its kind and default, and anything else is refused by name.
 */
import { InputError } from "../../input-error.ts";
import type { ModelArgument, ModelArguments } from "./model.ts";
import { nearestNames } from "./nearest-names.ts";

/** How one argument is read. `read` returns undefined when the value is not acceptable. */
export interface ArgumentKind<T> {
  readonly expects: string;
  readonly fallback: T;
  readonly read: (value: ModelArgument) => T | undefined;
}

export type ArgumentSchema = { readonly [name: string]: ArgumentKind<unknown> };

export type ArgumentValues<Schema extends ArgumentSchema> = {
  readonly [name in keyof Schema]: Schema[name] extends ArgumentKind<infer T> ? T : never;
};

/** The arguments of a model, with defaults for those not given. @throws InputError for unknown names and wrong values. */
export function readArguments<Schema extends ArgumentSchema>(
  model: string,
  args: ModelArguments,
  schema: Schema,
): ArgumentValues<Schema> {
  const values: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(schema)) values[name] = kind.fallback;
  for (const [name, value] of Object.entries(args)) {
    const kind = schema[name];
    if (kind === undefined) throw unknownArgument(model, name, Object.keys(schema));
    const read = kind.read(value);
    if (read === undefined)
      throw new InputError(`${model}: argument ${name} is ${JSON.stringify(value)}`, {
        parameter: name,
        allowed: kind.expects,
      });
    values[name] = read;
  }
  return values as ArgumentValues<Schema>;
}

/** Refuses every argument: for models that take none. */
export function refuseArguments(model: string, args: ModelArguments): void {
  const [first] = Object.keys(args);
  if (first !== undefined) throw unknownArgument(model, first, []);
}

function unknownArgument(model: string, name: string, known: readonly string[]): InputError {
  return new InputError(
    known.length === 0 ? `${model} takes no arguments, found ${name}` : `${model} has no argument ${name}`,
    {
      parameter: name,
      allowed: known.length === 0 ? undefined : known.join(", "),
      suggestion: nearestNames(name, known, 1)[0],
    },
  );
}

export function numberArgument(fallback: number): ArgumentKind<number> {
  return {
    expects: "a number",
    fallback,
    read: (value) => (typeof value === "number" && Number.isFinite(value) ? value : undefined),
  };
}

/** A number that may be left out; `undefined` then. */
export function optionalNumber(): ArgumentKind<number | undefined> {
  return { ...numberArgument(0), fallback: undefined };
}

export function flagArgument(fallback: boolean): ArgumentKind<boolean> {
  return {
    expects: "true or false",
    fallback,
    // An XML attribute `true` arrives as text.
    read: (value) => (value === 1 || value === "true" ? true : value === 0 ? false : asBoolean(value)),
  };
}

function asBoolean(value: ModelArgument): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

export function choiceArgument<const T extends string, F extends T | undefined>(
  choices: readonly T[],
  fallback: F,
): ArgumentKind<T | F> {
  return {
    expects: choices.map((choice) => `"${choice}"`).join(", "),
    fallback,
    read: (value) => choices.find((choice) => choice === value),
  };
}

export function textArgument(fallback: string): ArgumentKind<string> {
  return { expects: "a text", fallback, read: (value) => (typeof value === "string" ? value : undefined) };
}

/** A list of numbers, or `fallback` when left out. */
export function numbersArgument<F>(fallback: F): ArgumentKind<readonly number[] | F> {
  return {
    expects: "a list of numbers",
    fallback,
    read(value) {
      if (!Array.isArray(value)) return undefined;
      const numbers = value.map(asNumber);
      return numbers.every((item) => item !== undefined) ? (numbers as number[]) : undefined;
    },
  };
}

/** A table (nested keys), or undefined when left out. */
export function tableArgument(): ArgumentKind<ModelArguments | undefined> {
  return {
    expects: "a table",
    fallback: undefined,
    read: (value) => (typeof value === "object" && !Array.isArray(value) ? (value as ModelArguments) : undefined),
  };
}

/** A number, also as the reference prints those of NumPy: `np.float64(0.2)`. */
function asNumber(value: ModelArgument): number | undefined {
  const text = typeof value === "string" ? (/^np\.float\d+\((.+)\)$/.exec(value)?.[1] ?? "") : "";
  if (text !== "" && Number.isFinite(Number(text))) return Number(text);
  return typeof value === "number" ? value : undefined;
}
