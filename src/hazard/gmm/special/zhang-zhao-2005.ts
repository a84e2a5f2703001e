/**
 * Zhang & Zhao (2005), Empirical models for estimating liquefaction-induced lateral spread displacement, Soil Dynamics and Earthquake
 * Engineering 25(6), 439-450: with the spectral displacement at 0.5 s of Sadigh et al. (1997) for crustal and Youngs et al. (1997) for subduction
 * earthquakes.
 *
 * ln(m); rrup, depth in km. Slope (%), or free-face ratio (%) where the slope is 0; T_15 (m), F_15 (%), D50_15 (mm). The reference takes magnitude and
 * rake of the first site of a group for crustal events; here every row has its own. Total standard deviation only.
 */
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { LN10, plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import { isReverse45Inclusive } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { type RowFunction, rowEvaluator } from "../row-evaluator.ts";

const INTERFACE_FACTS: ModelFacts = {
  name: "Zhang_Zhao2005SInter",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
  component: "Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["D50_15", "F_15", "T_15", "freeface_ratio", "slope"],
  measures: ["LSD"],
};

const SLAB_FACTS: ModelFacts = {
  ...INTERFACE_FACTS,
  name: "Zhang_Zhao2005SSlab",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
};

const CRUST_FACTS: ModelFacts = {
  ...INTERFACE_FACTS,
  name: "Zhang_Zhao2005Crust",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  ruptureColumns: ["mag", "rake"],
};

const SLOPE = { gradient: 0.356, thickness: 0.0606, constant: -4.292 };
const FREE_FACE = { gradient: 0.456, thickness: 0.0552, constant: -4.743 };
const SIGMA = 0.22 * LN10;

const groundTerm: RowFunction = (ctx, i) => {
  const sloping = ctx.slope[i]! !== 0;
  const c = sloping ? SLOPE : FREE_FACE;
  return (
    c.constant +
    c.gradient * Math.log10(sloping ? ctx.slope[i]! : ctx.freeface_ratio[i]!) +
    c.thickness * ctx.T_15[i]! +
    3.204 * Math.log10(100 - ctx.F_15[i]!) -
    1.0248 * Math.log10(ctx.D50_15[i]! + 0.1)
  );
};

/** ln of the spectral displacement (m) of subduction earthquakes. */
function subductionDisplacement(typeTerm: number): RowFunction {
  return (ctx, i) => {
    const m = ctx.mag[i]!;
    return (
      Math.log(0.2485) -
      3.5387 +
      1.438 * m -
      0.0066 * (10 - m) ** 3 -
      1.785 * Math.log(ctx.rrup[i]! + 1.097 * Math.exp(0.617 * m)) +
      0.00648 * ctx.hypo_depth[i]! +
      typeTerm
    );
  };
}

const crustDisplacement: RowFunction = (ctx, i) => {
  const m = ctx.mag[i]!;
  const rake = ctx.rake[i]!;
  const mechanism = isReverse45Inclusive(rake) ? -1.92 + 0.8285 : -2.17 + 0.8494;
  const saturation = m >= 6.5 ? 0.3825 * Math.exp(0.5882 * m) : 2.1863 * Math.exp(0.32 * m);
  return Math.log(0.06212) + mechanism + m - 1.7 * Math.log(ctx.rrup[i]! + saturation) - 0.033 * (8.5 - m) ** 2.5;
};

function evaluator(displacement: RowFunction): GroundMotionEvaluator {
  return rowEvaluator((ctx, i) => 1.856 * displacement(ctx, i) + LN10 * groundTerm(ctx, i), { total: SIGMA });
}

export const zhangZhao2005: ModelFamily = {
  models: {
    Zhang_Zhao2005Crust: plainModel(CRUST_FACTS, () => evaluator(crustDisplacement)),
    Zhang_Zhao2005SInter: plainModel(INTERFACE_FACTS, () => evaluator(subductionDisplacement(0))),
    Zhang_Zhao2005SSlab: plainModel(SLAB_FACTS, () => evaluator(subductionDisplacement(0.3643))),
  },
};
