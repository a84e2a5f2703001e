/** Curves of realizations on soil, for jobs with `amplification_method = convolution`. */
import { functionOfSite } from "../../../hazard/site-response/amplification.ts";
import { type Convolution, convolve, planConvolution } from "../../../hazard/site-response/convolution.ts";
import type { HazardSetup } from "../hazard-setup.ts";

export interface SoilCurves {
  /** Levels on soil. */
  readonly levels: number;
  /**
   * @param curves levels on rock x realizations
   * @param site row of the tile
   * @returns levels on soil x realizations; reused by the next call
   */
  readonly amplify: (curves: Float64Array, realizations: number, site: number, measure: number) => Float64Array;
}

/** Undefined where curves stay as they are. */
export function soilCurves(setup: HazardSetup, siteStart: number): SoilCurves | undefined {
  const { amplification, measures } = setup;
  if (amplification?.method !== "convolution") return undefined;
  const { table, codes, soilLevels } = amplification;
  const plans = new Map<string, Convolution>();
  const planOf = (code: string, measure: number): Convolution => {
    const key = `${measure} ${code}`;
    const known = plans.get(key);
    if (known !== undefined) return known;
    // Measures that can be amplified have logarithmic levels.
    const rock = setup.levels[measure]!.map(Math.exp);
    const plan = planConvolution(functionOfSite(table, code)!, measures[measure]!.name, rock, soilLevels);
    plans.set(key, plan);
    return plan;
  };
  let out = new Float64Array(0);
  return {
    levels: soilLevels.length,
    amplify: (curves, realizations, site, measure) => {
      const plan = planOf(codes[siteStart + site]!, measure);
      const levels = curves.length / realizations;
      if (out.length !== soilLevels.length * realizations) out = new Float64Array(soilLevels.length * realizations);
      const rock = new Float64Array(levels);
      const soil = new Float64Array(soilLevels.length);
      for (let r = 0; r < realizations; r++) {
        for (let level = 0; level < levels; level++) rock[level] = curves[level * realizations + r]!;
        convolve(plan, rock, soil);
        for (let level = 0; level < soil.length; level++) out[level * realizations + r] = soil[level]!;
      }
      return out;
    },
  };
}
