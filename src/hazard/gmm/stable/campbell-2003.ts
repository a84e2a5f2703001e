/**
 * Campbell (2003), Prediction of strong ground motion using the hybrid empirical method and its use in the development of
 * ground-motion (attenuation) relations in eastern North America, BSSA 93(3), 1012-1033, eqs. 30-35; the SHARE adjustment; and the
 * versions of the US national seismic hazard model 2008.
 *
 * ln(g) on hard rock (2800 m/s); rrup in km. Magnitude 5 to 8.2, rrup up to 1000 km. Total standard deviation only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { clearParts, plainModel, TOTAL_STANDARD_DEVIATION, thenAdjust } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { medianCeiling, momentFromMblgAtkinsonBoore87, momentFromMblgJohnston96 } from "../nshmp-conversions.ts";
import { changes } from "../rupture-rows.ts";
import { shareAdjustment } from "../share-adjustment.ts";

const FACTS: ModelFacts = {
  name: "Campbell2003",
  tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
  siteColumns: [],
  measures: ["PGA", "SA"],
  doi: "10.1785/0120020002",
  validity: { magnitude: [5, 8.2], distance: 1000 },
};

const COEFFICIENTS = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 c12 c13",
  `
PGA    0.0305 0.633 -0.0427 -1.591 -0.00428 0.000483 0.683 0.416  1.14 -0.873  1.03  -0.086 0.414
0.02   1.3535  0.63 -0.0404 -1.787 -0.00388 0.000497  1.02 0.363 0.851 -0.715  1.03  -0.086 0.414
0.03    1.186 0.622 -0.0362 -1.691 -0.00367 0.000501 0.922 0.376 0.759 -0.922  1.03  -0.086 0.414
0.05   0.3736 0.616 -0.0353 -1.469 -0.00378   0.0005  0.63 0.423 0.771 -1.239 1.042 -0.0838 0.443
0.075 -0.0395 0.615 -0.0353 -1.383 -0.00421 0.000486 0.491 0.463 0.955 -1.349 1.052 -0.0838 0.453
0.1   -0.1475 0.613 -0.0353 -1.369 -0.00454  0.00046 0.484 0.467 1.096 -1.284 1.059 -0.0838  0.46
0.15  -0.1901 0.616 -0.0478 -1.368 -0.00473 0.000393 0.461 0.478 1.239 -1.079 1.068 -0.0838 0.469
0.2   -0.4328 0.617 -0.0586  -1.32  -0.0046 0.000337 0.399 0.493  1.25 -0.928 1.077 -0.0838 0.478
0.3   -0.6906 0.609 -0.0786  -1.28 -0.00414 0.000263 0.349 0.502 1.241 -0.753 1.081 -0.0838 0.482
0.5   -0.5907 0.534 -0.1379 -1.216 -0.00341 0.000194 0.318 0.503 1.166 -0.606 1.098 -0.0824 0.508
0.75  -0.5429  0.48 -0.1806 -1.184 -0.00288  0.00016 0.304 0.504  1.11 -0.526 1.105 -0.0806 0.528
1     -0.6104 0.451  -0.209 -1.158 -0.00255 0.000141 0.299 0.503 1.067 -0.482  1.11 -0.0793 0.543
1.5   -0.9666 0.441 -0.2405 -1.135 -0.00213 0.000119 0.304   0.5 1.029 -0.438 1.099 -0.0771 0.547
2     -1.4306 0.459 -0.2552 -1.124 -0.00187 0.000103  0.31 0.499 1.015 -0.417 1.093 -0.0758 0.551
3     -2.2331 0.492 -0.2646 -1.121 -0.00154  8.4e-05  0.31 0.499 1.014 -0.393  1.09 -0.0737 0.562
4     -2.7975 0.507 -0.2738 -1.119 -0.00135  7.4e-05 0.294 0.506 1.018 -0.386 1.092 -0.0722 0.575
`,
);

const SHARE = coefficientTable(
  "Frss AFrock",
  `
PGA       1.22 0.735106
0.02     1.192 0.474275
0.03     1.178 0.423049
0.05      1.15 0.550323
0.075    1.115 0.730061
0.1       1.08 0.888509
0.15      1.15 1.094622
0.2       1.19 1.197291
0.3       1.23 1.288309
0.5       1.23 1.311421
0.75  1.199444 1.298212
1     1.196667 1.265762
1.5   1.191111 1.197583
2         1.14 1.215779
3         1.14 1.215779
4         1.14 1.215779
`,
);

/** The 2008 US model names the coefficients c5 to c10 in another order. */
const NSHMP = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 c12 c13",
  `
PGA  0.4492 0.633 -0.0427 -1.591 0.683 0.416  1.14 -0.873 -0.00428 0.000483  1.03  -0.086 0.414
0.1  0.4064 0.613 -0.0353 -1.369 0.484 0.467 1.096 -1.284 -0.00454  0.00046 1.059 -0.0838  0.46
0.2  0.1325 0.617 -0.0586  -1.32 0.399 0.493  1.25 -0.928  -0.0046 0.000337 1.077 -0.0838 0.478
0.3 -0.1483 0.609 -0.0786  -1.28 0.349 0.502 1.241 -0.753 -0.00414 0.000263 1.081 -0.0838 0.482
0.5 -0.1333 0.534 -0.1379 -1.216 0.318 0.503 1.116 -0.606 -0.00341 0.000194 1.098 -0.0824 0.508
1   -0.3177 0.451  -0.209 -1.158 0.299 0.503 1.067 -0.482 -0.00255 0.000141  1.11 -0.0793 0.543
2   -1.2483 0.459 -0.2552 -1.124  0.31 0.499 1.015 -0.417 -0.00187 0.000103 1.093 -0.0758 0.551
`,
);

