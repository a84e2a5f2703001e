/**
 * Kanno, Narita, Morikawa, Fujiwara & Fukushima (2006), A new attenuation relation for strong ground motion in Japan based on recorded
 * data, BSSA 96(3), 879-897, eqs. 5, 6 and 8: shallow (up to 30 km) and deep events.
 *
 * log10(cm/s2) and log10(cm/s) in the paper, ln(g) and ln(cm/s) here; rrup in km. Magnitude 5.5 to 8.3, up to 450 km. Total standard deviation only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type CoefficientTable, coefficientTable } from "../coefficients.ts";
import { LN10, plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { galShift, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "Kanno2006Shallow",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
  component: "Peak square root of sum of squares of horizontals",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  referenceVelocity: 800,
  doi: "10.1785/0120050138",
  validity: { magnitude: [5.5, 8.3], distance: 450 },
};

const DEEP_FACTS: ModelFacts = {
  ...FACTS,
  name: "Kanno2006Deep",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
};

type Columns = "a b c d epsilon";

const SHALLOW = coefficientTable(
  "a b c d epsilon",
  `
PGA  0.556  -0.00307  0.256 0.00547 0.366
PGV  0.702 -0.000925  -1.93 0.00217 0.321
0.05  0.54  -0.00354  0.479 0.00611 0.374
0.06 0.536  -0.00372  0.566 0.00648 0.379
0.07 0.528  -0.00385  0.669 0.00664 0.384
0.08 0.524  -0.00397  0.747 0.00687 0.393
0.09 0.523  -0.00405  0.795  0.0071 0.399
0.1   0.52  -0.00409  0.847 0.00732 0.404
0.11 0.501  -0.00399   0.96 0.00607 0.404
0.12  0.51  -0.00397  0.928 0.00619 0.404
0.13 0.514  -0.00393  0.914 0.00616 0.403
0.15 0.518   -0.0038  0.892 0.00595 0.405
0.17 0.525  -0.00365  0.844 0.00557 0.406
0.2  0.535  -0.00339  0.761 0.00525 0.401
0.22 0.535  -0.00319  0.734 0.00482 0.399
0.25 0.541  -0.00293  0.659 0.00436 0.399
0.3  0.556  -0.00258  0.505 0.00389 0.392
0.35 0.561  -0.00237  0.421 0.00359 0.398
0.4  0.577  -0.00212  0.262 0.00329 0.404
0.45 0.589  -0.00189  0.129 0.00297 0.405
0.5  0.593  -0.00161 0.0375 0.00216 0.405
0.6  0.623  -0.00139 -0.222  0.0025 0.409
0.7  0.634  -0.00118  -0.37 0.00215 0.413
0.8  0.651  -0.00107 -0.544 0.00197 0.408
0.9  0.681 -0.000942 -0.803 0.00187 0.407
1     0.71 -0.000878  -1.04 0.00208 0.406
1.1  0.722 -0.000737  -1.19 0.00176 0.405
1.2  0.732 -0.000614  -1.32 0.00142 0.405
1.3  0.742 -0.000554  -1.44  0.0014 0.405
1.5  0.773 -0.000518   -1.7 0.00167 0.398
1.7  0.791 -0.000464  -1.89 0.00194 0.391
2    0.804 -0.000356  -2.08 0.00195 0.387
2.2  0.821 -0.000372  -2.24 0.00216 0.384
2.5  0.844 -0.000308  -2.46 0.00228 0.382
3    0.862 -0.000197  -2.72 0.00207 0.378
3.5  0.895 -0.000348  -2.99 0.00322 0.374
4    0.921 -0.000512  -3.21 0.00446 0.375
4.5  0.944 -0.000703  -3.39 0.00639 0.377
5    0.916  -0.00036  -3.35 0.00303 0.377
`,
);

const DEEP = coefficientTable(
  "a b c d epsilon",
  `
PGA  0.409 -0.00389    1.56 0 0.397
PGV  0.552 -0.00324  -0.571 0 0.356
0.05 0.394 -0.00404    1.76 0 0.418
0.06 0.388  -0.0041    1.86 0 0.431
0.07 0.382 -0.00418    1.96 0 0.445
0.08 0.379 -0.00422    2.03 0 0.453
0.09 0.377 -0.00428    2.08 0 0.458
0.1  0.377 -0.00431    2.12 0 0.461
0.11 0.377 -0.00435    2.14 0 0.462
0.12 0.381 -0.00437    2.14 0 0.461
0.13 0.384 -0.00439    2.13 0 0.459
0.15 0.388 -0.00436    2.12 0 0.455
0.17 0.395 -0.00433    2.08 0 0.447
0.2  0.401 -0.00422    2.02 0 0.438
0.22 0.403 -0.00413    1.99 0 0.433
0.25 0.414 -0.00401    1.88 0 0.424
0.3  0.425 -0.00378    1.75 0 0.415
0.35 0.434 -0.00357    1.62 0 0.411
0.4  0.445 -0.00338    1.49 0 0.407
0.45 0.459 -0.00319    1.33 0 0.406
0.5  0.471 -0.00303    1.19 0 0.404
0.6  0.491 -0.00283    0.95 0   0.4
0.7  0.512 -0.00262   0.718 0 0.401
0.8  0.534 -0.00245   0.486 0 0.402
0.9  0.555 -0.00234   0.273 0 0.404
1    0.574 -0.00223  0.0794 0 0.405
1.1   0.59 -0.00216 -0.0846 0 0.407
1.2  0.604 -0.00211   -0.24 0 0.407
1.3  0.619 -0.00204  -0.395 0 0.405
1.5   0.64 -0.00195  -0.632 0 0.405
1.7  0.655 -0.00182  -0.831 0 0.403
2     0.68 -0.00171   -1.12 0 0.399
2.2  0.692 -0.00167   -1.27 0 0.396
2.5  0.711 -0.00167   -1.48 0 0.393
3    0.729 -0.00169   -1.72 0 0.387
3.5  0.748 -0.00167   -1.97 0 0.377
4    0.769 -0.00163   -2.22 0 0.368
4.5  0.791 -0.00163   -2.45 0 0.359
5    0.818 -0.00167    -2.7 0 0.346
`,
);

const SITE = coefficientTable(
  "p q",
  `
PGA  -0.5514  1.349
PGV  -0.7057  1.765
0.05 -0.3244 0.7962
0.06 -0.2614  0.645
0.07 -0.2418 0.5974
0.08 -0.2616 0.6417
0.09 -0.2929 0.7154
0.1  -0.3199 0.7776
0.11 -0.3477 0.8406
0.12   -0.39 0.9399
0.13 -0.4307  1.035
0.15 -0.5308  1.276
0.17 -0.6113  1.468
0.2  -0.6831  1.647
0.22 -0.7184  1.737
0.25 -0.7499   1.82
0.3  -0.8045  1.963
0.35 -0.8518  2.087
0.4  -0.8676  2.131
0.45 -0.8851  2.176
0.5  -0.9094  2.247
0.6  -0.9238  2.297
0.7  -0.9622  2.407
0.8  -0.9759  2.457
0.9  -0.9685  2.439
1    -0.9264  2.322
1.1  -0.9176  2.296
1.2  -0.9062  2.263
1.3  -0.8825  2.202
1.5  -0.8531  2.121
1.7  -0.8294  2.059
2    -0.7756  1.921
2.2  -0.7567  1.875
2.5  -0.7244  1.796
3    -0.6845  1.699
3.5  -0.6597  1.639
4    -0.6182  1.537
4.5  -0.6035  1.499
5    -0.5861  1.456
`,
);

function evaluator(imt: IntensityMeasure, table: CoefficientTable<Columns>): GroundMotionEvaluator {
  const c = table.at(imt);
  const s = SITE.at(imt);
  const shift = galShift(imt);
  return rowEvaluator(
    (ctx, i) => {
      const m = ctx.mag[i]!;
      const r = ctx.rrup[i]!;
      const rock = c.c + c.a * m + c.b * r - Math.log10(r + c.d * 10 ** (0.5 * m));
      return LN10 * (rock + s.p * Math.log10(ctx.vs30[i]!) + s.q) + shift;
    },
    { total: c.epsilon * LN10 },
  );
}

export const kanno2006: ModelFamily = {
  models: {
    Kanno2006Shallow: plainModel(FACTS, (imt) => evaluator(imt, SHALLOW)),
    Kanno2006Deep: plainModel(DEEP_FACTS, (imt) => evaluator(imt, DEEP)),
  },
};
