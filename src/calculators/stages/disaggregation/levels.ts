/** Levels that are disaggregated (docs/method/disaggregation.md 1). */
import { levelAtPoe } from "../../../hazard/curves/hazard-map.ts";
import { isLinearMeasure } from "../../../hazard/intensity-measure.ts";
import type { HazardSetup } from "../hazard-setup.ts";

/** sites x measures x levels, of sites x statistics x measures x levels. */
export function meanCurves({ statistics, sites, measures, levels }: HazardSetup, values: Float32Array): Float32Array {
  const cells = measures.length * levels[0]!.length;
  const mean = statistics.findIndex(({ kind }) => kind === "mean");
  const out = new Float32Array(sites.count * cells);
  for (let site = 0; site < sites.count; site++) {
    const from = (site * statistics.length + mean) * cells;
    out.set(values.subarray(from, from + cells), site * cells);
  }
  return out;
}

/**
 * Levels that the mean curves exceed with given probabilities: sites x measures x poes; 0 where a curve does not reach one.
 * @param mean sites x measures x levels
 */
export function levelsAtPoes(
  mean: Float32Array,
  sites: number,
  levels: readonly Float64Array[],
  poes: readonly number[],
): Float64Array {
  const [measures, count] = [levels.length, levels[0]!.length];
  const out = new Float64Array(sites * measures * poes.length);
  for (let i = 0; i < sites * measures; i++)
    for (const [p, poe] of poes.entries())
      out[i * poes.length + p] = levelAtPoe(mean, i * count, levels[i % measures]!, poe);
  return out;
}

/** What the means of models are compared with; levels that nothing exceeds are left out. */
export function inUnitsOfMeans(setup: HazardSetup, levels: Float64Array, levelCount: number): Float64Array {
  return levels.map((level, i) => {
    if (level === 0) return Number.NEGATIVE_INFINITY;
    return isLinearMeasure(setup.measures[Math.floor(i / levelCount) % setup.measures.length]!)
      ? level
      : Math.log(level);
  });
}
