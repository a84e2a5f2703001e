/**
 * Sharma, Douglas, Bungum & Kotadia (2009), Ground-motion prediction equations based on data from the Himalayan and Zagros regions, Journal
 * of Earthquake Engineering 13, 1191-1210, eq. 1.
 *
 * log10(m/s2) in the paper, ln(g) here; rjb in km. Rock above vs30 760 m/s. Normal faulting counts as strike-slip. Total standard deviation only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { GRAVITY, LN10, plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import { isReverse30 } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "SharmaEtAl2009",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["rjb"],
  siteColumns: ["vs30"],
  measures: ["PGA", "SA"],
};

const COEFFICIENTS = coefficientTable(
  "b1 b2 b3 b4 b5 b6 sigma",
  `
PGA   1.017 0.1046  -1.007 15 -0.0735 -0.3068 0.3227
0.04  1.017 0.1046  -1.007 15 -0.0735 -0.3068 0.3227
0.05  1.028 0.1245  -1.055 15 -0.0775 -0.3246  0.335
0.1   1.382 0.1041  -1.062 15 -0.1358 -0.3326 0.3427
0.2   1.382 0.1041  -1.062 15 -0.1358 -0.3326 0.3596
0.3   1.368 0.0684 -0.9139 15 -0.0972 -0.3011 0.3651
0.4  0.9747 0.1009 -0.8886 15 -0.0552 -0.2639 0.3613
0.5  0.5295 0.1513 -0.8601 15 -0.0693 -0.2533 0.3654
0.75 -0.579 0.3147 -0.9064 15 -0.0111 -0.2394  0.377
1    -1.612 0.4673 -0.9278 15 -0.0203 -0.2355 0.3949
1.25 -1.716 0.4763 -0.9482 15   -0.02 -0.2921  0.419
1.5  -2.138 0.5222 -0.9333 15  0.0284 -0.3197 0.4251
2     -2.69 0.5707 -0.9082 15    0.04  -0.277 0.4077
2.5  -2.942 0.5671  -0.827 15  0.0054  -0.271 0.3959
`,
);

function evaluator(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const shift = -Math.log(GRAVITY);
  return rowEvaluator(
    (ctx, i) =>
      LN10 *
        (c.b1 +
          c.b2 * ctx.mag[i]! +
          c.b3 * Math.log10(Math.hypot(ctx.rjb[i]!, c.b4)) +
          (ctx.vs30[i]! > 760 ? c.b5 : 0) +
          (isReverse30(ctx.rake[i]!) ? 0 : c.b6)) +
      shift,
    { total: c.sigma * LN10 },
  );
}

export const sharma2009: ModelFamily = { models: { SharmaEtAl2009: plainModel(FACTS, evaluator) } };
