/** Names of hazard files by statistic or realization. */
import type { Attributes } from "../../datastore/index.ts";
import type { Results } from "../results.ts";

/** Names of the statistics along a stored array, the calculation's own when the array does not say. */
export function storedStats(results: Results, attributes: Attributes): readonly string[] {
  const { stats } = attributes;
  return Array.isArray(stats) ? stats.map(String) : results.stats;
}

/** `hazard_curve-mean`, `quantile_curve-0.15`, `hazard_map-rlz-003`: the first part of the name of a file. */
export function layerName(prefix: "hazard_curve" | "hazard_map" | "hazard_uhs", kind: string): string {
  return kind.startsWith("quantile-")
    ? `quantile_${prefix.slice("hazard_".length)}-${kind.slice("quantile-".length)}`
    : `${prefix}-${kind}`;
}
