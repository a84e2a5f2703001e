/**
 * Garcia, Singh, Herraiz, Ordaz & Pacheco (2005), Inslab earthquakes of central Mexico: peak ground-motion parameters and response
 * spectra, BSSA 95(6), 2272-2282, eqs. 4-6, horizontal and vertical.
 *
 * log10(cm/s2) and log10(cm/s) in the paper, ln(g) and ln(cm/s) here; rrup from magnitude 6.5, rhypo below, depth in km; rock. Magnitude 5.2 to
 * 7.4, up to 400 km.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type CoefficientTable, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, LN10, plainModel } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { galShift, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "GarciaEtAl2005SSlab",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["rhypo", "rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  validity: { magnitude: [5.2, 7.4], distance: 400 },
};

const VERTICAL_FACTS: ModelFacts = {
  ...FACTS,
  name: "GarciaEtAl2005SSlabVert",
};

type Columns = "c1 c2 c3 c4 c5 s_t s_r s_e";

export const GARCIA_2005 = coefficientTable(
  "c1 c2 c3 c4 c5 s_t s_r s_e",
  `
PGA   -0.2317 0.58726 -0.00394 1 0.00767  0.2852 0.26662 0.10123
PGV   -2.3595 0.70759 -0.00235 1 0.00436 0.25745 0.23917 0.09529
0.04  0.02645 0.58792  -0.0043 1   0.007 0.31829 0.30777 0.08115
0.05  0.10949 0.58046 -0.00433 1 0.00753  0.3356 0.32329 0.09005
0.07  0.22907 0.56961 -0.00429 1 0.00826  0.3364 0.32126 0.09979
0.1   0.40746 0.54939 -0.00414 1 0.00774 0.33431 0.31785 0.10358
0.2   0.05215 0.58676 -0.00369 1 0.00689 0.27971 0.24464 0.13559
0.3  -0.26507 0.62932 -0.00331 1 0.00485 0.27649 0.22833 0.15592
0.4  -0.55235 0.64414  -0.0028 1 0.00483 0.27187 0.23607 0.13484
0.5  -0.81731 0.67453 -0.00243 1 0.00351 0.26432 0.24081 0.10898
0.75  -1.3158 0.70924 -0.00198 1 0.00371 0.27422 0.25957 0.08843
1     -1.7505 0.75555 -0.00168 1 0.00296 0.27728 0.26232 0.08985
1.5   -2.3012  0.8076 -0.00144 1 0.00167  0.2803 0.26085 0.10261
2     -2.7519 0.84564 -0.00123 1 0.00137 0.26353 0.24282  0.1024
3      -3.347 0.89255 -0.00092 1 0.00085 0.26279  0.2236 0.13806
4     -3.8746 0.93748 -0.00079 1 0.00093 0.25328 0.22226 0.12147
5     -4.2675 0.96929 -0.00074 1 0.00104 0.24643 0.21638 0.11793
`,
);

const VERTICAL = coefficientTable(
  "c1 c2 c3 c4 c5 s_t s_r s_e",
  `
PGA   -0.4  0.6 -0.0036 1   0.006 0.27 0.25 0.11
PGV   -2.4  0.7 -0.0018 1   0.002 0.24 0.21 0.11
0.04  -0.3 0.62 -0.0041 1   0.006 0.31  0.3 0.07
0.05  -0.2 0.62 -0.0043 1   0.007 0.32 0.31 0.08
0.07 -0.06  0.6 -0.0041 1   0.007 0.32 0.31 0.09
0.1  -0.04 0.59 -0.0039 1   0.007 0.31 0.29 0.11
0.2  -0.07 0.59 -0.0033 1   0.004 0.26 0.22 0.14
0.3   -0.2  0.6 -0.0029 1   0.003 0.26 0.22 0.15
0.4   -0.7 0.64 -0.0022 1   0.003 0.26 0.23 0.13
0.5   -0.9 0.66 -0.0018 1   0.002 0.26 0.23 0.11
0.75  -1.3 0.69 -0.0014 1   0.002 0.25 0.22 0.11
1     -1.8 0.75  -0.001 1   0.001 0.27 0.24 0.12
1.5   -2.4  0.8 -0.0008 1  0.0004 0.26 0.23 0.12
2     -2.8 0.83 -0.0006 1 -0.0005 0.27 0.24 0.14
3     -3.3 0.88 -0.0005 1 -0.0004 0.28 0.23 0.17
4       -4 0.95 -0.0004 1 -0.0003 0.27 0.23 0.15
5     -4.4 0.98 -0.0003 1 -0.0002 0.26 0.22 0.14
`,
);

export interface Garcia2005Options {
  /** Replaces the hypocentral depth (km). */
  readonly depth?: number;
}

export function garcia2005(
  table: CoefficientTable<Columns>,
  imt: IntensityMeasure,
  options: Garcia2005Options = {},
): GroundMotionEvaluator {
  const c = table.at(imt);
  const shift = galShift(imt);
  return rowEvaluator(
    (ctx, i) => {
      const m = ctx.mag[i]!;
      const r = Math.hypot(m < 6.5 ? ctx.rhypo[i]! : ctx.rrup[i]!, 0.0075 * 10 ** (0.507 * m));
      const depth = options.depth ?? ctx.hypo_depth[i]!;
      return LN10 * (c.c1 + c.c2 * m + c.c3 * r - c.c4 * Math.log10(r) + c.c5 * depth) + shift;
    },
    { tau: c.s_e * LN10, phi: c.s_r * LN10, sigma: c.s_t * LN10 },
  );
}

export const garcia2005Family: ModelFamily = {
  models: {
    GarciaEtAl2005SSlab: plainModel(FACTS, (imt) => garcia2005(GARCIA_2005, imt)),
    GarciaEtAl2005SSlabVert: plainModel(VERTICAL_FACTS, (imt) => garcia2005(VERTICAL, imt)),
  },
};
