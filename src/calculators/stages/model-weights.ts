/** How much the realizations make of each ground-motion model for the sources of a group. */
import type { HazardSetup } from "./hazard-setup.ts";

/**
 * Per model of the group's tectonic region: summed weight of the realizations that choose it and whose source path uses the group, as often as
 * it does.
 * @param ofRealizations plain weights, or those of a measure.
 */
export function modelWeights(
  setup: HazardSetup,
  group: number,
  ofRealizations: ArrayLike<number> = setup.realizations.plainWeights,
): Float64Array {
  const { composite, groupTrt, realizations, tectonicRegions } = setup;
  const trt = groupTrt[group]!;
  const weights = new Float64Array(tectonicRegions[trt]!.models.length);
  const uses = usesOfPaths(composite.groups[group]!.paths);
  for (let r = 0; r < realizations.count; r++)
    weights[realizations.models[r * tectonicRegions.length + trt]!]! +=
      (uses.get(realizations.sourcePath[r]!) ?? 0) * ofRealizations[r]!;
  return weights;
}

/** How often each path occurs. */
export function usesOfPaths(paths: readonly number[]): ReadonlyMap<number, number> {
  const uses = new Map<number, number>();
  for (const path of paths) uses.set(path, (uses.get(path) ?? 0) + 1);
  return uses;
}
