/**
 * Sandikkaya & Akkar (2017), Cumulative absolute velocity, Arias intensity and significant duration predictive models from a
 * pan-European strong-motion dataset, Bulletin of Earthquake Engineering 15, 1881-1898, eqs. 1-3: CAV and Arias intensity.
 *
 * ln(cm/s) for CAV in the paper, ln(g s) here (of 9.81 m/s2, as the reference has it); ln(m/s) for Arias intensity; rjb, repi, rhypo in km.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type CoefficientTable, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { modelVariants, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "SandikkayaAkkar2017Rjb",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["rjb"],
  siteColumns: ["vs30"],
  measures: ["CAV", "IA"],
};

type Columns = "a1 a2 a3 a4 a5 a6 a7 a8 a9 phi tau";

const JOYNER_BOORE = coefficientTable(
  "a1 a2 a3 a4 a5 a6 a7 a8 a9 phi tau",
  `
CAV 8.74378  0.7516 -0.03713 -0.88554 0.10417 9  0.02738 -0.16629  -0.6444 0.5538 0.3033
IA   4.8528 0.39645 -0.10684 -2.04165 0.39202 9 -0.01572 -0.09282 -1.02908 1.1229 0.6339
`,
);

const EPICENTRAL = coefficientTable(
  "a1 a2 a3 a4 a5 a6 a7 a8 a9 phi tau",
  `
CAV 9.01362  0.7516 -0.03713 -0.93573 0.10417 9  0.02738 -0.16629  -0.6444 0.5584 0.3027
IA  5.48044 0.39645 -0.10684 -2.15658 0.39202 9 -0.01572 -0.09282 -1.02908 1.1405 0.6407
`,
);

const HYPOCENTRAL = coefficientTable(
  "a1 a2 a3 a4 a5 a6 a7 a8 a9 phi tau",
  `
CAV 9.44255  0.7516 -0.03713  -1.0271 0.10417 9  0.02738 -0.16629  -0.6444 0.5618 0.2946
IA   6.5723 0.39645 -0.10684 -2.38955 0.39202 9 -0.01572 -0.09282 -1.02908 1.1486 0.6058
`,
);

interface Options {
  readonly table: CoefficientTable<Columns>;
  readonly distance: "rjb" | "repi" | "rhypo";
}

function evaluator(imt: IntensityMeasure, options: Options): GroundMotionEvaluator {
  const c = options.table.at(imt);
  const shift = imt.kind === "CAV" ? -Math.log(981) : 0;
  return rowEvaluator(
    (ctx, i) => {
      const dm = ctx.mag[i]! - 6.75;
      const rake = ctx.rake[i]!;
      const mechanism = Math.abs(rake + 90) < 45 ? c.a7 : Math.abs(rake - 90) < 45 ? c.a8 : 0;
      return (
        c.a1 +
        c.a2 * dm +
        c.a3 * (8.5 - ctx.mag[i]!) ** 2 +
        (c.a4 + c.a5 * dm) * Math.log(Math.hypot(ctx[options.distance][i]!, c.a6)) +
        mechanism +
        c.a9 * Math.log(Math.min(ctx.vs30[i]!, 1000) / 750) +
        shift
      );
    },
    { tau: c.tau, phi: c.phi },
  );
}

export const sandikkayaAkkar2017: ModelFamily = {
  models: modelVariants(FACTS, evaluator, {
    SandikkayaAkkar2017Rjb: { options: { table: JOYNER_BOORE, distance: "rjb" } },
    SandikkayaAkkar2017Repi: {
      options: { table: EPICENTRAL, distance: "repi" },
      facts: { distanceColumns: ["repi"] },
    },
    SandikkayaAkkar2017Rhyp: {
      options: { table: HYPOCENTRAL, distance: "rhypo" },
      facts: { distanceColumns: ["rhypo"] },
    },
  }),
};
