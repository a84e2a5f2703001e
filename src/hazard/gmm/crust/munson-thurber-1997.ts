/**
 * Munson & Thurber (1997), Analysis of the attenuation of strong ground motion on the island of Hawaii, BSSA 87(4), 945-960, eq. 1: PGA.
 * The Hawaii variant is that of the US hazard maps: growth above magnitude 7 and factors for 0.2 and 0.3 s.
 *
 * log10(g) in the paper, ln(g) here; rjb in km; lava for vs30 above 200 m/s, ash below. Magnitude 4 to 7.2. Total standard deviation only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { LN10, plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { type RowFunction, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "MunsonThurber1997",
  tectonicRegionType: TECTONIC_REGION_TYPES.volcanic,
  component: "Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rjb"],
  siteColumns: ["vs30"],
  measures: ["PGA"],
  validity: { magnitude: [4, 7.2] },
};

const HAWAII_FACTS: ModelFacts = {
  ...FACTS,
  name: "MunsonThurber1997Hawaii",
  measures: ["PGA", "SA"],
};

const VECTOR_FACTS: ModelFacts = {
  ...FACTS,
  name: "MunsonThurber1997Vector",
  component: "Square root of sum of squares of peak horizontals",
};

const DEPTH = 11.29;
const MAGNITUDE_SLOPE = 0.387;
const SIGMA = 0.237 * LN10;

const log10Pga: RowFunction = (ctx, i) => {
  const r = Math.hypot(ctx.rjb[i]!, DEPTH);
  const ash = ctx.vs30[i]! <= 200 ? 0.335 : 0;
  return 0.518 + MAGNITUDE_SLOPE * (ctx.mag[i]! - 6) - Math.log10(r) - 0.00256 * r + ash;
};

/** Replaces the magnitude scaling above 7 by a weaker one, and above 7.7 by none. */
function largeMagnitudes(mag: number): number {
  if (mag <= 7) return 0;
  return mag <= 7.7 ? 0.171 * (7 - mag) : 0.1512 + MAGNITUDE_SLOPE * (7 - mag);
}

function hawaii(imt: IntensityMeasure): GroundMotionEvaluator {
  const shape = imt.period === 0.3 ? Math.log(2.2) : imt.period === 0.2 ? Math.log(2.5) : 0;
  return rowEvaluator((ctx, i) => LN10 * (log10Pga(ctx, i) + largeMagnitudes(ctx.mag[i]!)) + shape, { total: SIGMA });
}

function plain(): GroundMotionEvaluator {
  return rowEvaluator((ctx, i) => LN10 * log10Pga(ctx, i), { total: SIGMA });
}

export const munsonThurber1997: ModelFamily = {
  models: {
    MunsonThurber1997: plainModel(FACTS, plain),
    MunsonThurber1997Vector: plainModel(VECTOR_FACTS, plain),
    MunsonThurber1997Hawaii: plainModel(HAWAII_FACTS, hawaii),
  },
};
