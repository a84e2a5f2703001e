/** What the dimensions of a stored array are, in the words of the reference's `shape_descr` attribute. */
import type { JsonValue } from "../datastore/index.ts";
import type { Results } from "./results.ts";

/** `{shape_descr: ["site_id", ...], site_id: 3, stat: [...], ...}`; undefined for arrays that have none. */
export function shapeDescription(results: Results, name: string): { readonly [key: string]: JsonValue } | undefined {
  const entry = results.reader.describe(name);
  if (entry?.kind !== "array") return undefined;
  const sizes = entry.shape;
  const { measures, poes } = results;
  const describe = (axes: readonly (readonly [name: string, values: JsonValue])[]) => ({
    shape_descr: axes.map(([axis]) => axis),
    ...Object.fromEntries(axes),
  });
  const stats = (entry.attributes["stats"] as JsonValue | undefined) ?? [...results.stats];
  const levels = Array.from({ length: sizes[3] ?? 0 }, (_, level) => level);
  switch (name) {
    case "hcurves-stats":
      return describe([
        ["site_id", sizes[0]!],
        ["stat", stats],
        ["imt", [...measures]],
        ["lvl", levels],
      ]);
    case "hcurves-rlzs":
      return describe([
        ["site_id", sizes[0]!],
        ["rlz_id", sizes[1]!],
        ["imt", [...measures]],
        ["lvl", sizes[3]!],
      ]);
    case "hmaps-stats":
      return describe([
        ["site_id", sizes[0]!],
        ["stat", stats],
        ["imt", [...measures]],
        ["poe", [...poes]],
      ]);
    case "hmaps-rlzs":
      return describe([
        ["site_id", sizes[0]!],
        ["rlz_id", sizes[1]!],
        ["imt", [...measures]],
        ["poe", [...poes]],
      ]);
    case "mean_rates_by_src":
      return describe([
        ["site_id", sizes[0]!],
        ["imt", [...measures]],
        ["lvl", sizes[2]!],
        ["src_id", entry.attributes["src_ids"] ?? sizes[3]!],
      ]);
    default:
      return undefined;
  }
}
