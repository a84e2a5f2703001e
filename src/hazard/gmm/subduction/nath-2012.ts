/**
 * Nath, Thingbaijam, Maity & Nayak (2012), Ground-motion predictions in Shillong plateau, northeast India, Journal of Seismology 16,
 * 475-488, eq. 4: lower and upper crust (with a factor).
 *
 * ln(g); rrup in km. Magnitude 4.8 to 8.1. Total standard deviation only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { LN10, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { modelVariants, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "NathEtAl2012Lower",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
  component: "Vertical",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
  siteColumns: [],
  measures: ["PGA", "SA"],
  referenceVelocity: 800,
  validity: { magnitude: [4.8, 8.1] },
};

const LOWER = coefficientTable(
  "c1 c2 c3 c4 c5 c6 sigma",
  `
PGA   9.143  0.247  -0.014   -2.67 32.9458 0.0663   0.33
0.1  4.8183 0.3531 -0.0152 -1.7445  5.0087 0.2973 0.3441
0.2  4.0396 0.3376 -0.0148  -1.682  3.9925 0.2764 0.3117
0.5  2.6536 0.5799 -0.0162 -1.8479   1.957 0.3919 0.3384
1     2.915 0.1758 -0.0235 -1.3546  7.1026   0.17 0.3762
2   -0.8191  0.495 -0.0247 -1.1763  1.4407  0.391 0.4536
4   -6.9619 0.9977  -0.027 -0.8393       0 1.9613 0.4614
`,
);

const UPPER_FACTOR = coefficientTable(
  "correction",
  `
PGA 0.6169
0.1 0.6249
0.2 0.6584
0.5 0.8355
1   0.8704
2   0.9109
4   0.9292
`,
);

function evaluator(imt: IntensityMeasure, crust: "lower" | "upper"): GroundMotionEvaluator {
  const c = LOWER.at(imt);
  const shift = crust === "upper" ? Math.log(UPPER_FACTOR.at(imt).correction) : 0;
  return rowEvaluator(
    (ctx, i) => {
      const m = ctx.mag[i]!;
      const spreading = c.c4 * Math.log(ctx.rrup[i]! + c.c5 * Math.exp(c.c6 * m));
      return c.c1 + c.c2 * m + c.c3 * (10 - m) ** 3 + spreading + shift;
    },
    { total: c.sigma * LN10 },
  );
}

export const nath2012: ModelFamily = {
  models: modelVariants(FACTS, evaluator, {
    NathEtAl2012Lower: { options: "lower" },
    NathEtAl2012Upper: { options: "upper" },
  }),
};
