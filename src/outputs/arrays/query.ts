/**
 * The query of an extract: an HTML form whose values are numbers, booleans, lists or texts as Python would read them
 * (`1`, `.1`, `True`, `[1, 2]`, `PGA`). Keys may be repeated; blank values do not count.
 */
import type { JsonValue } from "../../datastore/index.ts";
import { badRequest } from "../output-error.ts";

export type QueryValue = Exclude<JsonValue, { readonly [key: string]: JsonValue }>;
export type Query = ReadonlyMap<string, readonly QueryValue[]>;

/** `kind=mean&site_id=0` as values by key, in the order of the query. */
export function parseQuery(text: string): Query {
  const query = new Map<string, QueryValue[]>();
  for (const [key, value] of new URLSearchParams(text.replace(/^\?/, ""))) {
    if (value === "") continue;
    const values = query.get(key) ?? [];
    values.push(literal(value));
    query.set(key, values);
  }
  return query;
}

function literal(text: string): QueryValue {
  const trimmed = text.trim();
  if (trimmed === "True") return true;
  if (trimmed === "False") return false;
  if (trimmed === "None") return null;
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(trimmed)) return Number(trimmed);
  const quoted = /^'([^'\\]*)'$|^"([^"\\]*)"$/.exec(trimmed);
  if (quoted !== null) return quoted[1] ?? quoted[2] ?? "";
  if (/^\[.*\]$/.test(trimmed) || /^\(.*\)$/.test(trimmed)) {
    const inner = trimmed.slice(1, -1).trim();
    return inner === ""
      ? []
      : inner
          .replace(/,$/, "")
          .split(",")
          .map((item) => literal(item.trim()));
  }
  return text;
}

/** Whole numbers given for a key; undefined when the key is absent. @throws OutputError naming what was found. */
export function integers(query: Query, key: string): number[] | undefined {
  return query
    .get(key)
    ?.flat()
    .map((value) => {
      if (typeof value === "number" && Number.isInteger(value)) return value;
      throw badRequest(`${key} must be a whole number, not ${JSON.stringify(value)}`);
    });
}

/** Texts given for a key; numbers are texts, too. */
export function strings(query: Query, key: string): string[] | undefined {
  return query.get(key)?.flat().map(String);
}

/** One number given for a key. @throws OutputError */
export function number(query: Query, key: string): number | undefined {
  const values = query.get(key);
  if (values === undefined) return undefined;
  const [value] = values;
  if (values.length === 1 && typeof value === "number") return value;
  throw badRequest(`${key} must be one number, not ${JSON.stringify(values)}`);
}

/** The one index a query must give for a key. @throws OutputError */
export function oneIndex(query: Query, key: string, count: number): number {
  const [index, ...others] = integers(query, key) ?? [];
  if (index === undefined || others.length > 0) throw badRequest(`give one ${key}=, from 0 to ${count - 1}`);
  if (index < 0 || index >= count) throw badRequest(`${key} ${index} is out of range: there are ${count}`);
  return index;
}
