/**
 * Geomatrix Consultants (1993), Seismic margin earthquake for the Trojan site: slab earthquakes, as the US national seismic hazard
 * model 2008 uses it (the later form is Youngs et al. 1997).
 *
 * ln(g); rrup and ztor in km. Total standard deviation only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "Geomatrix1993SSlabNSHMP2008",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag", "ztor"],
  distanceColumns: ["rrup"],
  siteColumns: [],
  measures: ["PGA", "SA"],
  referenceVelocity: 760,
};

const COEFFICIENTS = coefficientTable(
  "gc1 gc2 gc3 gc4 gc5",
  `
PGA      0       0 -2.556 1.45 -0.1
0.1  1.188 -0.0011 -2.655 1.45 -0.1
0.2  0.722 -0.0027 -2.528 1.45 -0.1
0.3  0.246 -0.0036 -2.454 1.45 -0.1
0.5   -0.4 -0.0048  -2.36 1.45 -0.1
1   -1.736 -0.0064 -2.234 1.45 -0.1
2   -3.328  -0.008 -2.107 1.55 -0.1
3   -4.511 -0.0089 -2.033 1.65 -0.1
`,
);

function evaluator(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  return rowEvaluator(
    (ctx, i) => {
      const m = ctx.mag[i]!;
      const source = 0.2418 + 0.3846 + 0.00607 * ctx.ztor[i]! + c.gc1 + 1.414 * m + c.gc2 * (10 - m) ** 3;
      return source + c.gc3 * Math.log(ctx.rrup[i]! + 1.7818 * Math.exp(0.554 * m));
    },
    { total: (ctx, i) => c.gc4 + c.gc5 * Math.min(ctx.mag[i]!, 8) },
  );
}

export const geomatrix1993: ModelFamily = { models: { Geomatrix1993SSlabNSHMP2008: plainModel(FACTS, evaluator) } };
