/**
 * Somerville, Collins, Abrahamson, Graves & Saikia (2001), Ground motion attenuation relations for the central and eastern United States,
 * USGS report, as the US national seismic hazard model 2008 uses it: not rifted domains.
 *
 * ln(g), bounded by the ceilings of the US model; rjb in km. Magnitude 6 to 7.5, up to 500 km. Total standard deviation only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { medianCeiling } from "../nshmp-conversions.ts";
import { rowEvaluator } from "../row-evaluator.ts";
import { somervilleSpreading } from "./somerville-2009.ts";

const FACTS: ModelFacts = {
  name: "SomervilleEtAl2001NSHMP2008",
  tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rjb"],
  siteColumns: [],
  measures: ["PGA", "SA"],
  referenceVelocity: 760,
  validity: { magnitude: [6, 7.5], distance: 500 },
};

const COEFFICIENTS = coefficientTable(
  "a1 a2 a3 a4 a5 a6 a7 sigma",
  `
PGA   0.658 0.805    -0.679 0.0861    -0.00498    -0.477          0  0.587
0.1   1.442 0.805    -0.679 0.0861    -0.00498    -0.477          0  0.595
0.2   1.358 0.805    -0.679 0.0861    -0.00498    -0.477          0  0.611
0.3  1.2353 0.805  -0.67023 0.0861  -0.0048045 -0.523792  -0.030298 0.6057
0.5  0.8532 0.805 -0.671792 0.0861 -0.00442189 -0.605213 -0.0640237 0.6242
1   -0.0143 0.805    -0.696 0.0861    -0.00362    -0.755     -0.102  0.693
2   -0.9497 0.805    -0.728 0.0861    -0.00221    -0.946      -0.14  0.824
`,
);

function evaluator(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const ceiling = medianCeiling(imt.period);
  return rowEvaluator(
    (ctx, i) => {
      const dm = ctx.mag[i]! - 6.4;
      const path = somervilleSpreading(c.a3, c.a4 * dm, c.a5, c.a6, ctx.rjb[i]!);
      return Math.min(c.a1 + c.a2 * dm + c.a7 * (8.5 - ctx.mag[i]!) ** 2 + path, ceiling);
    },
    { total: c.sigma },
  );
}

export const somerville2001: ModelFamily = { models: { SomervilleEtAl2001NSHMP2008: plainModel(FACTS, evaluator) } };
