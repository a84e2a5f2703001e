/**
 * Climent, Taylor, Ciudad Real, Strauch, Villagran, Dahle & Bungum (1994), Spectral strong motion attenuation in Central America, NORSAR
 * technical report 2-17: pseudo-velocity of the larger horizontal component.
 *
 * ln(m/s2) and ln(m/s) in the report, ln(g) here; rhypo in km, 6.06 km at least. Soil below vs30 760 m/s. `r_SA` and `r_std` convert to the
 * geometric mean. Total standard deviation only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { GRAVITY, plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "ClimentEtAl1994",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Greater of two horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rhypo"],
  siteColumns: ["vs30"],
  measures: ["PGA", "SA"],
};

const COEFFICIENTS = coefficientTable(
  "c1 c2 c3 c4 c5 SigmaB r_SA r_std",
  `
PGA   -1.687 0.553 -0.537 -0.00302 0.327 0.75   1.1 1.02
0.025 -7.214 0.553 -0.537 -0.00302 0.327 0.75   1.1 1.02
0.05  -5.487 0.447  -0.55 -0.00246 0.309 0.78   1.1 1.02
0.1   -4.726 0.483 -0.581 -0.00199 0.381  0.8 1.202 1.02
0.2   -4.876 0.642 -0.642 -0.00156  0.47 0.82 1.204 1.02
0.5   -5.862 0.917 -0.726 -0.00107 0.566 0.82  1.21 1.02
1     -6.744 1.081 -0.756 -0.00077 0.588 0.82  1.22 1.02
2     -7.348 1.128 -0.728 -0.00053 0.536 0.79  1.24 1.02
4     -7.441 1.007 -0.601  -0.0004 0.496 0.73  1.28 1.02
`,
);

const NEAREST = 6.056877878;

function evaluator(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const angularFrequency = imt.period === 0 ? 1 : (2 * Math.PI) / imt.period;
  const shift = Math.log(angularFrequency / GRAVITY / c.r_SA);
  return rowEvaluator(
    (ctx, i) => {
      const r = Math.max(ctx.rhypo[i]!, NEAREST);
      const soil = ctx.vs30[i]! < 760 ? c.c5 : 0;
      return c.c1 + c.c2 * ctx.mag[i]! + c.c3 * Math.log(r) + c.c4 * r + soil + shift;
    },
    { total: c.SigmaB / c.r_std },
  );
}

export const climent1994: ModelFamily = { models: { ClimentEtAl1994: plainModel(FACTS, evaluator) } };
