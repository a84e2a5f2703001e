/**
 * Atkinson & Boore (2006), Earthquake ground-motion prediction equations for eastern North America, BSSA 96(6), 2181-2205, eqs.
 * 5-8: tables for hard rock (vs30 2000 m/s and more) and the B/C boundary, the latter with soil response; Atkinson & Boore (2011), BSSA
 * 101(3): stress drop decreasing with magnitude; versions of the US national seismic hazard model 2008 (magnitude conversion, ceiling, stress of 140
 * or 200 bar) and of the Saudi Geological Survey (rrup of 5 km at least).
 *
 * log10 of cm/s2 and cm/s in the paper, ln(g) and ln(cm/s) here; rrup in km (1 km at least). Magnitude 3.5 to 8, rrup up to 1000 km. Total
 * standard deviation only (0.3 in log10).
 */
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, coefficientTable } from "../coefficients.ts";
import { fillTotal, LN_GAL_IN_G, LN10, makeModel, plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { choiceArgument, numberArgument, readArguments } from "../model-arguments.ts";
import { medianCeiling, momentFromMblgAtkinsonBoore87, momentFromMblgJohnston96 } from "../nshmp-conversions.ts";
import { changes } from "../rupture-rows.ts";
import { atkinsonBooreSoil, soilAmplification } from "../site/atkinson-boore-soil.ts";

const FACTS: ModelFacts = {
  name: "AtkinsonBoore2006",
  tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  doi: "10.1785/0120050245",
  validity: { magnitude: [3.5, 8], distance: 1000 },
};

const HARD_ROCK = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 c8 c9 c10",
  `
5      -5.408  1.714 -0.09012 -2.537 0.2267  -1.268  0.1162  0.9792  -0.1767 -0.0001757
4      -5.791  1.916  -0.1071 -2.441 0.2113  -1.162  0.1018   1.012  -0.1824  -0.000201
3.125  -6.038   2.08  -0.1221 -2.367 0.2002  -1.073  0.0895   1.002  -0.1803 -0.0002306
2.5    -6.169  2.211  -0.1348 -2.299 0.1898  -0.986  0.0786  0.9683  -0.1765 -0.0002823
2      -6.183  2.302  -0.1442 -2.223  0.177  -0.937 0.07067  0.9518  -0.1768  -0.000322
1.587  -6.043  2.342  -0.1496 -2.157 0.1662 -0.8704 0.06047  0.9207  -0.1734 -0.0003748
1.25   -5.724  2.324  -0.1505 -2.104 0.1565 -0.8202 0.05186  0.8563  -0.1661 -0.0004329
1      -5.272  2.264  -0.1483 -2.069 0.1497 -0.8132 0.04666  0.8262  -0.1622 -0.0004862
0.794  -4.604  2.132  -0.1406 -2.062 0.1468 -0.7974 0.04345  0.7748  -0.1558  -0.000579
0.629  -3.917  1.987  -0.1314 -2.045 0.1419 -0.7818 0.04297  0.7878   -0.159 -0.0006948
0.5    -3.216  1.826  -0.1201 -2.018 0.1344 -0.8134 0.04437  0.8839  -0.1751 -0.0007704
0.397  -2.437  1.649  -0.1084 -2.051 0.1363 -0.8426 0.04483  0.7386  -0.1557 -0.0008509
0.315  -1.721  1.483 -0.09739  -2.08 0.1382 -0.8893 0.04869  0.6101  -0.1389 -0.0009538
0.251  -1.121  1.342 -0.08722 -2.082 0.1349 -0.9714 0.05628   0.614  -0.1432  -0.001055
0.199 -0.6153  1.227 -0.07886 -2.087 0.1312   -1.12 0.06788  0.6055  -0.1459  -0.001125
0.158 -0.1455  1.123 -0.07143 -2.116 0.1302  -1.303 0.08311  0.5617  -0.1438  -0.001182
0.125  0.2144  1.054 -0.06664 -2.154 0.1295  -1.608  0.1046  0.4273  -0.1303  -0.001153
0.1    0.4797  1.017 -0.06404 -2.201  0.127  -2.007  0.1326  0.3371  -0.1266  -0.001047
0.079  0.6906 0.9974 -0.06276 -2.262 0.1246  -2.487  0.1636  0.2139  -0.1207 -0.0008469
0.063  0.9109 0.9802 -0.06208  -2.36 0.1263  -2.972   0.191  0.1069  -0.1173 -0.0005786
0.05    1.105 0.9719 -0.06197 -2.466 0.1276   -3.39  0.2144 -0.1391 -0.09839 -0.0003167
0.04    1.264  0.968 -0.06232 -2.581 0.1317  -3.644  0.2276 -0.3506 -0.08126 -0.0001225
0.031   1.436 0.9592 -0.06276 -2.714   0.14  -3.728  0.2343  -0.543 -0.06448  -3.23e-05
0.025   1.522 0.9597 -0.06351 -2.813 0.1458  -3.654  0.2362 -0.6544   -0.055 -4.848e-05
PGA    0.9069  0.983 -0.06595 -2.698 0.1594  -2.795   0.212 -0.3011 -0.06532 -0.0004484
PGV    -1.442 0.9909 -0.05848 -2.701 0.2155  -2.436  0.2659 0.08479 -0.06927 -0.0003734
`,
);

