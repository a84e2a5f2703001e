/**
 * Baumont, Manchuel, Traversa, Durouchoux, Nayman & Ameri (2018), Intensity predictive attenuation models calibrated in Mw for metropolitan
 * France, Bulletin of Earthquake Engineering 16, 2285-2310: the model of all depths and regions.
 *
 * Macroseismic intensity; rhypo in km. Total standard deviation only.
 */
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { ModelFacts, ModelFamily } from "../model.ts";
import { rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "BaumontEtAl2018High2210IAVGDC30n7",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rhypo"],
  siteColumns: [],
  measures: ["MMI"],
  doi: "10.1007/s10518-018-0344-6",
};

export const baumont2018: ModelFamily = {
  models: {
    BaumontEtAl2018High2210IAVGDC30n7: plainModel(FACTS, () =>
      rowEvaluator(
        (ctx, i) => 2.4 + 1.301 * ctx.mag[i]! - 2.544 * Math.log10(ctx.rhypo[i]!) - 5.14e-3 * ctx.rhypo[i]!,
        { total: Math.hypot(0.373, 0.227) },
      ),
    ),
  },
};
