/**
 * Youd, Hansen & Bartlett (2002), Revised multilinear regression equations for prediction of lateral spread displacement, Journal of
 * Geotechnical and Geoenvironmental Engineering 128(12), 1007-1017, eqs. 6a and 6b: gently sloping ground and free face.
 *
 * log10(m) in the paper, ln(m) here; repi in km. Slope (%), or free-face ratio (%) where the slope is 0; T_15 (m), F_15 (%), D50_15 (mm) of the
 * layers with fewer than 15 blows. Total standard deviation only.
 */
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { LN10, plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { ModelFacts, ModelFamily } from "../model.ts";
import { type RowFunction, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "YoudEtAl2002",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["repi"],
  siteColumns: ["D50_15", "F_15", "T_15", "freeface_ratio", "slope"],
  measures: ["LSD"],
};

const SIGMA = 0.197 * LN10;
const FREE_FACE = { constant: -16.713, gradient: 0.592 };
const SLOPE = { constant: -16.213, gradient: 0.338 };

const lnDisplacement: RowFunction = (ctx, i) => {
  const m = ctx.mag[i]!;
  const deepAndNear = ctx.repi[i]! < 5 && ctx.hypo_depth[i]! >= 50;
  const r = deepAndNear ? 5 : ctx.repi[i]!;
  const sloping = ctx.slope[i]! !== 0;
  const c = sloping ? SLOPE : FREE_FACE;
  const log10 =
    c.constant +
    1.532 * m -
    1.406 * Math.log10(r + 10 ** (0.89 * m - 5.64)) -
    0.012 * r +
    c.gradient * Math.log10(sloping ? ctx.slope[i]! : ctx.freeface_ratio[i]!) +
    0.54 * Math.log10(ctx.T_15[i]!) +
    3.413 * Math.log10(100 - ctx.F_15[i]!) -
    0.795 * Math.log10(ctx.D50_15[i]! + 0.1);
  return log10 * LN10;
};

export const youd2002: ModelFamily = {
  models: { YoudEtAl2002: plainModel(FACTS, () => rowEvaluator(lnDisplacement, { total: SIGMA })) },
};
