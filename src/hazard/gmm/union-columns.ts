/** Columns of models made of others. */
import type { ModelFacts } from "./model.ts";

export type ModelColumns = Pick<ModelFacts, "ruptureColumns" | "distanceColumns" | "siteColumns">;

/** Every column that one of `parts` needs. */
export function unionColumns(parts: readonly Partial<ModelColumns>[]): ModelColumns {
  return {
    ruptureColumns: union(parts.map((part) => part.ruptureColumns ?? [])),
    distanceColumns: union(parts.map((part) => part.distanceColumns ?? [])),
    siteColumns: union(parts.map((part) => part.siteColumns ?? [])),
  };
}

function union<T>(lists: readonly (readonly T[])[]): readonly T[] {
  return [...new Set(lists.flat())];
}