const BC_BOUNDARY = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 c8 c9 c10",
  `
5      -4.852   1.58 -0.08066  -2.53 0.2216  -1.426  0.1361    0.634  -0.1413 -0.0001608
4      -5.256  1.787 -0.09785 -2.435 0.2068  -1.307   0.121    0.734   -0.156 -0.0001959
3.125   -5.59  1.972  -0.1136 -2.331 0.1908  -1.204  0.1099   0.8449  -0.1723 -0.0002452
2.5      -5.8  2.126  -0.1278 -2.257  0.179  -1.123 0.09539   0.8911  -0.1797 -0.0002601
2      -5.853  2.233  -0.1385 -2.195 0.1688  -1.037 0.08002   0.8666   -0.179  -0.000286
1.587  -5.754  2.287   -0.145 -2.131 0.1582 -0.9568 0.06762    0.867  -0.1789 -0.0003429
1.25   -5.489  2.289  -0.1476 -2.081 0.1501    -0.9 0.05794   0.8208  -0.1719  -0.000407
1      -5.058  2.233  -0.1454  -2.03 0.1408 -0.8744 0.05412   0.7922  -0.1697 -0.0004886
0.794  -4.446  2.119  -0.1387 -2.009 0.1356 -0.8576 0.04976   0.7084  -0.1589 -0.0005751
0.629  -3.748  1.973  -0.1294 -1.997 0.1313 -0.8417  0.0482   0.6772  -0.1557 -0.0006763
0.5    -3.007  1.803  -0.1178 -1.982 0.1274 -0.8466 0.04698    0.667  -0.1546 -0.0007676
0.397  -2.281  1.629  -0.1054 -1.967 0.1227  -0.888 0.05033   0.6839  -0.1582 -0.0008587
0.315   -1.56  1.455 -0.09312 -1.977 0.1209 -0.9466 0.05576   0.6499  -0.1558 -0.0009552
0.251 -0.8756  1.293 -0.08193 -2.014 0.1226  -1.027 0.06341   0.5808  -0.1491  -0.001053
0.199 -0.3056  1.156 -0.07211 -2.038  0.122  -1.147 0.07375   0.5082   -0.143   -0.00114
0.158  0.1194  1.057 -0.06473 -2.054  0.119  -1.355  0.0916   0.5164  -0.1503  -0.001178
0.125  0.5356 0.9647 -0.05835  -2.11 0.1205  -1.672  0.1156   0.3433  -0.1322   -0.00113
0.1    0.7818 0.9235 -0.05555 -2.165 0.1191  -2.097  0.1483   0.2847  -0.1319 -0.0009897
0.079  0.9667 0.9033 -0.05476 -2.249 0.1215   -2.53  0.1775   0.1001  -0.1147 -0.0007724
0.063   1.109 0.8875 -0.05386 -2.334 0.1229  -2.881  0.2007 -0.03189  -0.1069 -0.0005483
0.05    1.209  0.883 -0.05441  -2.44 0.1295  -3.035  0.2133  -0.2098 -0.08997 -0.0004145
0.04    1.261 0.8789 -0.05515 -2.536 0.1388  -2.994  0.2158  -0.3908 -0.06746 -0.0003881
0.031   1.191 0.8884 -0.05642 -2.577 0.1451   -2.84  0.2121   -0.437 -0.05866 -0.0004329
0.025   1.052  0.903 -0.05768 -2.571 0.1483  -2.652  0.2065  -0.4084 -0.05769 -0.0005122
PGA    0.5233 0.9686 -0.06196 -2.439 0.1465  -2.335  0.1912 -0.08695 -0.08285 -0.0006304
PGV    -1.662   1.05 -0.06035 -2.496  0.184  -2.301    0.25   0.1268 -0.08704 -0.0004266
`,
);

