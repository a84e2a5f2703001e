/**
 * Zalachoris & Rathje (2019), Ground motion model for small-to-moderate earthquakes in Texas, Oklahoma, and Kansas, Earthquake Spectra 35(1),
 * 1-20, eqs. 2-9: adjusts Hassani & Atkinson (2015), itself an adjustment of Boore et al. (2014) to eastern North America.
 *
 * ln(g) or ln(cm/s); rjb, rhypo in km. Magnitude 3 to 5.8, up to 500 km.
 */

import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable, tableFromCsv } from "../coefficients.ts";
import { boore2014RockPga, boore2014Site, boore2014Source } from "../crust/boore-2014.ts";
import { ALL_STANDARD_DEVIATIONS, LN10, plainModel } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { type RowFunction, rowEvaluator } from "../row-evaluator.ts";
import westernCsv from "./zalachoris-rathje-2019-western.csv" with { type: "text" };

const FACTS: ModelFacts = {
  name: "ZalachorisRathje2019",
  tectonicRegionType: TECTONIC_REGION_TYPES.induced,
  component: "Average Horizontal (RotD50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["rhypo", "rjb"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  validity: { magnitude: [3, 5.8], distance: 500 },
};

/** Boore et al. (2014), to three digits. */
const WESTERN = tableFromCsv("e0 e1 e2 e3 e4 e5 e6 Mh c1 c2 c3 h Dc3 c Vc f4 f5 tau1 tau2", westernCsv);

/** Hassani & Atkinson (2015). */
const EASTERN = coefficientTable(
  "C1 C2 C3",
  `
PGV    0.166 0.0007 0.73
PGA    0.384 0.0017 0.63
0.05   0.472 0.0022 0.44
0.063  0.439 0.0023 0.52
0.079   0.37 0.0024 0.61
0.1    0.264 0.0023 0.71
0.126  0.158 0.0022 0.81
0.158  0.074 0.0021 0.88
0.199  0.014  0.002 0.89
0.251 -0.016 0.0018 0.86
0.316 -0.036 0.0016  0.8
0.398 -0.053 0.0015 0.71
0.5   -0.068 0.0014 0.63
0.633 -0.077 0.0013 0.59
0.794 -0.067 0.0011 0.57
1     -0.043 0.0009 0.54
1.266 -0.009 0.0006  0.5
1.587   0.02 0.0005 0.48
2      0.041 0.0004 0.44
2.5    0.061 0.0004 0.36
3.125  0.067 0.0005 0.27
4      0.052 0.0006 0.21
5      0.025 0.0006 0.22
6.25    0.01 0.0006 0.27
7.692  0.029 0.0006 0.27
10     0.065 0.0006 0.22
`,
);

