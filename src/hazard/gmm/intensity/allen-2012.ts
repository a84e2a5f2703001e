/**
 * Allen, Wald & Worden (2012), Intensity attenuation for active crustal regions, Journal of Seismology 16, 409-433, eqs. 2-5.
 *
 * Modified Mercalli intensity; rrup or rhypo in km. Magnitude 5 to 7.9, up to 300 km. Total standard deviation only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, coefficientTable } from "../coefficients.ts";
import { plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "AllenEtAl2012",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
  siteColumns: [],
  measures: ["MMI"],
  doi: "10.1007/s10950-012-9278-7",
  validity: { magnitude: [5, 7.9], distance: 300 },
};

const RUPTURE = coefficientTable(
  "c0 c1 c2 c3 s1 s2 s3",
  `
MMI 3.95 0.913 -1.107 0.813 0.72 0.23 44.7
`,
);

const HYPOCENTRAL = coefficientTable(
  "c0 c1 c2 c4 m1 m2 s1 s2 s3",
  `
MMI 2.085 1.428 -1.402 0.078 -0.209 2.042 0.82 0.37 22.9
`,
);

function deviation(c: Coefficients<"s1 s2 s3">, distance: number): number {
  return c.s1 + c.s2 / (1 + (distance / c.s3) ** 2);
}

function byRupture(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = RUPTURE.at(imt);
  return rowEvaluator(
    (ctx, i) => {
      const saturation = 1 + c.c3 * Math.exp(ctx.mag[i]! - 5);
      return c.c0 + c.c1 * ctx.mag[i]! + c.c2 * Math.log(Math.hypot(ctx.rrup[i]!, saturation));
    },
    { total: (ctx, i) => deviation(c, ctx.rrup[i]!) },
  );
}

function byHypocentre(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = HYPOCENTRAL.at(imt);
  return rowEvaluator(
    (ctx, i) => {
      const r = ctx.rhypo[i]!;
      const saturation = c.m1 + c.m2 * Math.exp(ctx.mag[i]! - 5);
      const far = r > 50 ? c.c4 * Math.log(r / 50) : 0;
      return c.c0 + c.c1 * ctx.mag[i]! + c.c2 * Math.log(Math.hypot(r, saturation)) + far;
    },
    { total: (ctx, i) => deviation(c, ctx.rhypo[i]!) },
  );
}

export const allen2012Intensity: ModelFamily = {
  models: {
    AllenEtAl2012: plainModel(FACTS, byRupture),
    AllenEtAl2012Rhypo: plainModel({ ...FACTS, name: "AllenEtAl2012Rhypo", distanceColumns: ["rhypo"] }, byHypocentre),
  },
};