/** Stress adjustment, table 7. The Canterbury variants of McVerry et al. (2006) take their stress drop factors from it. */
export const ATKINSON_BOORE_2006_STRESS = coefficientTable(
  "delta M1 Mh",
  `
PGA   0.15  0.5  5.5
0.025 0.15    0    5
0.031 0.15    0    5
0.04  0.15    0    5
0.05  0.15    0    5
0.063 0.15 0.17 5.17
0.079 0.15 0.34 5.34
0.1   0.15  0.5  5.5
0.126 0.15 1.15 5.67
0.158 0.15 1.85 5.84
0.199 0.15  2.5    6
0.251 0.15  2.9 6.12
0.315 0.15  3.3 6.25
0.397 0.15 3.65 6.37
0.5   0.15    4  6.5
0.629 0.15 4.17  6.7
0.794 0.15 4.34 6.95
1     0.15  4.5  7.2
1.25  0.15 4.67 7.45
1.587 0.15 4.84  7.7
2     0.15    5    8
2.5   0.15 5.25 8.12
3.125 0.15  5.5 8.25
4     0.15 5.75 8.37
5     0.15    6  8.5
PGV   0.11    2  5.5
`,
);

type Row = Coefficients<"c1 c2 c3 c4 c5 c6 c7 c8 c9 c10">;

const HARD_ROCK_VS30 = 2000;
const LG70 = Math.log10(70);

interface Options {
  readonly magnitude: (mag: number) => number;
  /** Factor of the stress adjustment, by the magnitude of the rupture. */
  readonly stress: (mag: number) => number;
  readonly capped: boolean;
  readonly minimumDistance: number;
}

/** log10 of the ground motion, eq. 5, without the stress adjustment. */
function lgMotion(c: Row, m: number, r: number, lgR: number): number {
  const f0 = Math.max(1 - lgR, 0);
  const f1 = Math.min(lgR, LG70);
  const f2 = Math.max(lgR - LG140, 0);
  return (
    c.c1 +
    c.c2 * m +
    c.c3 * m * m +
    (c.c4 + c.c5 * m) * f1 +
    (c.c6 + c.c7 * m) * f2 +
    (c.c8 + c.c9 * m) * f0 +
    c.c10 * r
  );
}

const LG140 = Math.log10(140);

