/** The measures of a job and their levels, in the order of all arrays (docs/method/classical.md 1.1). */
import type { IntensityMeasure } from "../hazard/intensity-measure.ts";
import { InputError } from "../input-error.ts";
import { parseIntensityMeasure, sortByPeriod } from "./intensity-measures.ts";
import { type JobFile, placeOf } from "./job-ini/job-file.ts";

export interface JobMeasures {
  readonly measures: readonly IntensityMeasure[];
  /** Parallel to `measures`; empty arrays for measures without levels. */
  readonly levels: readonly Float64Array[];
}

/** @throws InputError when the measures have different numbers of levels. */
export function jobMeasures(jobFile: JobFile): JobMeasures {
  const { intensity_measure_types_and_levels: byMeasure, intensity_measure_types: names } = jobFile.parameters;
  if (byMeasure === undefined) {
    const measures = sortByPeriod(names.map(parseIntensityMeasure), (measure) => measure);
    return { measures, levels: measures.map(() => new Float64Array(0)) };
  }
  const pairs = Object.entries(byMeasure).map(([name, levels]) => ({ measure: parseIntensityMeasure(name), levels }));
  const counts = new Set(pairs.map(({ levels }) => levels.length));
  if (counts.size > 1) {
    const shown = pairs.map(({ measure, levels }) => `${measure.name}: ${levels.length}`).join(", ");
    throw new InputError(
      `Each IMT must have the same number of levels, instead you have {${shown}}`,
      placeOf(jobFile, "intensity_measure_types_and_levels"),
    );
  }
  const sorted = sortByPeriod(pairs, ({ measure }) => measure);
  return {
    measures: sorted.map(({ measure }) => measure),
    // A single level 0 stands for "no levels".
    levels: sorted.map(({ levels }) =>
      levels.length === 1 && levels[0] === 0 ? new Float64Array(0) : Float64Array.from(levels),
    ),
  };
}
