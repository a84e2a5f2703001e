/**
 * Faccioli & Cauzzi (2006), Macroseismic intensities for seismic scenarios, estimated from instrumentally based correlations, First European
 * Conference on Earthquake Engineering and Seismology, paper 569.
 *
 * Macroseismic intensity; repi in km. Total standard deviation only.
 */
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { ModelFacts, ModelFamily } from "../model.ts";
import { rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "FaccioliCauzzi2006",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["repi"],
  siteColumns: [],
  measures: ["MMI"],
};

export const faccioliCauzzi2006: ModelFamily = {
  models: {
    FaccioliCauzzi2006: plainModel(FACTS, () =>
      rowEvaluator((ctx, i) => 1.0157 + 1.2566 * ctx.mag[i]! - 0.6547 * Math.log(Math.hypot(ctx.repi[i]!, 2)), {
        total: 0.5344,
      }),
    ),
  },
};
