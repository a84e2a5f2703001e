/** The example of the documentation of the reference: Toro et al. (2002) under another name. */
import { factsOf, makeModel } from "../make-model.ts";
import type { ModelFamily } from "../model.ts";
import { refuseArguments } from "../model-arguments.ts";

export const exampleA2021: ModelFamily = {
  models: {
    ExampleA2021: (args, environment) => {
      const name = "ExampleA2021";
      refuseArguments(name, args);
      const inner = environment.build("ToroEtAl2002", {});
      return makeModel({ ...factsOf(inner), name }, (imt) => inner.forMeasure(imt));
    },
  },
};