interface Terms {
  readonly c1: number;
  readonly c2: number;
  readonly c3: number;
  readonly spreading: number;
  readonly size: number;
  readonly sizeGrowth: number;
  readonly beyond70: number;
  readonly beyond130: number;
  readonly anelastic: number;
  readonly anelasticGrowth: number;
  readonly c11: number;
  readonly c12: number;
  readonly c13: number;
}

function published(imt: IntensityMeasure): Terms {
  const c = COEFFICIENTS.at(imt);
  return {
    ...c,
    spreading: c.c4,
    size: c.c7,
    sizeGrowth: c.c8,
    beyond70: c.c9,
    beyond130: c.c10,
    anelastic: c.c5,
    anelasticGrowth: c.c6,
  };
}

function nshmp(imt: IntensityMeasure): Terms {
  const c = NSHMP.at(imt);
  return {
    ...c,
    spreading: c.c4,
    size: c.c5,
    sizeGrowth: c.c6,
    beyond70: c.c7,
    beyond130: c.c8,
    anelastic: c.c9,
    anelasticGrowth: c.c10,
  };
}

const LN70 = Math.log(70);
const LN130 = Math.log(130);

function evaluator(t: Terms, magnitude: (mag: number) => number, ceiling: number): GroundMotionEvaluator {
  return (ctx, out) => {
    let source = 0;
    let size2 = 0;
    let anelastic = 0;
    let sigma = 0;
    for (let i = 0; i < ctx.length; i++) {
      if (changes(ctx.mag, i)) {
        const m = magnitude(ctx.mag[i]!);
        source = t.c1 + t.c2 * m + t.c3 * (8.5 - m) ** 2;
        size2 = (t.size * Math.exp(t.sizeGrowth * m)) ** 2;
        anelastic = t.anelastic + t.anelasticGrowth * m;
        sigma = m < 7.16 ? t.c11 + t.c12 * m : t.c13;
      }
      const r = ctx.rrup[i]!;
      let mean = source + 0.5 * t.spreading * Math.log(r * r + size2) + anelastic * r;
      if (r > 70) {
        const lnR = Math.log(r);
        mean += t.beyond70 * (lnR - LN70);
        if (r > 130) mean += t.beyond130 * (lnR - LN130);
      }
      out.mean[i] = Math.min(mean, ceiling);
      out.sigma[i] = sigma;
    }
    clearParts(out, ctx.length);
  };
}

const same = (mag: number) => mag;

function share(imt: IntensityMeasure): GroundMotionEvaluator {
  const a = SHARE.at(imt);
  return thenAdjust(evaluator(published(imt), same, Number.POSITIVE_INFINITY), (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) out.mean[i]! += shareAdjustment(a.Frss, a.AFrock, ctx.rake[i]!);
  });
}

function nshmpModel(name: string, magnitude: (mag: number) => number) {
  return plainModel(
    {
      name,
      tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental,
      component: "Average Horizontal",
      standardDeviations: TOTAL_STANDARD_DEVIATION,
      ruptureColumns: ["mag"],
      distanceColumns: ["rrup"],
      siteColumns: [],
      measures: ["PGA", "SA"],
      referenceVelocity: 760,
    },
    (imt) => evaluator(nshmp(imt), magnitude, medianCeiling(imt.period)),
  );
}

export const campbell2003: ModelFamily = {
  models: {
    Campbell2003: plainModel(FACTS, (imt) => evaluator(published(imt), same, Number.POSITIVE_INFINITY)),
    Campbell2003SHARE: plainModel(
      {
        name: "Campbell2003SHARE",
        tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental,
        component: "Average Horizontal",
        standardDeviations: TOTAL_STANDARD_DEVIATION,
        ruptureColumns: ["mag", "rake"],
        distanceColumns: ["rrup"],
        siteColumns: [],
        measures: ["PGA", "SA"],
        referenceVelocity: 800,
      },
      share,
    ),
    Campbell2003MblgAB1987NSHMP2008: nshmpModel("Campbell2003MblgAB1987NSHMP2008", momentFromMblgAtkinsonBoore87),
    Campbell2003MblgJ1996NSHMP2008: nshmpModel("Campbell2003MblgJ1996NSHMP2008", momentFromMblgJohnston96),
    Campbell2003MwNSHMP2008: nshmpModel("Campbell2003MwNSHMP2008", same),
  },
};
