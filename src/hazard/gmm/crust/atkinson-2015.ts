/**
 * Atkinson (2015), Ground-motion prediction equation for small-to-moderate events at short hypocentral distances, with application
 * to induced-seismicity hazards, BSSA 105(2A), 981-992, eqs. 1-4 and the alternative distance saturation.
 *
 * log10 of cm/s2 and cm/s in the paper, ln(g) and ln(cm/s) here, on rock of vs30 760 m/s; rhypo in km. Magnitude 3 to 6, rhypo up to 40 km.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, LN_GAL_IN_G, LN10, plainModel, withConstantDeviations } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";

const FACTS: ModelFacts = {
  name: "Atkinson2015",
  tectonicRegionType: TECTONIC_REGION_TYPES.induced,
  component: "Average Horizontal (RotD50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag"],
  distanceColumns: ["rhypo"],
  siteColumns: [],
  measures: ["PGA", "PGV", "SA"],
  doi: "10.1785/0120140142",
  validity: { magnitude: [3, 6], distance: 40 },
};

const COEFFICIENTS = coefficientTable(
  "c0 c1 c2 c3 c4 phi tau sigma",
  `
PGV  -4.151 1.762 -0.09509 -1.669 -0.0006 0.27 0.19 0.33
PGA  -2.376 1.818  -0.1153 -1.752  -0.002 0.28 0.24 0.37
0.03 -2.283 1.842  -0.1189 -1.785  -0.002 0.28 0.27 0.39
0.05 -2.018 1.826  -0.1192 -1.831  -0.002 0.28  0.3 0.41
0.1  -1.954  1.83  -0.1185 -1.774  -0.002 0.29 0.25 0.39
0.2  -2.266 1.785  -0.1061 -1.657 -0.0014  0.3 0.21 0.37
0.3  -2.794 1.852  -0.1078 -1.608  -0.001  0.3 0.19 0.36
0.5  -3.873  2.06  -0.1212 -1.544 -0.0006 0.29  0.2 0.35
1    -4.081 1.742 -0.07381 -1.481       0 0.26 0.22 0.34
2    -4.462 1.485 -0.03815 -1.361       0 0.24 0.23 0.33
3    -3.827  1.06 0.009086 -1.398       0 0.24 0.22 0.32
5    -4.321  1.08 0.009376 -1.378       0 0.25 0.18 0.31
`,
);

/** `saturation`: log10 of the effective depth (km) is level + growth * magnitude, at least 0. */
function evaluator(imt: IntensityMeasure, level: number, growth: number): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const units = imt.kind === "PGV" ? 0 : LN_GAL_IN_G;
  return withConstantDeviations(
    (ctx, out) => {
      for (let i = 0; i < ctx.length; i++) {
        const m = ctx.mag[i]!;
        const depth = Math.max(10 ** (level + growth * m), 1);
        const r = Math.sqrt(ctx.rhypo[i]! ** 2 + depth * depth);
        out.mean[i] = LN10 * (c.c0 + c.c1 * m + c.c2 * m * m + c.c4 * r) + c.c3 * Math.log(r) + units;
      }
    },
    LN10 * c.tau,
    LN10 * c.phi,
    LN10 * c.sigma,
  );
}

export const atkinson2015: ModelFamily = {
  models: {
    Atkinson2015: plainModel(FACTS, (imt) => evaluator(imt, -1.72, 0.43)),
    Atkinson2015AltDistSat: plainModel({ ...FACTS, name: "Atkinson2015AltDistSat" }, (imt) =>
      evaluator(imt, -0.28, 0.19),
    ),
  },
};
