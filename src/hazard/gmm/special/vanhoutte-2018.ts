/**
 * Van Houtte, Larkin & Holden (2018), On durations, peak factors, and nonstationarity corrections in seismic hazard applications of random
 * vibration theory, BSSA 108(1), 418-436, eqs. 15-17: significant duration in New Zealand.
 *
 * ln(s); rrup in km.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, plainModel } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "VanHoutteEtAl2018RSD",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["RSD575"],
  doi: "10.1785/0120170076",
};

const COEFFICIENTS = coefficientTable(
  "b0 b1 b2 b3 b4 b5 b6 b7 tau phi",
  `
RSD575 -1.7204 0.2272 0.0967 0.887 2.7641 0.5777 1.17 -0.1413 0.227 0.4163
`,
);

function evaluator(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  return rowEvaluator(
    (ctx, i) => {
      const dm = ctx.mag[i]! - 6;
      const r = ctx.rrup[i]!;
      const saturation = Math.exp(c.b4 + c.b5 * dm);
      const lnHinge = Math.log(Math.hypot(100, saturation));
      const lnR = Math.log(Math.hypot(r, saturation));
      const path = r > 100 ? c.b3 * lnHinge + c.b6 * (lnR - lnHinge) : c.b3 * lnR;
      return c.b0 + c.b1 * dm + c.b2 * dm * dm + path + c.b7 * Math.log(ctx.vs30[i]! / 1000);
    },
    { tau: c.tau, phi: c.phi },
  );
}

export const vanHoutte2018: ModelFamily = { models: { VanHoutteEtAl2018RSD: plainModel(FACTS, evaluator) } };