function evaluator(imt: IntensityMeasure, options: Options): GroundMotionEvaluator {
  const rock = HARD_ROCK.at(imt);
  const stiff = BC_BOUNDARY.at(imt);
  const stiffPga = BC_BOUNDARY.at(PGA);
  const stress = ATKINSON_BOORE_2006_STRESS.at(imt);
  const soil = atkinsonBooreSoil(imt);
  const units = imt.kind === "PGV" ? 0 : LN_GAL_IN_G;
  const ceiling = options.capped ? medianCeiling(imt.period) : Number.POSITIVE_INFINITY;
  return (ctx, out) => {
    let m = 0;
    let adjustment = 0;
    for (let i = 0; i < ctx.length; i++) {
      if (changes(ctx.mag, i)) {
        m = options.magnitude(ctx.mag[i]!);
        const growth = Math.max(m - stress.M1, 0) / (stress.Mh - stress.M1);
        adjustment = options.stress(ctx.mag[i]!) * Math.min(0.05 + stress.delta * growth, stress.delta + 0.05);
      }
      const r = Math.max(ctx.rrup[i]!, options.minimumDistance);
      const lgR = Math.log10(r);
      const vs30 = ctx.vs30[i]!;
      let mean: number;
      if (vs30 >= HARD_ROCK_VS30) mean = LN10 * (lgMotion(rock, m, r, lgR) + adjustment) + units;
      else {
        const lnPga = LN10 * (lgMotion(stiffPga, m, r, lgR) + adjustment) + LN_GAL_IN_G;
        mean = LN10 * (lgMotion(stiff, m, r, lgR) + adjustment) + units + soilAmplification(soil, vs30, lnPga);
      }
      out.mean[i] = Math.min(mean, ceiling);
    }
    fillTotal(out, ctx.length, 0.3 * LN10);
  };
}

const same = (mag: number) => mag;
const none = () => 0;

/** Stress of Atkinson & Boore (2011), eq. 6, as the factor of log10(2) relative to 140 bar. */
function stress2011(mag: number): number {
  return (Math.min(3.45 - 0.2 * mag, 3.45 - 0.2 * 5) - Math.log10(140)) / Math.log10(2);
}

const CONVERSIONS = { Mblg87: momentFromMblgAtkinsonBoore87, Mblg96: momentFromMblgJohnston96, Mw: same };

export const atkinsonBoore2006: ModelFamily = {
  models: {
    AtkinsonBoore2006: (args) => {
      const options = readArguments(FACTS.name, args, {
        mag_eq: choiceArgument(["NA", "Mblg87", "Mblg96", "Mw"], "NA"),
        scale_fac: numberArgument(0),
      });
      const { mag_eq: conversion, scale_fac: stress } = options;
      // Without a magnitude conversion the reference ignores the stress factor.
      return makeModel(FACTS, (imt) =>
        evaluator(
          imt,
          conversion === "NA"
            ? { magnitude: same, stress: none, capped: false, minimumDistance: 1 }
            : { magnitude: CONVERSIONS[conversion], stress: () => stress, capped: true, minimumDistance: 1 },
        ),
      );
    },
    AtkinsonBoore2006Modified2011: plainModel({ ...FACTS, name: "AtkinsonBoore2006Modified2011" }, (imt) =>
      evaluator(imt, { magnitude: same, stress: stress2011, capped: false, minimumDistance: 1 }),
    ),
    AtkinsonBoore2006SGS: plainModel({ ...FACTS, name: "AtkinsonBoore2006SGS" }, (imt) =>
      evaluator(imt, { magnitude: same, stress: none, capped: false, minimumDistance: 5 }),
    ),
  },
  aliases: {
    AtkinsonBoore2006MblgAB1987bar140NSHMP2008: ["AtkinsonBoore2006", { mag_eq: "Mblg87", scale_fac: 0.0 }],
    AtkinsonBoore2006MblgJ1996bar140NSHMP2008: ["AtkinsonBoore2006", { mag_eq: "Mblg96", scale_fac: 0.0 }],
    AtkinsonBoore2006Mwbar140NSHMP2008: ["AtkinsonBoore2006", { mag_eq: "Mw", scale_fac: 0.0 }],
    AtkinsonBoore2006MblgAB1987bar200NSHMP2008: ["AtkinsonBoore2006", { mag_eq: "Mblg87", scale_fac: 0.5146 }],
    AtkinsonBoore2006MblgJ1996bar200NSHMP2008: ["AtkinsonBoore2006", { mag_eq: "Mblg96", scale_fac: 0.5146 }],
    AtkinsonBoore2006Mwbar200NSHMP2008: ["AtkinsonBoore2006", { mag_eq: "Mw", scale_fac: 0.5146 }],
  },
};
