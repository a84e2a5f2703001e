/** Classical calculations need levels; those of the risk functions say which would do. */
import { InputError } from "../input-error.ts";
import type { RiskModel } from "../risk/risk-model.ts";
import { type JobFile, placeOf } from "./job-ini/job-file.ts";

/** Levels that are suggested for a measure. */
const LEVELS = 20;

/**
 * @param model the risk functions of the job.
 * @throws InputError with levels to write for a job of curves that has risk functions and no levels
 */
export function requireLevels(jobFile: JobFile, model: RiskModel): void {
  const {
    calculation_mode: mode = "",
    intensity_measure_types_and_levels,
    hazard_curves_from_gmfs,
  } = jobFile.parameters;
  const needed = mode.startsWith("classical") || hazard_curves_from_gmfs;
  if (!needed || intensity_measure_types_and_levels !== undefined || jobFile.inputs.has("hazard_curves")) return;
  const ranges = [...levelsOf(model)].map(
    ([measure, [least, most]]) => `"${measure}": logscale(${least}, ${most}, ${LEVELS})`,
  );
  throw new InputError("the levels of the intensity measures are missing", {
    ...placeOf(jobFile, "intensity_measure_types_and_levels"),
    allowed: `for example intensity_measure_types_and_levels = {${ranges.join(", ")}}`,
    reference: "You must provide the intensity measure levels explicitly.",
  });
}

/** Least and largest intensity by measure. */
function levelsOf({ vulnerability, fragility }: RiskModel): ReadonlyMap<string, readonly [number, number]> {
  const ranges = new Map<string, readonly [number, number]>();
  const add = (measure: string, least: number, most: number) => {
    const [low, high] = ranges.get(measure) ?? [Number.POSITIVE_INFINITY, 0];
    ranges.set(measure, [Math.min(low, least), Math.max(high, most)]);
  };
  const addLevels = (measure: string, levels: Float64Array) => {
    const positive = levels.filter((level) => level > 0);
    if (positive.length > 0) add(measure, positive[0]!, positive.at(-1)!);
  };
  for (const types of vulnerability.values())
    for (const functions of types.values())
      for (const { measure, levels } of functions.values()) addLevels(measure, levels);
  for (const types of fragility.values())
    for (const functions of types.values())
      for (const fragile of functions.values())
        if (fragile.kind === "discrete") addLevels(fragile.measure, fragile.levels);
        else add(fragile.measure, fragile.minimumLevel, fragile.maximumLevel);
  return ranges;
}
