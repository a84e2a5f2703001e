/**
 * Sabetta & Pugliese (1996), Estimation of response spectra and simulation of nonstationary earthquake ground motions, BSSA 86(2), 337-352, eq. 2, for
 * moment magnitudes, with factors for the style of faulting (Bommer et al. 2003) from magnitude 6.
 *
 * log10 of g (PGA) and cm/s (pseudo-velocity) in the paper, ln(g) here; repi in km. Shallow alluvium for vs30 400 to 800 m/s, deep below. PGV is
 * divided by gravity as in the reference. Total standard deviation only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { LN_GAL_IN_G, LN10, plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import { isNormal30, isReverse30 } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "SabettaPugliese1996",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Greater of two horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["repi"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
};

const COEFFICIENTS = coefficientTable(
  "a b c e1 e2 h sigma",
  `
PGA    -1.845 0.363 -1 0.195     0   5  0.19
PGV    -0.828 0.489 -1 0.116 0.116 3.9 0.249
0.04   -0.817  0.33 -1 0.161     0 4.7 0.195
0.0667 -0.312 0.304 -1 0.161     0 6.3   0.2
0.1    -0.019 0.304 -1 0.161     0 6.2 0.208
0.1499  0.222  0.31 -1 0.161     0 5.9  0.22
0.2     0.296 0.323 -1 0.161     0 5.7 0.234
0.3003    0.1 0.377 -1 0.185  0.02 5.4  0.26
0.4    -0.281 0.445 -1 0.222 0.078 5.2  0.28
0.5    -0.595   0.5 -1  0.23 0.124   5  0.29
0.7519     -1  0.57 -1  0.12  0.19 4.7 0.303
1       -1.28 0.612 -1  0.05 0.208 4.4 0.308
1.4925 -1.647  0.66 -1  0.01 0.175   4 0.315
2        -1.9 0.687 -1     0  0.15 3.6 0.319
3.0303  -2.25 0.715 -1     0 0.108   3 0.319
4        -2.5 0.725 -1     0   0.1 2.6 0.319
`,
);

function mechanism(mag: number, rake: number): number {
  if (mag < 6) return 0;
  return Math.log10(isReverse30(rake) ? 1.15 : isNormal30(rake) ? 0.89 : 0.94);
}

function unitShift(imt: IntensityMeasure): number {
  if (imt.kind === "PGA") return 0;
  return LN_GAL_IN_G + (imt.kind === "SA" ? Math.log((2 * Math.PI) / imt.period) : 0);
}

function evaluator(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const shift = unitShift(imt);
  return rowEvaluator(
    (ctx, i) => {
      const moment = ctx.mag[i]!;
      // Local magnitude below 5.5, surface-wave magnitude above.
      const m = moment < 5.5 ? (moment - 1.145) / 0.812 : (moment - 1.938) / 0.673;
      const v = ctx.vs30[i]!;
      const site = v < 400 ? c.e2 : v < 800 ? c.e1 : 0;
      const path = c.c * Math.log10(Math.hypot(ctx.repi[i]!, c.h));
      return LN10 * (c.a + c.b * m + path + site + mechanism(moment, ctx.rake[i]!)) + shift;
    },
    { total: c.sigma * LN10 },
  );
}

export const sabettaPugliese1996: ModelFamily = { models: { SabettaPugliese1996: plainModel(FACTS, evaluator) } };
