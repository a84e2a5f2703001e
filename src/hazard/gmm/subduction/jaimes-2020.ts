/**
 * Jaimes & Garcia-Soto (2020), Updated ground motion prediction model for Mexican intermediate-depth intraslab earthquakes including
 * V/H ratios, Earthquake Spectra 36(3), 1298-1330, eqs. 1 and 5: horizontal, vertical, and their ratio.
 *
 * ln(cm/s2) and ln(cm/s) in the paper, ln(g) and ln(cm/s) here; rrup above magnitude 6.5, rhypo up to it, depth in km. Rock. Magnitude 5 to 8, 22
 * to 400 km.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, plainModel } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { galShift, type RowFunction, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "JaimesEtAl2020SSlab",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["rhypo", "rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  doi: "10.1177/8755293019899947",
  validity: { magnitude: [5, 8], distance: 400 },
};

const RATIO_FACTS: ModelFacts = {
  ...FACTS,
  name: "JaimesEtAl2020SSlabVHratio",
  component: "Vertical-to-Horizontal Ratio",
};

const HORIZONTAL = coefficientTable(
  "c1 c2 c3 c4 c5 s_b s_w s_t",
  `
PGA   0.1571 1.3581 -1 -0.0084 0.0268 0.35  0.6  0.7
PGV  -5.0446 1.6401 -1 -0.0054 0.0135 0.25 0.54  0.6
0.01  0.1824 1.3569 -1 -0.0084 0.0266 0.36  0.6  0.7
0.02   0.338 1.3502 -1 -0.0086 0.0262 0.37 0.61 0.71
0.06  1.2826 1.2732 -1 -0.0088 0.0263 0.47 0.69 0.83
0.08  1.5138  1.268 -1 -0.0088 0.0272 0.42 0.69 0.81
0.1   1.5392   1.28 -1 -0.0085 0.0284 0.34  0.7 0.78
0.2   0.4035 1.4283 -1 -0.0081 0.0284 0.34 0.57 0.67
0.3  -0.7722 1.5597 -1 -0.0075 0.0231 0.34 0.53 0.63
0.4  -1.4572 1.5975 -1 -0.0063 0.0216  0.3 0.54 0.62
0.5  -2.0213 1.6378 -1 -0.0055 0.0153 0.24 0.54 0.59
0.6  -2.3061 1.6297 -1 -0.0048 0.0178 0.21 0.56  0.6
0.7  -2.5725 1.6332 -1 -0.0043 0.0165  0.2 0.58 0.61
0.8  -3.0802 1.6927 -1 -0.0043 0.0137 0.21 0.57 0.61
0.9  -3.5864 1.7458 -1  -0.004 0.0134 0.21 0.57 0.61
1    -3.9575 1.7752 -1 -0.0036 0.0123 0.19 0.57 0.61
2    -6.2968 1.9592 -1 -0.0029 0.0072 0.18 0.54 0.57
3    -7.5722 2.0386 -1 -0.0021 0.0044 0.26 0.49 0.55
4    -8.7329  2.132 -1 -0.0017 0.0046 0.22 0.49 0.53
5    -9.6803 2.2118 -1 -0.0016 0.0041 0.19 0.48 0.51
`,
);

const VERTICAL = coefficientTable(
  "c1 c2 c3 c4 c5 s_b s_w s_t",
  `
PGA  -0.0082 1.3218 -1 -0.0079  0.0215  0.3 0.56 0.63
PGV  -5.2592 1.6119 -1 -0.0044  0.0054  0.2 0.49 0.53
0.01  0.0312 1.3219 -1  -0.008  0.0212  0.3 0.56 0.63
0.02  0.2511 1.3173 -1 -0.0083  0.0208 0.32 0.58 0.66
0.06  1.1118 1.2644 -1 -0.0088  0.0244 0.43 0.66 0.79
0.08  1.1182 1.2876 -1 -0.0088  0.0258 0.34 0.66 0.74
0.1    0.956 1.3089 -1 -0.0085  0.0284  0.3 0.64 0.71
0.2   0.2518 1.3753 -1 -0.0075  0.0204 0.29 0.53 0.61
0.3  -0.3711  1.429 -1 -0.0067  0.0146 0.29 0.51 0.59
0.4  -1.2375 1.4938 -1 -0.0053  0.0133 0.24 0.52 0.57
0.5  -1.7755 1.5277 -1 -0.0043  0.0076 0.21 0.54 0.58
0.6  -2.1792 1.5471 -1 -0.0038  0.0093 0.22 0.54 0.58
0.7  -2.5892 1.5791 -1 -0.0036  0.0102 0.19 0.54 0.57
0.8  -3.1819  1.639 -1 -0.0029  0.0077 0.21 0.53 0.57
0.9   -3.687 1.6933 -1 -0.0027  0.0074 0.19 0.54 0.58
1    -3.9478 1.7053 -1 -0.0024  0.0075  0.2 0.55 0.58
2    -6.2754 1.9082 -1 -0.0017  0.0006 0.23 0.53 0.58
3    -7.2002 1.9455 -1 -0.0015  0.0007 0.32  0.5  0.6
4     -8.698 2.0912 -1 -0.0012  0.0014 0.27 0.51 0.58
5    -9.9448 2.2137 -1 -0.0009 -0.0001 0.24  0.5 0.55
`,
);

const RATIO = coefficientTable(
  "c1 c2 c3 s_t rho_b rho_w sh_b sh_w sv_b sv_w",
  `
PGA  -0.6488   0.025 0.0005 0.32 0.746 0.847 0.35  0.6  0.3 0.56
PGV  -0.7475  0.0318 0.0012 0.33   0.7 0.804 0.25 0.54  0.2 0.49
0.01 -0.6431  0.0274 0.0005 0.33 0.743 0.844 0.36  0.6  0.3 0.56
0.02 -0.6546  0.0313 0.0005 0.33 0.739 0.846 0.37 0.61 0.32 0.58
0.06 -0.6953  0.0557 0.0002 0.36   0.8 0.859 0.47 0.69 0.43 0.66
0.08 -0.8216  0.0705 0.0001 0.37 0.828 0.845 0.42 0.69 0.34 0.66
0.1  -1.0478  0.0834 0.0003 0.36 0.822 0.851 0.34  0.7  0.3 0.64
0.2  -0.5523 -0.0033 0.0005 0.38 0.758 0.772 0.34 0.57 0.29 0.53
0.3  -0.0408 -0.0732 0.0006 0.37 0.704  0.77 0.34 0.53 0.29 0.51
0.4  -0.3026 -0.0322 0.0008 0.36 0.677 0.794  0.3 0.54 0.24 0.52
0.5  -0.2276 -0.0467 0.0011 0.35 0.685 0.789 0.24 0.54 0.21 0.54
0.6  -0.1963 -0.0406 0.0009 0.36 0.732 0.788 0.21 0.56 0.22 0.54
0.7   -0.309 -0.0192 0.0007 0.39 0.764 0.759  0.2 0.58 0.19 0.54
0.8  -0.4643 -0.0075 0.0013 0.39 0.759  0.75 0.21 0.57 0.21 0.53
0.9  -0.4893 -0.0008 0.0012  0.4 0.775 0.745 0.21 0.57 0.19 0.54
1    -0.3117 -0.0284 0.0012 0.41 0.796 0.736 0.19 0.57  0.2 0.55
2    -0.1883 -0.0218 0.0009  0.4 0.813 0.728 0.18 0.54 0.23 0.53
3     0.0552 -0.0502 0.0006 0.42 0.819 0.655 0.26 0.49 0.32  0.5
4    -0.2465  -0.006 0.0006 0.42 0.812  0.66 0.22 0.49 0.27 0.51
5    -0.5119  0.0321 0.0008 0.41 0.731  0.67 0.19 0.48 0.24  0.5
`,
);

const effectiveDistance: RowFunction = (ctx, i) => {
  const m = ctx.mag[i]!;
  return Math.hypot(m > 6.5 ? ctx.rrup[i]! : ctx.rhypo[i]!, 0.0075 * 10 ** (0.507 * m));
};

function evaluator(imt: IntensityMeasure, table: typeof HORIZONTAL): GroundMotionEvaluator {
  const c = table.at(imt);
  const shift = galShift(imt);
  return rowEvaluator(
    (ctx, i) => {
      const r = effectiveDistance(ctx, i);
      const depth = Math.min(ctx.hypo_depth[i]!, 75) - 50;
      return c.c1 + c.c2 * ctx.mag[i]! + c.c3 * Math.log(r) + c.c4 * r + c.c5 * depth + shift;
    },
    { tau: c.s_b, phi: c.s_w, sigma: c.s_t },
  );
}

/** Standard deviation of a ratio of two correlated motions. */
function ofRatio(vertical: number, horizontal: number, correlation: number): number {
  return Math.sqrt(vertical * vertical + horizontal * horizontal - 2 * correlation * vertical * horizontal);
}

function ratio(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = RATIO.at(imt);
  return rowEvaluator((ctx, i) => c.c1 + c.c2 * ctx.mag[i]! + c.c3 * effectiveDistance(ctx, i), {
    tau: ofRatio(c.sv_b, c.sh_b, c.rho_b),
    phi: ofRatio(c.sv_w, c.sh_w, c.rho_w),
  });
}

export const jaimes2020: ModelFamily = {
  models: {
    JaimesEtAl2020SSlab: plainModel(FACTS, (imt) => evaluator(imt, HORIZONTAL)),
    JaimesEtAl2020SSlabVert: plainModel({ ...FACTS, name: "JaimesEtAl2020SSlabVert", component: "Vertical" }, (imt) =>
      evaluator(imt, VERTICAL),
    ),
    JaimesEtAl2020SSlabVHratio: plainModel(RATIO_FACTS, ratio),
  },
};
