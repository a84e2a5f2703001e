/** Soil that amplifies the motions of fields: a factor at each site and in each event, with its uncertainty (docs/method/events.md 4.10). */
import { interpolate } from "../../numerics/interpolate.ts";
import { standardNormal } from "../../numerics/random/normal.ts";
import type { Pcg64 } from "../../numerics/random/pcg64.ts";
import type { IntensityMeasure } from "../intensity-measure.ts";
import type { AmplificationFunction } from "../site-response/amplification.ts";

/** Functions of the sites of a job. */
export type SoilFunctions = readonly AmplificationFunction[];

/**
 * Motions on rock to motions on soil, in place.
 * @param m measure
 * @param first event of the run
 * @param values at `e * sites + s`, in the unit of the measure
 */
export type AmplifyRun = (m: number, first: number, count: number, values: Float32Array) => void;

/**
 * Takes measures x sites x events draws of `generator`, events fastest.
 *
 * @param sites numbers of the sites reached
 * @param events of all runs together
 */
export function soilFactors(
  generator: Pcg64,
  functions: SoilFunctions,
  measures: readonly IntensityMeasure[],
  sites: Int32Array,
  events: number,
): AmplifyRun {
  const drawn = Float64Array.from({ length: measures.length * sites.length * events }, () => standardNormal(generator));
  return (m, first, count, values) => {
    for (let s = 0; s < sites.length; s++) {
      const { levels, medians, sigmas } = functions[sites[s]!]!;
      const name = measures[m]!.name;
      const own = medians.get(name)!;
      const spread = sigmas.get(name);
      const constant = levels === undefined || own.length === 1;
      const draws = (m * sites.length + s) * events + first;
      for (let e = 0; e < count; e++) {
        const at = e * sites.length + s;
        const rock = values[at]!;
        const median = constant ? own[0]! : interpolate(rock, levels, own);
        const sigma = spread === undefined ? 0 : constant ? spread[0]! : interpolate(rock, levels, spread);
        values[at] = Math.exp(Math.log(median * rock) + sigma * drawn[draws + e]!);
      }
    }
  };
}
