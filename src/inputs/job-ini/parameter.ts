/** What is known of one parameter of a job file. */
import type { CalculationMode } from "./calculation-modes.ts";
import type { ValueType } from "./value-types.ts";

export interface ParameterFacts {
  readonly unit?: string;
  /** Modes that read it; "all" for those without relation to a mode. */
  readonly modes: readonly CalculationMode[] | "all";
  readonly meaning: string;
  /** An empty value leaves the parameter unset. */
  readonly emptyIsUnset?: boolean;
  /** Not meant for users: set by the engine or for its developers. */
  readonly internal?: boolean;
  /** Older names. */
  readonly aliases?: readonly string[];
  /** When it has to be given. */
  readonly requiredBy?: string;
  /** False: not in the answer of /v1/ini_defaults. */
  readonly listed?: boolean;
  /** What /v1/ini_defaults shows if that is not the default itself. */
  readonly wireDefault?: unknown;
}

/** `T` is the type of the parsed value, with undefined where there is no default. */
export interface Parameter<T> extends ParameterFacts {
  readonly type: ValueType<NonNullable<T>>;
  readonly default: T;
}

export function withDefault<T extends NonNullable<unknown>>(
  type: ValueType<T>,
  value: T,
  facts: ParameterFacts,
): Parameter<T> {
  return { ...facts, type, default: value };
}

export function optional<T extends NonNullable<unknown>>(
  type: ValueType<T>,
  facts: ParameterFacts,
): Parameter<T | undefined> {
  return { ...facts, type, default: undefined };
}
