/** What a type of job parameters is: a name, what it accepts, how a text becomes a value. */
import { InputError } from "../../input-error.ts";

export interface ValueType<T> {
  readonly name: string;
  /** What is accepted, for messages and documentation. */
  readonly accepts: string;
  /** @throws InputError without a place. */
  readonly parse: (text: string) => T;
}

export function valueType<T>(name: string, accepts: string, parse: (text: string) => T): ValueType<T> {
  return { name, accepts, parse };
}

/** @throws InputError for blank text. */
export function notEmpty(text: string): string {
  if (text.trim() === "") throw new InputError("a value is missing", { reference: "Got an empty string" });
  return text;
}
