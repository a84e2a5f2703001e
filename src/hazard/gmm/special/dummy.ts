/** A model for branches of weight 0: constant standard deviations, a mean of 0. The reference ships it under this name. */
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { ALL_STANDARD_DEVIATIONS, makeModel } from "../make-model.ts";
import type { ModelFacts, ModelFamily } from "../model.ts";
import { numberArgument, readArguments } from "../model-arguments.ts";
import { rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "DummyGMPE",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
  siteColumns: [],
  measures: ["AvgSA", "CAV", "IA", "MMI", "PGA", "PGD", "PGV", "RSD575", "RSD595", "SA"],
};

export const dummy: ModelFamily = {
  models: {
    DummyGMPE: (args) => {
      // Only there to tell equal branches apart.
      readArguments(FACTS.name, args, { ordinal: numberArgument(0) });
      return makeModel(FACTS, () => rowEvaluator(() => 0, { tau: 0.003, phi: 0.004, sigma: 0.005 }));
    },
  },
};
