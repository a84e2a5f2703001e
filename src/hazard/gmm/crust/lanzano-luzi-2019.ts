/**
 * Lanzano & Luzi (2020), A ground motion model for volcanic areas in Italy, Bulletin of Earthquake Engineering 18, 57-76, eqs. 1-4:
 * shallow (up to 5 km) and deep events, and the scaled backbone versions.
 *
 * log10(cm/s2) and log10(cm/s) in the paper, ln(g) and ln(cm/s) here; rhypo in km. EC8 classes B (vs30 360 to 800 m/s) and C (below). Magnitude 3.5 to
 * 4.9, up to 200 km.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type CoefficientTable, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, LN10 } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { galShift, modelVariants, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "LanzanoLuzi2019shallow",
  tectonicRegionType: TECTONIC_REGION_TYPES.volcanic,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag"],
  distanceColumns: ["rhypo"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  validity: { magnitude: [3.5, 4.9], distance: 200 },
};

type Columns = "a b c1 c2 c3 sB sC tau phi sigma";

const PUBLISHED = coefficientTable(
  "a b c1 c2 c3 sB sC tau phi sigma",
  `
PGA   -0.4185 0.8146 -2.0926 -1.5694 -0.0062  0.088 0.3382 0.1892 0.3434 0.3921
PGV   -2.5366 0.9809 -1.8482 -1.5676 -0.0042 0.0995 0.3747 0.1433 0.2988 0.3313
0.025 -0.3849 0.8113 -2.0995 -1.5689 -0.0063 0.0866 0.3373 0.1887 0.3458 0.3939
0.04  -0.2622 0.7983 -2.1271 -1.5777 -0.0065 0.0861 0.3306 0.1908 0.3531 0.4014
0.05  -0.1428  0.787 -2.1536 -1.5859 -0.0069 0.0863 0.3323 0.1955 0.3649  0.414
0.07    0.081 0.7714 -2.2186 -1.5859 -0.0076 0.0774 0.3139 0.2039 0.3898 0.4399
0.1     0.416 0.7293 -2.2624 -1.6135 -0.0075 0.0609 0.2997 0.2164  0.398 0.4531
0.15   0.2806 0.7569 -2.2177 -1.5882 -0.0069 0.0714 0.3465 0.2193 0.3861 0.4441
0.2    0.0339 0.8028 -2.1606 -1.5803  -0.006 0.0716 0.3297   0.22 0.3709 0.4312
0.25  -0.2205 0.8577 -2.1228 -1.5948 -0.0052 0.0512 0.3204 0.1995  0.353 0.4055
0.3   -0.4404 0.8872 -2.0652 -1.5829 -0.0047 0.0752 0.3468 0.1932 0.3413 0.3922
0.35  -0.6916 0.9169 -2.0099 -1.5577 -0.0042 0.0838 0.3818 0.1838 0.3312 0.3788
0.4   -1.0431 0.9744 -1.9542 -1.5409 -0.0038  0.082 0.3672  0.185 0.3282 0.3768
0.45  -1.2374 1.0111 -1.9411 -1.5544 -0.0038 0.0878 0.3882 0.1794  0.321 0.3677
0.5   -1.3532 1.0303 -1.9337 -1.5871 -0.0034 0.1033 0.4053 0.1736 0.3196 0.3637
0.6   -1.6118 1.0629 -1.8831 -1.6015 -0.0029 0.1161 0.4056 0.1681 0.3079 0.3508
0.7   -1.9639 1.1092 -1.8177 -1.5795 -0.0027 0.1086 0.4195  0.155 0.3031 0.3404
0.75  -2.0659 1.1181 -1.7968 -1.5618 -0.0029 0.1159 0.4277 0.1581 0.3026 0.3414
0.8   -2.1093 1.1189 -1.7961 -1.5741 -0.0027 0.1174 0.4371 0.1541 0.3003 0.3375
0.9   -2.2763 1.1315 -1.7722 -1.5776 -0.0023 0.1212 0.4374 0.1552 0.2964 0.3345
1     -2.5171 1.1553  -1.723 -1.5615 -0.0018 0.1201  0.448 0.1496  0.297 0.3325
1.2    -2.698 1.1748 -1.7111 -1.6079 -0.0013 0.1195 0.4313 0.1595  0.295 0.3354
1.4   -2.9144 1.1842 -1.6536 -1.5777 -0.0015 0.1155 0.4136 0.1846 0.2891  0.343
1.6   -3.0714 1.2011 -1.6641 -1.6102 -0.0013 0.1269  0.377 0.1953 0.2877 0.3477
1.8   -3.1426 1.1967 -1.6553 -1.6305 -0.0012 0.1337 0.3756 0.1888 0.2854 0.3422
2     -3.2273 1.1995 -1.6524 -1.6597 -0.0009  0.144 0.3917 0.1929 0.2848  0.344
2.5   -3.4744 1.2057 -1.6227  -1.642 -0.0011 0.1388 0.3712  0.206 0.2807 0.3482
3     -3.7121 1.2118 -1.5741 -1.6063 -0.0012 0.1261 0.3836 0.2356 0.2812 0.3668
3.5   -3.4558 1.1198 -1.5393 -1.6194 -0.0011 0.1101 0.3639 0.2506 0.2775 0.3739
4     -3.5044 1.0943 -1.4949 -1.6025 -0.0012 0.1064 0.3447 0.2442 0.2782 0.3701
4.5   -3.3949  1.049  -1.475 -1.6088 -0.0011 0.0908 0.3587 0.2287 0.2679 0.3522
5     -3.4022 1.0258 -1.4711 -1.6097 -0.0011 0.0856 0.3386 0.2273 0.2681 0.3515
`,
);

const SCALED = coefficientTable(
  "a b c1 c2 c3 sB sC tau phi sigma",
  `
PGA  -0.378174621 0.8146 -2.0926 -1.5694 -0.0062  0.088 0.3382 0.1892 0.3434 0.3921
PGV  -2.493041253 0.9809 -1.8482 -1.5676 -0.0042 0.0995 0.3747 0.1433 0.2988 0.3313
0.05 -0.103901788  0.787 -2.1536 -1.5859 -0.0069 0.0863 0.3323 0.1955 0.3649  0.414
0.1    0.45951946 0.7293 -2.2624 -1.6135 -0.0075 0.0609 0.2997 0.2164  0.398 0.4531
0.15  0.326392233 0.7569 -2.2177 -1.5882 -0.0069 0.0714 0.3465 0.2193 0.3861 0.4441
0.2    0.08296289 0.8028 -2.1606 -1.5803  -0.006 0.0716 0.3297   0.22 0.3709 0.4312
0.3   -0.38839902 0.8872 -2.0652 -1.5829 -0.0047 0.0752 0.3468 0.1932 0.3413 0.3922
0.4    -0.9877599 0.9744 -1.9542 -1.5409 -0.0038  0.082 0.3672  0.185 0.3282 0.3768
0.5  -1.299085099 1.0303 -1.9337 -1.5871 -0.0034 0.1033 0.4053 0.1736 0.3196 0.3637
0.75 -2.009414407 1.1181 -1.7968 -1.5618 -0.0029 0.1159 0.4277 0.1581 0.3026 0.3414
1    -2.463138493 1.1553  -1.723 -1.5615 -0.0018 0.1201  0.448 0.1496  0.297 0.3325
2    -3.172265876 1.1995 -1.6524 -1.6597 -0.0009  0.144 0.3917 0.1929 0.2848  0.344
3     -3.65485242 1.2118 -1.5741 -1.6063 -0.0012 0.1261 0.3836 0.2356 0.2812 0.3668
4    -3.445025941 1.0943 -1.4949 -1.6025 -0.0012 0.1064 0.3447 0.2442 0.2782 0.3701
`,
);

const SHALLOW_DEPTH = 2;
const DEEP_DEPTH = 5;

interface Options {
  readonly table: CoefficientTable<Columns>;
  readonly deep: boolean;
}

function evaluator(imt: IntensityMeasure, options: Options): GroundMotionEvaluator {
  const c = options.table.at(imt);
  const shift = galShift(imt);
  const path = (rhypo: number) => {
    if (!options.deep) return c.c1 * Math.log10(Math.hypot(rhypo, SHALLOW_DEPTH));
    const r = Math.hypot(rhypo, DEEP_DEPTH);
    return c.c2 * Math.log10(r) + c.c3 * r;
  };
  return rowEvaluator(
    (ctx, i) => {
      const v = ctx.vs30[i]!;
      const site = v < 360 ? c.sC : v < 800 ? c.sB : 0;
      return LN10 * (c.a + c.b * ctx.mag[i]! + path(ctx.rhypo[i]!) + site) + shift;
    },
    { tau: c.tau * LN10, phi: c.phi * LN10, sigma: c.sigma * LN10 },
  );
}

export const lanzanoLuzi2019: ModelFamily = {
  models: modelVariants(FACTS, evaluator, {
    LanzanoLuzi2019shallow: { options: { table: PUBLISHED, deep: false } },
    LanzanoLuzi2019deep: { options: { table: PUBLISHED, deep: true } },
    LanzanoLuzi2019shallow_scaled: { options: { table: SCALED, deep: false } },
    LanzanoLuzi2019deep_scaled: { options: { table: SCALED, deep: true } },
  }),
};
