/**
 * Boore, Joyner & Fumal (1993), Estimation of response spectra and peak accelerations from western North American earthquakes, USGS
 * open-file report 93-509, with the anelastic attenuation and the lower and upper limits of the Geological Survey of Canada.
 *
 * log10(cm/s2) in the report, ln(g) here; rjb in km; soil class B. Total standard deviation only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type CoefficientTable, coefficientTable } from "../coefficients.ts";
import { LN_GAL_IN_G, LN10, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { modelVariants, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "BooreEtAl1993GSCBest",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Random horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rjb"],
  siteColumns: [],
  measures: ["PGA", "SA"],
};

type Columns = "c1 c2 c3 c4 c5 c6 c7 sigma";

const BEST = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 sigma",
  `
PGA 2.887 0.229      0 -0.00326 -0.778 0.162 5.57 0.529
0.1 3.451 0.327 -0.098 -0.00395 -0.934 0.046 6.27 0.479
0.2 3.464 0.309  -0.09 -0.00259 -0.924  0.19 7.02 0.495
0.3 3.295 0.334  -0.07 -0.00202 -0.893 0.239 5.94  0.52
0.5  2.98 0.384 -0.039 -0.00148 -0.846 0.279 4.13 0.562
1   2.522  0.45 -0.014 -0.00097 -0.798 0.314  2.9 0.622
2   2.234 0.471 -0.037 -0.00064 -0.812  0.36 5.85 0.675
`,
);

const LOWER = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 sigma",
  `
PGA 2.587 0.229      0 -0.00326 -0.778 0.162 5.57 0.529
0.1 3.151 0.327 -0.098 -0.00395 -0.934 0.046 6.27 0.479
0.2 3.164 0.309  -0.09 -0.00259 -0.924  0.19 7.02 0.495
0.3 2.995 0.334  -0.07 -0.00202 -0.893 0.239 5.94  0.52
0.5  2.68 0.384 -0.039 -0.00148 -0.846 0.279 4.13 0.562
1   2.222  0.45 -0.014 -0.00097 -0.798 0.314  2.9 0.622
2   1.934 0.471 -0.037 -0.00064 -0.812  0.36 5.85 0.675
`,
);

const UPPER = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 sigma",
  `
PGA 3.187 0.229      0 -0.00326 -0.778 0.162 5.57 0.529
0.1 3.751 0.327 -0.098 -0.00395 -0.934 0.046 6.27 0.479
0.2 3.764 0.309  -0.09 -0.00259 -0.924  0.19 7.02 0.495
0.3 3.595 0.334  -0.07 -0.00202 -0.893 0.239 5.94  0.52
0.5  3.28 0.384 -0.039 -0.00148 -0.846 0.279 4.13 0.562
1   2.822  0.45 -0.014 -0.00097 -0.798 0.314  2.9 0.622
2   2.534 0.471 -0.037 -0.00064 -0.812  0.36 5.85 0.675
`,
);

/** Beyond this (km) the spreading is 1/r, with anelastic attenuation. */
const FAR = 100;

function evaluator(imt: IntensityMeasure, table: CoefficientTable<Columns>): GroundMotionEvaluator {
  const c = table.at(imt);
  return rowEvaluator(
    (ctx, i) => {
      const dm = ctx.mag[i]! - 6;
      const r = Math.hypot(ctx.rjb[i]!, c.c7);
      const beyond = r > FAR ? c.c4 * (r - FAR) - Math.log10(r / FAR) : 0;
      const log10 = c.c1 + c.c2 * dm + c.c3 * dm * dm + c.c6 + c.c5 * Math.log10(Math.min(r, FAR)) + beyond;
      return LN10 * log10 + LN_GAL_IN_G;
    },
    { total: c.sigma },
  );
}

export const boore1993: ModelFamily = {
  models: modelVariants(FACTS, evaluator, {
    BooreEtAl1993GSCBest: { options: BEST },
    BooreEtAl1993GSCLowerLimit: { options: LOWER },
    BooreEtAl1993GSCUpperLimit: { options: UPPER },
  }),
};
