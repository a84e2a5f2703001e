/**
 * Gupta (2010), Response spectral attenuation relations for in-slab earthquakes in Indo-Burmese subduction zone, Soil Dynamics and Earthquake
 * Engineering 30(5), 368-377, eq. 2: Atkinson & Boore (2003) with a regional constant.
 *
 * log10(cm/s2) in the paper, ln(g) here; rrup, depth in km. Total standard deviation only.
 */
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { ModelFacts, ModelFamily } from "../model.ts";
import { atkinsonBoore2003 } from "./atkinson-boore-2003.ts";

const FACTS: ModelFacts = {
  name: "Gupta2010SSlab",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA", "SA"],
  referenceVelocity: 800,
};

/** The parts s1 and s2 of the standard deviation, which the form has, are not given. */
const COEFFICIENTS = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 sigma s1 s2",
  `
PGA   0.4598  0.6909  0.0113 -0.00202 0.19 0.24 0.29 0.347 0 0
0.04  0.7382 0.63273 0.01275 -0.00234 0.15  0.2  0.2 0.343 0 0
0.1   1.0081 0.66675  0.0108 -0.00219 0.15 0.23  0.2 0.341 0 0
0.2   1.2227 0.69186 0.00572 -0.00192 0.15 0.27 0.25  0.34 0 0
0.4   0.8798  0.7727 0.00173 -0.00178 0.13 0.37 0.38 0.341 0 0
1    -0.3339  0.8789  0.0013 -0.00173  0.1  0.3 0.55 0.344 0 0
2    -2.0677  0.9964 0.00364 -0.00118  0.1 0.25  0.4 0.347 0 0
3    -3.4227  1.1169 0.00615 -0.00045  0.1 0.25 0.36 0.351 0 0
`,
);

export const gupta2010: ModelFamily = {
  models: {
    Gupta2010SSlab: plainModel(FACTS, (imt) =>
      atkinsonBoore2003(imt, { slab: true, halfOnRock: false, table: COEFFICIENTS }),
    ),
  },
};
