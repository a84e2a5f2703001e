/**
 * Silva, Gregor & Darragh (2002), Development of regional hard rock attenuation relations for central and eastern North America, Pacific
 * Engineering and Analysis, eq. 5: single and double corner with saturation; and as the US national seismic hazard model 2008 uses it (single
 * corner, constant stress), with moment or body-wave magnitudes.
 *
 * ln(g), bounded by the ceilings of the US model in its variants; rjb in km. Total standard deviation only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type CoefficientTable, coefficientTable } from "../coefficients.ts";
import { TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { medianCeiling, momentFromMblgAtkinsonBoore87, momentFromMblgJohnston96 } from "../nshmp-conversions.ts";
import { modelVariants, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "SilvaEtAl2002MwNSHMP2008",
  tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rjb"],
  siteColumns: [],
  measures: ["PGA", "SA"],
  referenceVelocity: 760,
};

type Columns = "c1 c2 c4 c6 c7 c10 sigma";

const NSHMP_2008 = coefficientTable(
  "c1 c2 c4 c6 c7 c10 sigma",
  `
PGA   5.9533 -0.11691 2.9 -3.42173 0.26461  -0.0681 0.8471
0.1   5.9917 -0.02059 2.9 -3.25499 0.24527 -0.06853 0.8546
0.2   4.2848   0.1249 2.8 -3.04591 0.22877 -0.08886 0.8338
0.3  3.14919  0.23165 2.8 -2.96321 0.22112 -0.11352 0.8428
0.5  1.15279  0.45254 2.8   -2.818 0.20613 -0.16423 0.8484
1   -2.60639  0.88116 2.8 -2.58296 0.18098 -0.25757 0.8785
2   -7.23821  1.41946 2.7 -2.26433 0.14984 -0.33999 1.0142
5     -13.39  2.03488 2.5 -1.91969 0.12052 -0.35463 1.2253
`,
);

const DOUBLE_CORNER = coefficientTable(
  "c1 c2 c4 c6 c7 c10 sigma",
  `
PGA         5.91196 -0.15727 2.9 -3.42401 0.26564 -0.07004   0.84
0.01        6.12213 -0.16489 2.9 -3.43941 0.26601 -0.06925 0.8468
0.02        7.55648 -0.20898   3 -3.55306 0.26853 -0.06551 0.8939
0.025       7.51145 -0.19862   3 -3.52888 0.26652 -0.06568 0.8902
0.0322581   7.33736 -0.18563   3 -3.49824 0.26456 -0.06625 0.8869
0.04        6.61204  -0.1337 2.9 -3.37593 0.25613 -0.06711 0.8795
0.05        6.42423 -0.11726 2.9 -3.34604 0.25401 -0.06838 0.8675
0.0550001   6.34238 -0.10886 2.9 -3.33222 0.25295 -0.06908 0.8604
0.0599999   6.26384 -0.10044 2.9 -3.31911 0.25192 -0.06982 0.8602
0.0700001   6.10708 -0.08387 2.9 -3.29509    0.25 -0.07142 0.8521
0.08        5.94942 -0.06741 2.9 -3.27328 0.24822 -0.07318 0.8476
0.1         5.13706 -0.00173 2.8 -3.15185 0.23929 -0.07703 0.8468
0.1200005   4.81663  0.02793 2.8 -3.12224 0.23686 -0.08119 0.8485
0.1499993   4.34277  0.06911 2.8 -3.08805 0.23409 -0.08764 0.8339
0.16        4.19281  0.08441 2.8 -3.07579   0.233 -0.08991  0.829
0.2         3.61568  0.14311 2.8 -3.03239   0.229 -0.09861  0.826
0.2399981   3.04705  0.19471 2.8 -3.00223 0.22639 -0.10675 0.8272
0.300003    2.27626  0.27031 2.8 -2.95623 0.22193 -0.11697 0.8358
0.4         1.17695  0.39078 2.8 -2.87626 0.21352  -0.1294  0.832
0.5         0.17104  0.48663 2.8 -2.81997 0.20773 -0.13719 0.8426
0.7500188   -1.6801  0.66971 2.8 -2.68318 0.19261 -0.14513 0.8815
1          -3.10841  0.79561 2.8 -2.58562 0.18195  -0.1502 0.8739
1.6        -5.75016  1.05061 2.7 -2.32003  0.1554 -0.17317  0.945
2          -6.86049  1.15548 2.7 -2.23472  0.1461 -0.19315 1.0095
3.0003     -9.24347  1.36201 2.6 -2.05193 0.12954 -0.24133 1.0871
5          -12.1791  1.62451 2.5 -1.88291 0.11564  -0.3015 1.2228
10        -16.16329  1.96535 2.3 -1.71374 0.10547 -0.32832 1.3429
`,
);

const SINGLE_CORNER = coefficientTable(
  "c1 c2 c4 c6 c7 c10 sigma",
  `
PGA         5.53459 -0.11691 2.9 -3.42173 0.26461  -0.0681 0.8471
0.01        5.73885 -0.12424 2.9 -3.43887  0.2651 -0.06699 0.8538
0.02        7.17445 -0.16806   3 -3.56511 0.26786 -0.06041 0.9008
0.025       7.14087 -0.15876   3 -3.54274 0.26589 -0.06019 0.8974
0.0322581   6.97878 -0.14713   3 -3.51228 0.26392 -0.06051 0.8943
0.04        6.81012 -0.13594   3 -3.48499  0.2622 -0.06115  0.887
0.05        6.63937 -0.12193   3 -3.45478 0.26008 -0.06201 0.8753
0.0550001   6.56761 -0.11492   3 -3.44099 0.25904 -0.06249 0.8682
0.0599999   5.96397  -0.0697 2.9 -3.33411 0.25145   -0.063  0.868
0.0700001   5.83477 -0.05663 2.9 -3.31101 0.24965 -0.06416 0.8599
0.08        5.70631 -0.04389 2.9 -3.29005 0.24799 -0.06548 0.8553
0.1         5.43782 -0.02059 2.9 -3.25499 0.24527 -0.06853 0.8546
0.1200005    5.1732  0.00188 2.9 -3.22475 0.24286   -0.072 0.8562
0.1499993   4.30417  0.06695 2.8 -3.10445 0.23411 -0.07779 0.8417
0.16        4.18416  0.07875 2.8 -3.09159 0.23297 -0.07992 0.8368
0.2         3.71953   0.1249 2.8 -3.04591 0.22877 -0.08886 0.8338
0.2399981   3.25319  0.16616 2.8 -3.01272 0.22589 -0.09854 0.8346
0.300003    2.60689  0.23165 2.8 -2.96321 0.22112 -0.11352 0.8428
0.4         1.64228  0.34751 2.8 -2.87774 0.21215 -0.13838 0.8386
0.5         0.69539  0.45254 2.8   -2.818 0.20613 -0.16423 0.8484
0.7500188   -1.2293  0.68518 2.8 -2.68016 0.19127 -0.21501 0.8861
1          -2.89906  0.88116 2.8 -2.58296 0.18098 -0.25757 0.8785
1.6        -6.03692  1.25821 2.7 -2.33925 0.15765 -0.31816 0.9498
2          -7.42051  1.41946 2.7 -2.26433 0.14984 -0.33999 1.0142
3.0003    -10.33313  1.71755 2.6  -2.0856 0.13401 -0.36316 1.0914
5         -13.69697  2.03488 2.5 -1.91969 0.12052 -0.35463 1.2253
10        -17.69763  2.33877 2.3 -1.75359 0.11071 -0.28005 1.3431
`,
);

interface Options {
  readonly table: CoefficientTable<Columns>;
  readonly moment?: (mag: number) => number;
  readonly bounded: boolean;
}

function evaluator(imt: IntensityMeasure, options: Options): GroundMotionEvaluator {
  const c = options.table.at(imt);
  const ceiling = options.bounded ? medianCeiling(imt.period) : Number.POSITIVE_INFINITY;
  const saturation = Math.exp(c.c4);
  return rowEvaluator(
    (ctx, i) => {
      const m = options.moment?.(ctx.mag[i]!) ?? ctx.mag[i]!;
      const mean = c.c1 + c.c2 * m + c.c10 * (m - 6) ** 2 + (c.c6 + c.c7 * m) * Math.log(ctx.rjb[i]! + saturation);
      return Math.min(mean, ceiling);
    },
    { total: c.sigma },
  );
}

export const silva2002: ModelFamily = {
  models: modelVariants(FACTS, evaluator, {
    SilvaEtAl2002MwNSHMP2008: { options: { table: NSHMP_2008, bounded: true } },
    SilvaEtAl2002MblgAB1987NSHMP2008: {
      options: { table: NSHMP_2008, bounded: true, moment: momentFromMblgAtkinsonBoore87 },
    },
    SilvaEtAl2002MblgJ1996NSHMP2008: {
      options: { table: NSHMP_2008, bounded: true, moment: momentFromMblgJohnston96 },
    },
    SilvaEtAl2002SingleCornerSaturation: { options: { table: SINGLE_CORNER, bounded: false } },
    SilvaEtAl2002DoubleCornerSaturation: { options: { table: DOUBLE_CORNER, bounded: false } },
  }),
};
