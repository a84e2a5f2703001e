/**
 * ECOS-09: the intensity attenuation of the earthquake catalogue of Switzerland (Faeh et al. 2011), as inverted for the moment
 * magnitude by Stromeyer & Gruenthal.
 *
 * Macroseismic intensity; rhypo and depth in km: fixed at 10 km, or variable.
 */
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { ALL_STANDARD_DEVIATIONS, plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { ModelFacts, ModelFamily } from "../model.ts";
import { type RowFunction, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "ECOS2009",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["rhypo"],
  siteColumns: [],
  measures: ["MMI"],
};

const FIXED_FACTS: ModelFacts = {
  ...FACTS,
  name: "ECOS2009FixedDepth",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
};

const VARIABLE_FACTS: ModelFacts = {
  ...FIXED_FACTS,
  name: "ECOS2009VariableDepth",
};

interface Row {
  readonly a: number;
  readonly b: number;
  readonly alpha: number;
  readonly beta: number;
}

const GENERAL: Row = { a: -0.67755, b: -0.00174, alpha: 0.7725, beta: 1.0363 };
const HIGHEST: Row = { a: -0.4834, b: -0.00179, alpha: 0.732, beta: 1.132 };
const VARIABLE: Row = { a: -0.69182, b: -0.00084, alpha: 0.7364, beta: 1.1568 };

const FIXED_DEPTH = 10;
/** Depth (km) at which beta holds. */
const REFERENCE_DEPTH = 30;
const BETWEEN = 0.373;
const WITHIN = 0.227;

/** Epicentral intensity from magnitude and depth, then the decay with distance. */
function intensity(c: Row, mag: number, rhypo: number, depth: number): number {
  const constant = c.alpha * (c.a * Math.log(REFERENCE_DEPTH / depth) + c.b * (REFERENCE_DEPTH - depth)) + c.beta;
  return (mag - constant) / c.alpha + c.a * Math.log(rhypo / depth) + c.b * (rhypo - depth);
}

const atFixedDepth =
  (c: Row): RowFunction =>
  (ctx, i) =>
    intensity(c, ctx.mag[i]!, ctx.rhypo[i]!, FIXED_DEPTH);

export const ecos2009: ModelFamily = {
  models: {
    ECOS2009: plainModel(FACTS, () => rowEvaluator(atFixedDepth(GENERAL), { total: 0.4073 })),
    ECOS2009Highest: plainModel({ ...FACTS, name: "ECOS2009Highest" }, () =>
      rowEvaluator(atFixedDepth(HIGHEST), { total: 0.36474 }),
    ),
    ECOS2009FixedDepth: plainModel(FIXED_FACTS, () =>
      rowEvaluator(atFixedDepth(GENERAL), { tau: BETWEEN, phi: WITHIN }),
    ),
    ECOS2009VariableDepth: plainModel(VARIABLE_FACTS, () =>
      rowEvaluator((ctx, i) => intensity(VARIABLE, ctx.mag[i]!, ctx.rhypo[i]!, ctx.hypo_depth[i]!), {
        tau: BETWEEN,
        phi: WITHIN,
      }),
    ),
  },
};
