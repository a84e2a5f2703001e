/**
 * Somerville, Graves, Collins, Song, Ni & Cummins (2009), Source and ground motion models for Australian earthquakes, report to Geoscience
 * Australia: non-cratonic and Yilgarn craton, for vs30 865 m/s; the SS14 variants have the site response of Seyhan & Stewart (2014).
 *
 * ln(g) or ln(cm/s); rjb in km. Magnitude 5 to 7.5, up to 500 km. Total standard deviation only.
 */
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, type CoefficientTable, coefficientTable } from "../coefficients.ts";
import { TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { modelVariants, type RowFunction, rowEvaluator } from "../row-evaluator.ts";
import { rockSiteRatio } from "./seyhan-stewart-ratio.ts";

const FACTS: ModelFacts = {
  name: "SomervilleEtAl2009NonCratonic",
  tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rjb"],
  siteColumns: [],
  measures: ["PGA", "PGV", "SA"],
  referenceVelocity: 800,
  validity: { magnitude: [5, 7.5], distance: 500 },
};

const SITE_FACTS: ModelFacts = {
  ...FACTS,
  name: "SomervilleEtAl2009NonCratonic_SS14",
  siteColumns: ["vs30"],
};

type Columns = "c1 c2 c3 c4 c5 c6 c7 c8 sigma";
type Row = Coefficients<Columns>;

const NON_CRATONIC = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 c8 sigma",
  `
PGV     5.0709  0.5278 -0.8574  0.177 -0.00501 -0.6119  0.8066  -0.038 0.6417
PGA     1.0378 -0.0397 -0.7943 0.1445 -0.00618 -0.7254 -0.0359 -0.0973 0.5685
0.01    1.0536 -0.0419 -0.7939 0.1445 -0.00619 -0.7266 -0.0394 -0.0974 0.5684
0.02    1.0568 -0.0392 -0.7968 0.1455 -0.00617 -0.7323 -0.0393  -0.096 0.5684
0.03    1.1353 -0.0479 -0.8092   0.15  -0.0061 -0.7641 -0.0571 -0.0921 0.5681
0.04       1.3 -0.0702 -0.8315 0.1592 -0.00599 -0.8285 -0.0981 -0.0853 0.5676
0.05    1.4768 -0.0931 -0.8333  0.156 -0.00606 -0.8674 -0.1274 -0.0913  0.567
0.075   1.7022 -0.0516 -0.8072 0.1456 -0.00655 -0.8769 -0.1097 -0.0869 0.5663
0.1     1.6572  0.1508 -0.7759  0.131 -0.00708 -0.7783  0.0169 -0.0598 0.5659
0.15    1.9444 -0.0962   -0.75 0.1167 -0.00698 -0.6949 -0.1332 -0.1253 0.5659
0.2     1.8272 -0.0623 -0.7343 0.1194 -0.00677 -0.6438 -0.0957 -0.1192 0.5669
0.25    1.7438 -0.0253 -0.7248 0.1195 -0.00646 -0.6374 -0.0625 -0.1165 0.5678
0.3003  1.8056 -0.2702 -0.7319 0.1349 -0.00606 -0.6644 -0.1747 -0.1434 0.5708
0.4     1.8875 -0.3782 -0.7058 0.0996 -0.00589 -0.5877 -0.2442 -0.2189 0.5697
0.5     2.0376 -0.7959 -0.6973 0.1147 -0.00565 -0.5999 -0.4867 -0.2969 0.5739
0.75    1.9306 -0.8028 -0.7451 0.1122 -0.00503 -0.5946 -0.5012 -0.3499 0.5876
1       1.6038  -0.478 -0.8695 0.0732 -0.00569 -0.4159  0.0636 -0.3373 0.6269
1.4993  0.4774  0.9096 -1.0244 0.1106 -0.00652   -0.19  1.0961 -0.1066 0.7517
2      -0.2581  1.3777   -1.01 0.1031 -0.00539 -0.2734  1.5033 -0.0453 0.8036
3.0003 -0.9636  1.1469 -0.8853 0.1038 -0.00478 -0.4042  1.5413 -0.1102 0.8219
4      -1.4614  1.0795 -0.8049 0.1096 -0.00395 -0.4604  1.4196  -0.147 0.8212
5      -1.6116  0.7486  -0.781 0.0965 -0.00307 -0.4649  1.2409 -0.2217  0.824
7.5019 -2.3531  0.3519 -0.6434 0.0959 -0.00138 -0.6826  0.9288 -0.3123 0.7957
10     -3.2614  0.6973 -0.6276 0.1292 -0.00155 -0.6198  1.0105 -0.2455 0.7602
`,
);

