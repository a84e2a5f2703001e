/**
 * What the parameters mean together (docs/method/classical.md 1): settings derived from other settings. The one place where such
 * a parameter takes effect: who computes reads the settings as they are.
 */
import { cutBelow, maximumDistance } from "../../hazard/contexts/maximum-distance.ts";
import type { JobParameters } from "./parameters.ts";
import type { DistanceByTectonicRegionType, NumberByName } from "./value-types.ts";

/**
 * The parameters with the consequences of one on another: `maximum_distance` cut by `minimum_magnitude`, the point source
 * distance of a job with `ps_grid_spacing`, `max_sites_disagg` of a tile, `poes` from `return_periods`, `poes` and `poes_disagg` of a
 * disaggregation, levels from `iml_disagg`, `reaggregate_by` as one more list of `aggregate_by`. `ebrisk` is the older name of event_based_risk.
 */
export function effectiveSettings(parameters: JobParameters, given: ReadonlySet<string>): JobParameters {
  const changes: { -readonly [name in keyof JobParameters]?: JobParameters[name] } = {};
  if (parameters.calculation_mode === "ebrisk") changes.calculation_mode = "event_based_risk";
  if (parameters.ps_grid_spacing > 0 && !given.has("pointsource_distance"))
    changes.pointsource_distance = { default: 40 };
  else if (parameters.pointsource_distance["default"] === undefined)
    changes.pointsource_distance = { ...parameters.pointsource_distance, default: 100 };
  if (parameters.minimum_magnitude !== undefined)
    changes.minimum_magnitude = withDefault(parameters.minimum_magnitude, Math.min);
  if (parameters.maximum_distance !== undefined) {
    changes.maximum_distance = cutDistances(
      withDefaultDistance(parameters.maximum_distance),
      changes.minimum_magnitude ?? {},
    );
  }
  // The numbers of a tile depend on whether the sites are few; the reference takes those of tiles for many.
  if (parameters.tile_spec !== undefined) changes.max_sites_disagg = 1;
  const { aggregate_by, reaggregate_by } = parameters;
  if (isSubsetOfGroup(reaggregate_by, aggregate_by) && !aggregate_by.some((group) => sameTags(group, reaggregate_by)))
    changes.aggregate_by = [...aggregate_by, reaggregate_by];
  const { investigation_time, return_periods, poes, poes_disagg } = parameters;
  if (return_periods.length > 0 && poes.length === 0 && investigation_time)
    changes.poes = return_periods.map((period) => 1 - Math.exp(-investigation_time / period));
  if (parameters.calculation_mode === "disaggregation") {
    if (poes_disagg.length === 0 && poes.length > 0) changes.poes_disagg = poes;
    else if (poes.length === 0 && poes_disagg.length > 0) changes.poes = poes_disagg;
  }
  const levels = Object.entries(parameters.iml_disagg);
  if (levels.length > 0)
    changes.intensity_measure_types_and_levels = Object.fromEntries(
      levels.map(([name, level]) => [name, [level].flat()]),
    );
  return { ...parameters, ...changes };
}

/** Whether some tags, at least one, are fewer than those of a list of `aggregate_by` that has them all. */
export function isSubsetOfGroup(tags: readonly string[], groups: readonly (readonly string[])[]): boolean {
  return (
    tags.length > 0 && groups.some((group) => group.length > tags.length && tags.every((tag) => group.includes(tag)))
  );
}

function sameTags(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((tag, i) => tag === b[i]);
}

function withDefault(numbers: NumberByName, choose: (...values: number[]) => number): NumberByName {
  const values = Object.values(numbers);
  return Object.hasOwn(numbers, "default") || values.length === 0
    ? numbers
    : { ...numbers, default: choose(...values) };
}

/** Without `default`, the tectonic region with the largest distance becomes it. */
function withDefaultDistance(distances: DistanceByTectonicRegionType): DistanceByTectonicRegionType {
  if (Object.hasOwn(distances, "default")) return distances;
  const farthest = (pairs: DistanceByTectonicRegionType[string]) => Math.max(...pairs.map(([, km]) => km));
  const [first, ...rest] = Object.values(distances);
  if (first === undefined) return distances;
  return {
    ...distances,
    default: rest.reduce((best, pairs) => (farthest(pairs) > farthest(best) ? pairs : best), first),
  };
}

/** Ruptures below the minimum magnitude are dropped by dropping their distances. */
function cutDistances(distances: DistanceByTectonicRegionType, minimum: NumberByName): DistanceByTectonicRegionType {
  const cut: Record<string, DistanceByTectonicRegionType[string]> = { ...distances };
  for (const region of new Set([...Object.keys(distances), ...Object.keys(minimum)])) {
    const mag = minimum[region] ?? minimum["default"];
    const pairs = distances[region] ?? distances["default"];
    if (!mag || pairs === undefined) continue;
    const { mags, km } = cutBelow(maximumDistance(pairs), mag);
    cut[region] = Array.from(mags, (each, i): [number, number] => [each, km[i]!]);
  }
  return cut;
}
