/**
 * Hazard curves from fields: how many events of a realization exceed each level at each site (docs/method/events.md 5).
 */
import { computeStatistic } from "../../../hazard/curves/statistics.ts";
import type { FinishedTile } from "../curves/finish-tile.ts";
import type { HazardSetup } from "../hazard-setup.ts";
import type { FieldRows } from "./field-tasks.ts";

export interface ExceedanceCounts {
  readonly add: (rows: FieldRows, realizationOf: (event: number) => number) => void;
  /**
   * Curves and statistics of the sites from..to-1. A level's probability is 1 - exp(-count / event sets).
   * @param eventSets of a realization
   */
  readonly finish: (from: number, to: number, eventSets: number) => FinishedTile;
}

/** @param levels of each measure in its own units, ascending */
export function exceedanceCounts(
  setup: Pick<HazardSetup, "statistics" | "realizations"> & { readonly keepRealizations: boolean },
  sites: number,
  levels: readonly Float64Array[],
): ExceedanceCounts {
  const realizations = setup.realizations.count;
  const perMeasure = levels[0]?.length ?? 0;
  const cells = levels.length * perMeasure;
  /** Events whose motion lies between a level (or the last) and the next: sites x realizations x measures x levels. */
  const counts = new Uint32Array(sites * realizations * cells);
  return {
    add({ sid, eid, values }, realizationOf) {
      for (let m = 0; m < levels.length; m++) {
        const column = values[m]!;
        const own = levels[m]!;
        for (let row = 0; row < sid.length; row++) {
          const reached = levelsReached(own, column[row]!);
          if (reached > 0)
            counts[(sid[row]! * realizations + realizationOf(eid[row]!)) * cells + m * perMeasure + reached - 1]!++;
        }
      }
    },
    finish(from, to, eventSets) {
      const { statistics } = setup;
      const out = new Float32Array((to - from) * statistics.length * cells);
      const kept = new Float32Array(setup.keepRealizations ? (to - from) * realizations * cells : 0);
      const values = new Float64Array(realizations);
      const order = new Uint32Array(realizations);
      const exceeding = new Float64Array(realizations);
      for (let site = from; site < to; site++)
        for (let m = 0; m < levels.length; m++) {
          exceeding.fill(0);
          for (let level = perMeasure - 1; level >= 0; level--) {
            const cell = m * perMeasure + level;
            for (let r = 0; r < realizations; r++) {
              exceeding[r]! += counts[(site * realizations + r) * cells + cell]!;
              values[r] = exceeding[r] === 0 ? 0 : Math.fround(-Math.expm1(-exceeding[r]! / eventSets));
              if (setup.keepRealizations) kept[((site - from) * realizations + r) * cells + cell] = values[r]!;
            }
            for (const [s, statistic] of statistics.entries())
              out[((site - from) * statistics.length + s) * cells + cell] =
                realizations === 1 && statistic.kind !== "std"
                  ? values[0]!
                  : computeStatistic(statistic, values, setup.realizations.weights[m]!, order);
          }
        }
      return { statistics: out, realizations: kept };
    },
  };
}

/** How many of the ascending levels a motion reaches. */
function levelsReached(levels: Float64Array, motion: number): number {
  let from = 0;
  let to = levels.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (levels[middle]! <= motion) from = middle + 1;
    else to = middle;
  }
  return from;
}
