/**
 * Megawati & Pan (2010), Ground-motion attenuation relationship for the Sumatran megathrust earthquakes, Earthquake Engineering and
 * Structural Dynamics 39(8), 827-845, eq. 2.
 *
 * ln(cm/s2) and ln(cm/s) in the paper, ln(g) and ln(cm/s) here; rhypo in km; hard rock. Magnitude 6.5 to 9, 200 to 1500 km. Total standard deviation
 * only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { galShift, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "MegawatiPan2010",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rhypo"],
  siteColumns: [],
  measures: ["PGA", "PGV", "SA"],
  validity: { magnitude: [6.5, 9], distance: 1500 },
};

const COEFFICIENTS = coefficientTable(
  "a0 a1 a2 a3 a4 a5 sigma",
  `
PGV  2.369 2.0852 -0.23564 -0.87906 -0.001363 0.0001189 0.3478
PGA  3.882 1.8988 -0.11736       -1 -0.001741  7.76e-05 0.2379
0.5  4.068 1.9257 -0.12435 -0.99864  -0.00179  5.64e-05  0.241
0.6  4.439 1.9094 -0.13693 -0.99474 -0.002462 0.0001051 0.2496
0.7  4.836 1.8308  -0.1351  -0.9995 -0.003323 0.0001945 0.2565
0.8  4.978  1.857 -0.12887       -1 -0.003054 0.0001475 0.2626
0.9  5.108 1.9314 -0.13954 -0.98621 -0.002986 0.0001075 0.2424
1    4.973 1.9547 -0.13913 -0.97603 -0.002851 0.0001106 0.2343
1.2  2.729 2.0316 -0.13658 -0.60751  -0.00257  4.09e-05 0.2436
1.5  2.421  1.896 -0.07075 -0.59262 -0.002453  6.68e-05 0.2614
2     2.67 1.8182 -0.07657 -0.62089  -0.00219  6.74e-05  0.278
3    1.716 1.7922 -0.01895 -0.61167 -0.001177  1.21e-05 0.2944
5    -0.06 1.8694 -0.09103 -0.32688 -0.001765  5.29e-05 0.3963
7    0.518 2.1948 -0.24519 -0.47529 -0.001064  1.89e-05 0.4206
10   0.044 2.3081  -0.2906 -0.50356 -0.000848  1.25e-05 0.5183
15  -0.525 2.5297  -0.4193 -0.52777 -0.001454 0.0001435 0.4495
20  -1.695 2.5197 -0.42807 -0.42096 -0.001575 0.0001498 0.4543
30  -2.805  2.664 -0.42674 -0.43304 -0.001576 0.0001568 0.3686
50   -4.34 2.2968 -0.27844 -0.38291 -0.002564  0.000254 0.3946
`,
);

function evaluator(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const shift = galShift(imt);
  return rowEvaluator(
    (ctx, i) => {
      const m = ctx.mag[i]!;
      const r = ctx.rhypo[i]!;
      return c.a0 + c.a1 * (m - 6) + c.a2 * (m - 6) ** 2 + c.a3 * Math.log(r) + (c.a4 + c.a5 * m) * r + shift;
    },
    { total: c.sigma },
  );
}

export const megawatiPan2010: ModelFamily = { models: { MegawatiPan2010: plainModel(FACTS, evaluator) } };