const REGIONAL = coefficientTable(
  "a Rb Mb b0 b1 c Vc Cadj tau phi sigma",
  `
PGV   -0.5339 13.94 2.925  0.2018 -0.2865 0.8682 515.96  0.1751 0.2716  0.513 0.5804
PGA   -0.6347 16.73 3.393  0.0908 -0.3217 0.4779 638.08 -0.2208 0.2959 0.5443 0.6195
0.05  -0.7112  18.2   3.4  0.0854 -0.3108 0.1668  945.8 -0.2267 0.3147 0.5785 0.6586
0.055 -0.6822 18.43   3.4  0.0867 -0.3146 0.2176  886.9 -0.2007 0.3156 0.5813 0.6614
0.06  -0.6581 18.51   3.4  0.0876 -0.3167 0.2657  831.6 -0.1727 0.3146 0.5833 0.6627
0.065 -0.6385 18.45   3.4   0.088 -0.3166 0.3088    783 -0.1414 0.3114 0.5844 0.6622
0.07  -0.6164 18.45   3.4  0.0879 -0.3148  0.346  742.7 -0.1067 0.3072 0.5847 0.6605
0.075 -0.5864 18.69   3.4  0.0872  -0.312 0.3777  710.8 -0.0697 0.3035 0.5843 0.6584
0.08  -0.5478 19.21   3.4   0.086 -0.3088 0.4052  686.4 -0.0321 0.3011 0.5832 0.6564
0.085  -0.507 19.81   3.4  0.0852 -0.3056 0.4306  667.5  0.0052    0.3 0.5819 0.6546
0.09  -0.4712 20.28  3.39   0.086 -0.3029 0.4561    652  0.0423 0.2996 0.5809 0.6536
0.095 -0.4467 20.42  3.37  0.0905 -0.3017 0.4838  637.8  0.0811 0.2995 0.5807 0.6534
0.1   -0.4351 20.16  3.34  0.0986 -0.3019 0.5151  623.8  0.1222 0.2993 0.5817 0.6541
0.133 -0.4354 19.48   3.3  0.1077 -0.3031 0.5509  609.3  0.1653 0.2986 0.5838 0.6557
0.15  -0.4418 18.45  3.28  0.1135 -0.3032 0.5854  593.2  0.2079 0.2971 0.5869 0.6578
0.2   -0.4515 17.13  3.27  0.1138 -0.3009 0.6158    563   0.248 0.2944 0.5897 0.6591
0.25  -0.4627 15.69  3.29  0.1091 -0.2976  0.638  542.5  0.2818 0.2907 0.5894 0.6572
0.3   -0.4789 14.27  3.36  0.0998 -0.3011 0.6878  527.8  0.3069 0.2865 0.5839 0.6504
0.35  -0.5019 13.01   3.5  0.0848 -0.3225 0.7734    517  0.3249 0.2821 0.5729 0.6386
0.4   -0.5353 11.92  3.73  0.0643 -0.3655 0.8714  510.8  0.3413 0.2773 0.5588 0.6239
0.45   -0.581 10.97     4  0.0421 -0.4214 0.9505  510.9  0.3617 0.2714 0.5447 0.6085
0.5   -0.6371 10.15  4.21  0.0244 -0.4728 0.9996    515  0.3861  0.264 0.5323 0.5942
0.55  -0.6923  9.51  4.35  0.0142 -0.5134 1.0257  519.9  0.4107 0.2554 0.5224 0.5815
0.6    -0.733  9.09  4.42  0.0104 -0.5482 1.0382  523.7  0.4307 0.2467 0.5148 0.5709
0.65  -0.7523  8.87  4.47  0.0094 -0.5887 1.0429  526.3  0.4448 0.2389 0.5092 0.5625
0.667 -0.7561  8.76  4.52  0.0091 -0.6355 1.0417  528.5  0.4542 0.2325 0.5051  0.556
0.7   -0.7524   8.7  4.58  0.0087 -0.6825 1.0391  530.4  0.4616 0.2271  0.502  0.551
0.75  -0.7452  8.64  4.62  0.0084 -0.7204 1.0398  531.8  0.4694 0.2226 0.4993 0.5466
0.8   -0.7325   8.6  4.64  0.0083 -0.7468 1.0465  532.6  0.4785 0.2188 0.4963 0.5423
0.85  -0.7131  8.58  4.66  0.0082 -0.7624 1.0576  533.2  0.4888 0.2161 0.4925 0.5379
0.9    -0.687  8.62  4.67   0.008 -0.7724 1.0696    534   0.499 0.2153 0.4879 0.5333
0.95  -0.6509  8.76  4.71  0.0076 -0.7704  1.081  534.9  0.5076 0.2176 0.4825 0.5293
1      -0.603  9.02  4.69  0.0078 -0.7923 1.0909    536  0.5118 0.2242 0.4759  0.526
1.5    -0.547  9.35  4.78  0.0059 -0.7244 1.0997  536.5  0.5093 0.2368 0.4677 0.5243
2     -0.4981  9.59  4.89  0.0056 -0.5086  1.105  535.8   0.499 0.2548  0.459  0.525
2.5   -0.4738  9.63   5.8       0       0 1.1049  533.5  0.4836 0.2754 0.4525 0.5297
3     -0.4847  9.46   5.8       0       0 1.0961  530.3  0.4659 0.2926 0.4505 0.5372
3.5   -0.5269  9.21   5.8       0       0  1.077  527.4  0.4487 0.3012 0.4535 0.5444
4     -0.5844  9.06   5.8       0       0 1.0462  525.6  0.4316 0.2989 0.4589 0.5476
4.4   -0.6387  9.14   5.8       0       0 1.0049    525  0.4151 0.2879 0.4634 0.5455
5     -0.6766  9.45   5.8       0       0 0.9561  525.1   0.399 0.2726 0.4652 0.5392
5.5   -0.6954  9.89  4.91 -0.0003 -0.0711 0.9036  525.4  0.3848 0.2573 0.4642 0.5308
6     -0.6983 10.36  4.51  0.0042 -0.1059 0.8507  525.5  0.3732 0.2449 0.4614 0.5224
6.5    -0.693 10.73  4.16  0.0151 -0.1418 0.7992  525.3  0.3653 0.2363 0.4582 0.5155
7     -0.6839 10.95  3.86  0.0312 -0.1693 0.7499  525.1  0.3619 0.2311 0.4556 0.5108
7.5    -0.676 11.03  3.63  0.0505 -0.1954 0.7043  524.8  0.3631 0.2284 0.4542 0.5084
8     -0.6704 11.03  3.48  0.0684 -0.2226 0.6642  524.7  0.3681  0.227 0.4543 0.5078
8.5   -0.6711 11.03  3.41  0.0846 -0.2569 0.6311  524.6  0.3755  0.226 0.4554 0.5084
9     -0.6787 11.09  3.39  0.0982 -0.2937 0.6043  524.6  0.3831 0.2247 0.4572 0.5094
9.5   -0.6941 11.22  3.39  0.1105 -0.3295 0.5816  524.6  0.3897 0.2227 0.4594 0.5106
10    -0.7138 11.39   3.4  0.1218 -0.3627 0.5605  524.5  0.3951 0.2201 0.4618 0.5116
`,
);