const YILGARN = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 c8 sigma",
  `
PGV     5.2344  1.5853 -1.0154  0.214 -0.00341 -0.9161  1.1298  0.1481 0.6606
PGA     1.5456  1.4565 -1.1151 0.1664 -0.00567  -1.049  1.0553     0.2 0.5513
0.01    1.5551  1.4638 -1.1146 0.1662 -0.00568 -1.0484  1.0585  0.2014 0.5512
0.02     2.338  1.3806 -1.2297 0.1801 -0.00467 -1.3985  0.9599  0.2013  0.551
0.03    2.4809  1.3754 -1.1762 0.1712 -0.00542 -1.3872  0.9693  0.1928 0.5508
0.04    2.3145  1.6025  -1.126 0.1715 -0.00629 -1.2791  1.0704  0.2356 0.5509
0.05    2.2686  1.5584 -1.0734 0.1471 -0.00709 -1.0891  1.1075  0.2067  0.551
0.075   1.9707  1.6803 -1.0154 0.1456 -0.00737 -0.9193  1.1829  0.2217 0.5514
0.1     1.7103  1.7507 -0.9933 0.1382 -0.00746 -0.7814  1.2939  0.2379 0.5529
0.15    1.5231  1.6916 -0.9631 0.1333 -0.00713 -0.6733  1.2243  0.2102 0.5544
0.2     1.3683  1.5794 -0.9472 0.1364 -0.00677 -0.6269  1.1776  0.1895 0.5558
0.25    1.4018  1.2894 -0.9441 0.1436 -0.00617 -0.6707  1.0561  0.1459 0.5583
0.3003    1.45  1.0463 -0.9488 0.1476 -0.00581  -0.687  0.9404  0.1104 0.5602
0.4     1.4415  0.9282 -0.9183 0.1132 -0.00576 -0.5952  0.8628  0.0406 0.5614
0.5     1.4038  0.6916 -0.9101 0.1348 -0.00557 -0.6239  0.7123  0.0062 0.5636
0.75    1.5084   0.758 -0.9901 0.1126 -0.00458 -0.6904  0.6859 -0.0563 0.5878
1       2.1063  0.3818 -1.0868 0.0795 -0.00406 -0.9034  0.6185 -0.1825 0.6817
1.4993  2.5579 -0.8427 -0.8181 0.0765  -0.0022 -1.3532 -0.2544 -0.4666 0.8514
2        2.396 -1.3995 -0.7044 0.0677 -0.00366 -0.9086 -0.6432  -0.596 0.8646
3.0003  0.9604 -0.4612 -0.7045 0.0645 -0.00429 -0.5119 -0.1643 -0.4631 0.8424
4       0.1219 -0.0698 -0.7591 0.0849 -0.00374 -0.4145  0.1235 -0.3925 0.8225
5      -0.8424  0.5316  -0.796 0.1033  -0.0018 -0.6213  0.5368 -0.2757 0.8088
7.5019 -1.9226  0.6376  -0.819 0.1455 -0.00066 -0.7574  0.6902 -0.2329 0.7808
10     -2.6033  0.5906 -0.8094 0.1609 -0.00106 -0.6855  0.7035 -0.2291 0.7624
`,
);

const DEPTH = 6;
const HINGE_DISTANCE = 50;
const LN_HINGE = Math.log(Math.hypot(HINGE_DISTANCE, DEPTH));
const HINGE_MAGNITUDE = 6.4;
const ROCK_VS30 = 865;

/**
 * Spreading with `near` up to 50 km and `far` beyond; `slope` (of ln distance) and `anelastic` apply at all distances.
 * @example somervilleSpreading(-1, 0.1, -0.002, -0.5, 100) = -4.002373
 */
export function somervilleSpreading(near: number, slope: number, anelastic: number, far: number, rjb: number): number {
  const lnR = Math.log(Math.hypot(rjb, DEPTH));
  const spreading = rjb < HINGE_DISTANCE ? near * lnR : near * LN_HINGE + far * (lnR - LN_HINGE);
  return spreading + slope * lnR + anelastic * rjb;
}

function lnRock(c: Row): RowFunction {
  return (ctx, i) => {
    const m = ctx.mag[i]!;
    const dm = m - HINGE_MAGNITUDE;
    return (
      c.c1 +
      (dm < 0 ? c.c2 : c.c7) * dm +
      c.c8 * (8.5 - m) ** 2 +
      somervilleSpreading(c.c3, c.c4 * dm, c.c5, c.c6, ctx.rjb[i]!)
    );
  };
}

type Table = CoefficientTable<Columns>;

function onRock(imt: IntensityMeasure, table: Table): GroundMotionEvaluator {
  const c = table.at(imt);
  return rowEvaluator(lnRock(c), { total: c.sigma });
}

function withSite(imt: IntensityMeasure, table: Table): GroundMotionEvaluator {
  const c = table.at(imt);
  const rock = lnRock(c);
  const pgaRock = lnRock(table.at(PGA));
  const site = rockSiteRatio(imt, ROCK_VS30);
  return rowEvaluator((ctx, i) => rock(ctx, i) + site(ctx.vs30[i]!, pgaRock(ctx, i)), { total: c.sigma });
}

export const somerville2009: ModelFamily = {
  models: {
    ...modelVariants(FACTS, onRock, {
      SomervilleEtAl2009NonCratonic: { options: NON_CRATONIC },
      SomervilleEtAl2009YilgarnCraton: { options: YILGARN },
    }),
    ...modelVariants(SITE_FACTS, withSite, {
      SomervilleEtAl2009NonCratonic_SS14: { options: NON_CRATONIC },
      SomervilleEtAl2009YilgarnCraton_SS14: { options: YILGARN },
    }),
  },
};
