/**
 * Whole numbers in paths and queries. Elysia's own conversion takes "1e2" and " 7" for numbers, and a violated minimum
 * does not say which parameter it was.
 */
import { t } from "elysia";
import { WRITTEN_AS } from "./openapi/answers.ts";

interface Options {
  readonly description?: string;
  readonly example?: number;
  readonly default?: number;
}

/** Digits; `-1` too where `minimum` is -1. Too large to be exact is taken as it is: there is no such thing anyway. */
export function WholeNumber(minimum: 0 | -1, { description, example, default: usual }: Options = {}) {
  const text = t.String({
    pattern: minimum === 0 ? "^\\d+$" : "^(-1|\\d+)$",
    title: `an integer of at least ${minimum}`,
    ...(description === undefined ? {} : { description }),
    [WRITTEN_AS]: {
      type: "integer",
      minimum,
      ...(example === undefined ? {} : { example }),
      ...(usual === undefined ? {} : { default: usual }),
    },
  });
  return t.Transform(text).Decode(Number).Encode(String);
}