type Western = ReturnType<typeof WESTERN.at>;
type Regional = ReturnType<typeof REGIONAL.at>;

function western(c: Western, pga: Western): RowFunction {
  return (ctx, i) => {
    const m = ctx.mag[i]!;
    const rake = ctx.rake[i]!;
    const rjb = ctx.rjb[i]!;
    const r = Math.hypot(rjb, c.h);
    const path = (c.c1 + c.c2 * (m - 4.5)) * Math.log(r) + (c.c3 + c.Dc3) * (r - 1);
    const pgaRock = boore2014RockPga(pga, m, rake, rjb);
    return boore2014Source(c, m, rake, true) + path + boore2014Site(c, ctx.vs30[i]!, pgaRock);
  };
}

function eastern(imt: IntensityMeasure): RowFunction {
  const c = EASTERN.at(imt);
  return (ctx, i) => {
    const r = ctx.rjb[i]!;
    return LN10 * (c.C1 + c.C2 * r + c.C3 * Math.max(0, Math.log10(Math.min(r, 150) / 50)));
  };
}

function regional(c: Regional): RowFunction {
  return (ctx, i) => {
    const magnitude = c.b1 * Math.max(Math.min(ctx.mag[i]!, 5.8) - c.Mb, 0);
    const distance = c.a * Math.min(Math.log(Math.max(ctx.rhypo[i]!, 4) / c.Rb), 0);
    const site = c.c * Math.min(Math.log(ctx.vs30[i]! / c.Vc), 0);
    return c.b0 + c.Cadj + magnitude + distance + site;
  };
}

function evaluator(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = REGIONAL.at(imt);
  const west = western(WESTERN.at(imt), WESTERN.at(PGA));
  const east = eastern(imt);
  const region = regional(c);
  return rowEvaluator((ctx, i) => west(ctx, i) + east(ctx, i) + region(ctx, i), {
    tau: c.tau,
    phi: c.phi,
    sigma: c.sigma,
  });
}

export const zalachorisRathje2019: ModelFamily = { models: { ZalachorisRathje2019: plainModel(FACTS, evaluator) } };
