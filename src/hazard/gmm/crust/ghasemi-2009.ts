/**
 * Ghasemi, Zare, Fukushima & Koketsu (2009), An empirical spectral ground-motion model for Iran, Journal of Seismology 13, 499-515, eq. 3.
 *
 * log10(cm/s2) in the paper, ln(g) here; rrup in km. Rock from vs30 760 m/s. Magnitude 5 to 7.4, up to 100 km. Total standard deviation only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { LN_GAL_IN_G, LN10, plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "GhasemiEtAl2009",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal (GMRotI50)",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA", "SA"],
  doi: "10.1007/s10950-008-9143-x",
  validity: { magnitude: [5, 7.4], distance: 100 },
};

const COEFFICIENTS = coefficientTable(
  "a1 a2 a3 a4 a6 a7 sigma",
  `
PGA   0.868 0.405 -1.424 0.014  0.859  0.836 0.319
0.05  0.868 0.405 -1.424 0.014  0.859  0.836 0.319
0.06  0.906 0.398  -1.44 0.015  0.944  0.911 0.322
0.07  0.957 0.394 -1.449 0.015  0.978  0.937 0.325
0.08    0.7 0.387 -1.427 0.015  1.282  1.238 0.325
0.09  0.966 0.384 -1.413 0.016  1.046  1.005 0.326
0.1   0.904  0.38 -1.396 0.016  1.136  1.096 0.331
0.2   0.786 0.425 -1.215 0.015  0.663  0.748 0.319
0.3   0.432 0.474 -1.134 0.014  0.477  0.605 0.318
0.4   0.246 0.528  -1.08 0.011  0.135  0.289 0.327
0.5   0.003 0.571 -1.069  0.01  0.002  0.173 0.333
0.6  -0.118 0.608 -1.053  0.01 -0.209 -0.037 0.337
0.7  -0.234 0.635 -1.034 0.009 -0.361 -0.194 0.347
0.8  -0.331 0.673 -1.083  0.01  -0.45   -0.3 0.336
0.9  -0.459 0.706 -1.092 0.011  -0.57 -0.424 0.335
1    -0.567 0.727 -1.071 0.011 -0.678 -0.533 0.336
2    -1.209 0.876 -1.104 0.011 -1.291 -1.183 0.363
3    -1.436  0.92 -1.151 0.012 -1.515 -1.411  0.37
`,
);

function evaluator(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  return rowEvaluator(
    (ctx, i) => {
      const m = ctx.mag[i]!;
      const path = c.a3 * Math.log10(ctx.rrup[i]! + c.a4 * 10 ** (0.42 * m));
      return LN10 * (c.a1 + c.a2 * m + path + (ctx.vs30[i]! >= 760 ? c.a6 : c.a7)) + LN_GAL_IN_G;
    },
    { total: c.sigma * LN10 },
  );
}

export const ghasemi2009: ModelFamily = { models: { GhasemiEtAl2009: plainModel(FACTS, evaluator) } };
