/**
 * Bindi, Cotton, Kotha, Bosse, Stromeyer & Gruenthal (2017), Application-driven ground motion prediction equation for seismic hazard
 * assessments in non-cratonic moderate-seismicity areas, Journal of Seismology 21(5), 1201-1218, eqs. 1-4.
 *
 * ln(m/s2) in the paper, ln(g) here; rjb or rhypo in km. Magnitude 3 to 8, up to 300 km. `adjustment_factor` multiplies the median.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, tableFromCsv } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, GRAVITY, makeModel } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFactory, ModelFacts, ModelFamily } from "../model.ts";
import { numberArgument, readArguments } from "../model-arguments.ts";
import { type RowFunction, rowEvaluator } from "../row-evaluator.ts";
import hypocentralCsv from "./bindi-2017-hypocentral.csv" with { type: "text" };
import joynerBooreCsv from "./bindi-2017-joyner-boore.csv" with { type: "text" };

const FACTS: ModelFacts = {
  name: "BindiEtAl2017Rjb",
  tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag"],
  distanceColumns: ["rjb"],
  siteColumns: ["vs30"],
  measures: ["PGA", "SA"],
  validity: { magnitude: [3, 8], distance: 300 },
};

const HYPOCENTRAL_FACTS: ModelFacts = {
  ...FACTS,
  name: "BindiEtAl2017Rhypo",
  distanceColumns: ["rhypo"],
};

const JOYNER_BOORE = tableFromCsv("e1 b1 b2 b3 c1 c2 c3 h sA tau phi", joynerBooreCsv);

const HYPOCENTRAL = tableFromCsv("e1 b1 b2 b3 c1 c2 c3 sA tau phi", hypocentralCsv);

type Row = Coefficients<"e1 b1 b2 b3 c1 c2 c3 sA tau phi">;

const REFERENCE_MAGNITUDE = 4.5;
const HINGE_MAGNITUDE = 6.5;

function evaluator(c: Row, distance: RowFunction, shift: number): GroundMotionEvaluator {
  return rowEvaluator(
    (ctx, i) => {
      const m = ctx.mag[i]!;
      const low = Math.min(m, HINGE_MAGNITUDE) - REFERENCE_MAGNITUDE;
      const r = distance(ctx, i);
      return (
        c.e1 +
        c.b1 * low +
        c.b2 * low * low +
        c.b3 * Math.max(m - HINGE_MAGNITUDE, 0) +
        (c.c1 + c.c2 * (m - REFERENCE_MAGNITUDE)) * Math.log(r) +
        c.c3 * (r - 1) +
        c.sA * Math.log(ctx.vs30[i]! / 800) +
        shift
      );
    },
    { tau: c.tau, phi: c.phi },
  );
}

function variant(
  facts: ModelFacts,
  evaluatorFor: (imt: IntensityMeasure, shift: number) => GroundMotionEvaluator,
): ModelFactory {
  return (args) => {
    const { adjustment_factor } = readArguments(facts.name, args, { adjustment_factor: numberArgument(1) });
    const shift = Math.log(adjustment_factor / GRAVITY);
    return makeModel(facts, (imt) => evaluatorFor(imt, shift));
  };
}

export const bindi2017: ModelFamily = {
  models: {
    BindiEtAl2017Rjb: variant(FACTS, (imt, shift) => {
      const c = JOYNER_BOORE.at(imt);
      return evaluator(c, (ctx, i) => Math.hypot(ctx.rjb[i]!, c.h), shift);
    }),
    BindiEtAl2017Rhypo: variant(HYPOCENTRAL_FACTS, (imt, shift) =>
      evaluator(HYPOCENTRAL.at(imt), (ctx, i) => ctx.rhypo[i]!, shift),
    ),
  },
};
