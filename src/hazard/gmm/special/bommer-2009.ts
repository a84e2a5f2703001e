/**
 * Bommer, Stafford & Alarcon (2009), Empirical equations for the prediction of the significant, bracketed, and uniform duration of
 * earthquake ground motion, BSSA 99(6), 3217-3233, eq. 5: significant durations.
 *
 * ln(s); rrup, ztor in km. Magnitude 4.8 to 7.9, up to 100 km.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, plainModel } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "BommerEtAl2009RSD",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag", "ztor"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["RSD575", "RSD595"],
  validity: { magnitude: [4.8, 7.9], distance: 100 },
};

const COEFFICIENTS = coefficientTable(
  "c0 m1 r1 r2 h1 v1 z1 tau phi",
  `
RSD575 -5.6298 1.2619 2.0063  -0.252 2.3316   -0.29 -0.0522 0.3527 0.4304
RSD595 -2.2393 0.9368 1.5686 -0.1953    2.5 -0.3478 -0.0365 0.3252  0.346
`,
);

function evaluator(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  return rowEvaluator(
    (ctx, i) => {
      const m = ctx.mag[i]!;
      const path = (c.r1 + c.r2 * m) * Math.log(Math.hypot(ctx.rrup[i]!, c.h1));
      return c.c0 + c.m1 * m + path + c.z1 * ctx.ztor[i]! + c.v1 * Math.log(ctx.vs30[i]!);
    },
    { tau: c.tau, phi: c.phi },
  );
}

export const bommer2009: ModelFamily = { models: { BommerEtAl2009RSD: plainModel(FACTS, evaluator) } };
